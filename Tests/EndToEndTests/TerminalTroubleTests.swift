import Foundation
import TalkProtocol
import TestSupport
import Testing

/// Terminals that do not take what is written to them: others get theirs, and all are counted.
@Suite(.enabled(if: Accounts.canBeMade, "only root can make the accounts that this needs"))
struct TerminalTroubleTests {
    private let devpts: Devpts
    private let daemon: Daemon
    private let owner: Account

    init() throws {
        devpts = try Devpts()
        daemon = try devpts.daemon(["pace=off", "wall=everyone"])
        owner = try Accounts.wren.get()
    }

    private func terminals(_ count: Int) throws -> [HeldTerminal] {
        try (0..<count).map { _ in try HeldTerminal(in: devpts, of: owner) }
    }

    /// Root, who is not listed.
    private func caller(as account: Account? = nil) throws -> JSONClient {
        let client = try account.map { try daemon.json(as: $0) } ?? daemon.json()
        try client.hello(extra: #""present":false,"backlog":0"#)
        return client
    }

    /// Why which terminal was not reached, and all the figures.
    private func answer(to client: JSONClient) throws -> (reasons: [String: String], Figures) {
        let events = try client.gather(until: "reached")
        let unreached = events.filter { $0.event == "unreached" }
        let reasons = unreached.map { ($0["terminal"] ?? "", $0["reason"] ?? "") }
        return (Dictionary(reasons) { first, _ in first }, Figures(events[events.count - 1]))
    }

    @Test func `those that nobody reads are waited for together, and no other waits for them`()
        throws
    {
        defer { devpts.end() }
        let stuck = try terminals(3)
        let free = try terminals(2)
        for terminal in stuck { try terminal.fill() }
        let client = try caller()
        try client.send(#"{"do":"wall","text":"first","seconds":10}"#)
        for terminal in free { try terminal.expect(words: "root: first") }
        // Now somebody reads them.
        for terminal in stuck { try terminal.expect(words: "root: first") }
        let first = try answer(to: client)
        #expect(first.reasons.isEmpty, "\(first)")
        #expect(first.1 == Figures(terminals: 5, ofTerminals: 5), "\(first)")

        for terminal in stuck { try terminal.fill() }
        let begun = Date()
        try client.send(#"{"do":"wall","text":"second","seconds":1}"#)
        for terminal in free { try terminal.expect(words: "root: second") }
        let second = try answer(to: client)
        #expect(Date().timeIntervalSince(begun) < Deadline.generousSeconds)
        #expect(
            second.reasons == Dictionary(uniqueKeysWithValues: stuck.map { ($0.name, "blocked") }))
        #expect(second.1 == Figures(terminals: 2, ofTerminals: 5, failed: 3), "\(second)")
    }

    @Test func `nobody's terminal is behind all of somebody else's`() throws {
        defer { devpts.end() }
        let many = try terminals(Limits.maxAwaitedTerminals + 16)
        let one = try HeldTerminal(in: devpts, of: Accounts.third.get())
        // A full one takes a little more once the kernel has moved what was written on.
        for _ in 1...2 { for terminal in many + [one] { try terminal.fill() } }
        let client = try caller()
        try client.send(#"{"do":"wall","text":"now","seconds":10}"#)
        try one.expect(words: "root: now")
        let answer = try answer(to: client)
        #expect(answer.reasons[one.name] == nil, "\(answer)")
        #expect(Set(answer.reasons.keys).isSubset(of: many.map(\.name)), "\(answer)")
        #expect(answer.1.terminals + answer.1.failed == many.count + 1, "\(answer)")
        #expect(answer.1.failed > Limits.maxAwaitedTerminals, "\(answer)")
    }

    @Test func `one that vanishes in mid-write is told of`() throws {
        defer { devpts.end() }
        let all = try terminals(3)
        try all[0].fill()
        let client = try caller()
        try client.send(#"{"do":"wall","text":"now","seconds":10}"#)
        try all[2].expect(words: "root: now")
        all[0].hangUp()
        let answer = try answer(to: client)
        #expect(answer.reasons == [all[0].name: "gone"], "\(answer)")
        #expect(answer.1 == Figures(terminals: 2, ofTerminals: 3, failed: 1), "\(answer)")
        try all[1].expect(words: "root: now")
    }

    @Test func `one that is somebody's alone is told of`() throws {
        defer { devpts.end() }
        let all = try terminals(2)
        let raw = try OwnDescriptor(all[0].opened(O_RDWR))
        #expect(ioctl(raw.raw, UInt(TIOCEXCL)) == 0)
        let client = try caller()
        try client.send(#"{"do":"wall","text":"now"}"#)
        let answer = try answer(to: client)
        #expect(answer.reasons == [all[0].name: "failed"], "\(answer)")
        #expect(answer.1 == Figures(terminals: 1, ofTerminals: 2, failed: 1), "\(answer)")
    }

    @Test func `a slow one delays nobody's chat, and no other ring`() throws {
        defer { devpts.end() }
        let slow = try terminals(1)[0]
        let other = try HeldTerminal(in: devpts, of: Accounts.third.get())
        try slow.fill()
        let talkers = try ["robin", "swift"].map { try daemon.join($0) }
        let (client, ringing) = (try caller(), try caller(as: Accounts.visiting.get()))
        let begun = Date()
        try client.send(#"{"do":"wall","text":"now","seconds":10}"#)
        try other.expect(words: "root: now")
        for round in 0..<5 {
            try talkers[0].say("round \(round)")
            try talkers[1].expect("said") { $0["text"] == "round \(round)" }
            try ringing.send(#"{"do":"ring","to":"\#(Accounts.third.get().login)"}"#)
            #expect(try answer(to: ringing).1.terminals == 1)
        }
        slow.hangUp()
        let isSlow = Date().timeIntervalSince(begun) > 8
        let answer = try answer(to: client)
        // Else all of that would not have been done before the limit.
        #expect(answer.reasons == [slow.name: "gone"] || isSlow, "\(answer)")
    }

    @Test func `500 terminals are all reached, and counted`() throws {
        defer { devpts.end() }
        let (stream, child) = try carry(
            [
                Programs.python, Programs.fixture("terminals.py"), devpts.path("/dev/pts"), "500",
                "\(owner.uid)", "\(Devpts.group)", "100",
            ], errors: .file(daemon.directory.file("terminals")))
        let terminals = PlainClient(stream, carrier: child)
        try terminals.expect(line: "ready")
        let told = try devpts.run(["wall", "to", "all"], on: daemon)
        #expect(told.status == 0 && told.errors.isEmpty, "\(told)")
        #expect(told.outputText == "reached 400 of 500 terminals (100 have messages off)\n")
        try terminals.send("read root: to all")
        try terminals.expect(line: "400 0")
        let rung = try devpts.run(["ring", "--json", owner.login, "one of you"], on: daemon)
        #expect(rung.status == 0, "\(rung)")
        #expect(
            try Figures(printed: rung)
                == Figures(to: owner.login, terminals: 400, ofTerminals: 500, off: 100))
        try terminals.send("read root: one of you")
        try terminals.expect(line: "400 0")
    }
}
