import Foundation
import TestSupport
import Testing

/// What the daemon does when the system has no more descriptors or threads for it.
@Suite struct ShortageTests {
    /// What came of one who knocked while the daemon was short of something.
    private enum Answer { case asked, turnedAway, waiting }

    @Test func `a full descriptor table turns newcomers away until others leave`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        // While it runs: at its start it takes as many sessions as the table has room for.
        let limiter = Programs.isRoot ? daemon.account.asPrefix : []
        let limited = try run(limiter + ["prlimit", "--pid=\(daemon.pid)", "--nofile=40:40"])
        #expect(limited.status == 0, "\(limited)")
        try expectRecovery(of: daemon, logged: "accept")
    }

    @Test(
        .enabled(
            if: Accounts.canBeMade, "only root can make the account whose processes are counted"))
    func `as many threads as may be turns newcomers away until others leave`() throws {
        // An account of its own: the threads of all its processes are counted together.
        let account = try Accounts.make()
        let settings = Daemon.Settings(
            prefix: ["prlimit", "--nproc=16:16", "--"], account: account)
        let daemon = try Daemon(Daemon.roomy, settings: settings)
        defer { daemon.end() }
        try expectRecovery(of: daemon, logged: "thread")
    }

    /// - Parameter event: What the operator is told of, once when it begins and once when it is over.
    private func expectRecovery(of daemon: Daemon, logged event: String) throws {
        let ada = try daemon.join("ada")
        var knocked: [(stream: LineStream, answer: Answer)] = []
        try eventually("somebody who is not let in, and the news of it", seen: { daemon.printed }) {
            // For the first one there is room.
            let seconds = knocked.isEmpty ? Deadline.generousSeconds : 0.3
            let (stream, answer) = try knock(at: daemon, within: seconds)
            if answer == .turnedAway { stream.close() }
            knocked.append((stream, answer))
            return results(of: event, in: daemon).first == "shedding"
                && knocked.contains { $0.answer != .asked }
        }
        #expect(knocked.contains { $0.answer == .asked }, "some were let in")
        try ada.say("still here")
        try ada.expect("said")
        try expectIdle(daemon)
        for (stream, _) in knocked { stream.close() }
        try eventually("room again", seen: { daemon.printed }) {
            let (stream, answer) = try knock(at: daemon)
            defer { stream.close() }
            return answer == .asked
        }
        try ada.settle()
        try eventually("the news that it is over", seen: { daemon.printed }) {
            results(of: event, in: daemon).last == "recovered"
        }
        let told = results(of: event, in: daemon)
        // Who is turned away for want of a descriptor to look up their login may make room for a moment.
        #expect(zip(told, told.dropFirst()).allSatisfy { $0 != $1 }, "each is told once: \(told)")
        #expect(told.count < 10, "it says so once, not in a loop: \(told)")
    }

    /// The results of an event in the operator's log, in order.
    private func results(of event: String, in daemon: Daemon) -> [String] {
        daemon.errors.matches(of: /(\w+) result=(\w+)/).filter { $0.1 == event }.map {
            String($0.2)
        }
    }

    private func knock(
        at daemon: Daemon, within seconds: Double = 0.3
    ) throws -> (LineStream, Answer) {
        let stream = try LineStream(connecting: daemon.socket)
        // Who gets no line at once waits in the kernel's queue, which is fair too.
        guard let line = try? stream.nextLine(by: Deadline(after: seconds)) else {
            return (stream, stream.isAtEnd ? .turnedAway : .waiting)
        }
        let text = String(decoding: line, as: UTF8.self)
        if text.contains(": error ") {
            #expect(text.contains(": error full "), "\(escaped(text))")
            return (stream, .turnedAway)
        }
        return (stream, .asked)
    }

    /// A daemon that cannot accept does not try again and again as fast as it can.
    private func expectIdle(_ daemon: Daemon) throws {
        let before = processorTicks(of: daemon.pid)
        let start = DispatchTime.now().uptimeNanoseconds
        usleep(500_000)
        let elapsed = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        let used =
            Double(processorTicks(of: daemon.pid) - before) / Double(sysconf(Int32(_SC_CLK_TCK)))
        #expect(used < elapsed * 0.5, "\(used) s of processor time in \(elapsed) s")
    }

    private func processorTicks(of pid: pid_t) -> Int {
        let line = String(decoding: contents(of: "/proc/\(pid)/stat"), as: UTF8.self)
        let fields = line.split(separator: ")").last?.split(separator: " ") ?? []
        return fields.dropFirst(11).prefix(2).compactMap { Int($0) }.reduce(0, +)
    }
}
