import Foundation
import TestSupport
import Testing

/// A service manager that waits for its daemons to say that they are well, sd_watchdog_enabled(3).
///
/// A daemon is as well as the machine lets it be: a visit that ends too late, because others had the processors, is
/// told as one that failed, and the next one as well again. So it is with every expectation here.
struct WatchdogScene {
    let directory: TemporaryDirectory
    let listener: NotifyListener

    init() throws {
        directory = try TemporaryDirectory()
        listener = try NotifyListener(at: directory.file("notify"))
    }

    /// A daemon that is to be heard of within each such interval.
    func daemon(
        _ options: [String] = [], seconds: Double = 1, settings: Daemon.Settings = .init()
    ) throws -> Daemon {
        var settings = settings
        settings.environment["NOTIFY_SOCKET"] = listener.address
        settings.environment["WATCHDOG_USEC"] = "\(Int(seconds * 1_000_000))"
        return try Daemon(options, settings: settings)
    }

    // MARK: What the service manager hears

    /// Hears what was told so far, and then that the daemon is well so often.
    func expectFed(_ times: Int = 4) throws {
        while listener.hasNews { _ = try listener.next() }
        for _ in 1...times { try listener.next(with: "WATCHDOG") }
    }

    /// Hears what was told so far and what is told of a visit that was on its way, and then nothing of the kind for
    /// two intervals of a second.
    func expectHungry() throws {
        while listener.hasNews { _ = try listener.next() }
        if isHungry { return }
        #expect(isHungry, "\(listener.heard)")
    }

    private var isHungry: Bool {
        (try? listener.next(with: "WATCHDOG", by: Deadline(after: 2))) == nil
    }

    // MARK: What the operator reads

    static let recovered = "result=recovered"
    private static let late = failure("Connection timed out")

    static func failure(_ reason: String) -> String { "result=failing error=\"\(reason)\"" }

    /// What is told of visits, in order.
    func told(by daemon: Daemon) -> [String] {
        daemon.errors.split(separator: "\n").filter { $0.hasPrefix("watchdog ") }
            .map { String($0.dropFirst("watchdog ".count)) }
    }

    /// The log without what was told of late visits.
    func log(of daemon: Daemon) -> [String] {
        let lines = daemon.errors.split(separator: "\n").map(String.init)
        return lines.filter { ![Self.late, Self.recovered].contains($0.dropPrefix("watchdog ")) }
    }

    func expectRecovery(of daemon: Daemon) throws {
        try eventually("to be well", seen: { daemon.printed }) {
            told(by: daemon).last == Self.recovered
        }
    }

    /// Has visits fail, and waits until the operator is told why.
    ///
    /// No reason but the first is told until it is well again, and that may be that a visit was late: then all of it
    /// is done again.
    func expectFailure(
        _ reason: String, of daemon: Daemon, as itIsMadeAmiss: () throws -> Void,
        orElse itIsMadeWell: () throws -> Void
    ) throws {
        let wanted = Self.failure(reason)
        try eventually(wanted, seen: { daemon.printed }) {
            if !told(by: daemon).isEmpty { try expectRecovery(of: daemon) }
            try itIsMadeAmiss()
            try eventually("a visit to fail", seen: { daemon.printed }) {
                told(by: daemon).last.map { $0 != Self.recovered } == true
            }
            if told(by: daemon).last == wanted { return true }
            try itIsMadeWell()
            return false
        }
    }
}

extension String {
    fileprivate func dropPrefix(_ prefix: String) -> String {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
    }
}
