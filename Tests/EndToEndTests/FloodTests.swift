import Foundation
import TalkProtocol
import TestSupport
import Testing

/// Promise 5, where it is easily forgotten: what is no message is counted, too.
@Suite(.serialized) struct FloodTests {
    /// Lines that are no messages, and what they come to.
    enum Flood: CaseIterable {
        case pings, questions, nonsense, padded

        /// What makes a line count as ten.
        private static let padding = String(repeating: "k", count: 9 * Limits.skippedBytesPerLine)

        var line: String {
            switch self {
            case .pings: #"{"do":"ping"}"#
            case .questions: #"{"do":"who"}"#
            case .nonsense: "nonsense"
            case .padded: #"{"do":"ping","x":"\#(Self.padding)"}"#
            }
        }

        /// The last event that answers a line.
        var answer: String {
            switch self {
            case .pings, .padded: "pong"
            case .questions: "end"
            case .nonsense: "error"
            }
        }

        /// How many are taken at once, and in each second after that.
        var allowance: (burst: Int, pace: Int) {
            let lines = Programs.allowance * Limits.linesPerMessage
            return switch self {
            // A request that costs as much as a message; to enter is one.
            case .questions: (3 * Programs.allowance - 1, Programs.allowance)
            case .pings, .nonsense: (3 * lines, lines)
            case .padded: (3 * lines / 10, lines / 10)
            }
        }
    }

    @Test(arguments: Flood.allCases)
    func `an account that floods with lines of any kind is told once and read more slowly`(
        flood: Flood
    ) throws {
        let daemon = try Daemon(["pace=1", "burst=3"])
        defer { daemon.end() }
        // What it owes for coming is owed from here on.
        let begun = ContinuousClock.now
        let ada = try daemon.join("ada")
        let seconds = 1
        // More than is waited for, or a daemon that is itself slow would not find it too fast.
        let sent = flood.allowance.burst + 20 * flood.allowance.pace
        let count = flood.allowance.burst + seconds * flood.allowance.pace
        try ada.send(String(repeating: flood.line + "\n", count: sent), unfinished: true)
        var answers = 0
        let isNews = { (event: WireEvent) in event["code"] == "too-fast" }
        var came = try ada.gather(until: flood.answer) { event in
            if !isNews(event) { answers += 1 }
            return answers == count
        }
        if !came.contains(where: isNews) { came += try ada.gather(until: "error", where: isNews) }
        #expect((ContinuousClock.now - begun) / .seconds(1) > Double(seconds) / 2)
        let news = came.filter(isNews)
        #expect(news.count == 1)
        #expect(news.first?[bool: "fatal"] == nil)
        ada.close()
    }

    @Test func `of a line without an end no more is read than of others`() throws {
        let daemon = try Daemon(["pace=1", "burst=3"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let lines = 3 * Programs.allowance * Limits.linesPerMessage
        let excess = 2 * lines * Limits.skippedBytesPerLine
        try ada.send(String(repeating: "k", count: Limits.maxLineBytes + excess), unfinished: true)
        try ada.expect("error") { $0["code"] == "text-too-long" }
        try ada.expect("error") { $0["code"] == "too-fast" }
        ada.close()
    }

    @Test func `who asks to leave before they came is counted as who asks for anything`() throws {
        let daemon = try Daemon(["pace=1", "burst=3"])
        defer { daemon.end() }
        let ada = try daemon.json()
        let lines = 23 * Programs.allowance * Limits.linesPerMessage
        try ada.send(
            String(repeating: #"{"do":"leave"}"# + "\n", count: lines), unfinished: true)
        try ada.expect("error") { $0["code"] == "hello-first" }
        try ada.expect("error") { $0["code"] == "too-fast" }
        ada.close()
    }

    @Test func `a daemon under a storm of connections ends when it is told to`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let storm = Storm(on: daemon.socket)
        defer { storm.stop() }
        try eventually("a storm") { storm.count > 200 }
        #expect(try daemon.terminate() == 0)
    }

    @Test func `who connects and goes all the time fills no log`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        for _ in 1...50 { try daemon.json().close() }
        #expect(try daemon.terminate() == 0)
        let told = daemon.errors.split(separator: "\n").filter { $0.hasPrefix("close ") }
        #expect(told.contains { $0.contains("uid=\(getuid()) ") }, "\(daemon.printed)")
        #expect(Set(told.map { $0.split(separator: " ").last }).count == told.count, "\(told)")
    }

    /// Two threads that connect and close as fast as they can, until they are refused.
    private final class Storm: @unchecked Sendable {
        private let lock = NSLock()
        private var connections = 0
        private var isOver = false

        init(on path: String) {
            for _ in 1...2 {
                Thread.detachNewThread { [self] in
                    while goesOn() {
                        guard let stream = try? LineStream(connecting: path) else { return }
                        stream.close()
                    }
                }
            }
        }

        var count: Int { lock.withLock { connections } }
        func stop() { lock.withLock { isOver = true } }

        private func goesOn() -> Bool {
            lock.withLock {
                connections += 1
                return !isOver
            }
        }
    }
}
