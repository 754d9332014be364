import Foundation
import TestSupport
import Testing

/// What operators did outlives the daemon that was told it is kept, however that ends.
///
/// In memory: a disk that takes longer than a second is told not to have kept it.
@Suite(.serialized) struct ActKeepingTests {
    private func daemon(on ledger: String, _ settings: [String] = []) throws -> Daemon {
        try Daemon(
            Daemon.roomy + Operator.settings + settings, settings: Daemon.Settings(ledger: ledger))
    }

    @Test(arguments: ["off", "batch"])
    func `each act survives a kill right after everybody was told of it`(sync: String) throws {
        for _ in 1...20 where try expectSurvival(sync: sync) { return }
        Issue.record("the machine never left the daemon the time that an act waits for the disk")
    }

    /// - Returns: False when an act was told not to be kept in time: then nothing was to be expected.
    private func expectSurvival(sync: String) throws -> Bool {
        let directory = try TemporaryDirectory(isInMemory: true)
        let ledger = directory.file("ledger")
        let acts = [
            ("mute", #""to":"daemon","seconds":3600"#), ("ban", #""to":"bin","text":"spam""#),
            ("topic", #""text":"tea""#), ("redact", #""seq":1"#), ("lift", #""to":"daemon""#),
        ]
        for (index, (act, members)) in acts.enumerated() {
            let daemon = try daemon(on: ledger, ["sync=\(sync)"])
            defer { daemon.end() }
            let op = try daemon.join("op")
            if index == 0 {
                try op.say("hunter2", id: "secret")
                try op.expect("said")
            }
            let acted = try op.act(act, members)
            daemon.child.killAndReap()
            if acted[bool: "kept"] == false || acted.outcome == "not-kept" { return false }
            #expect(acted.outcome == "acted", "\(acted)")
        }
        let daemon = try daemon(on: ledger)
        defer { daemon.end() }
        let op = try daemon.json()
        #expect(try op.hello("op")["topic"] == "tea")
        let said = try op.expect("said")
        #expect(said["text"] == "" && said["style"] == "redacted" && said[integer: "seq"] == 1)
        let found = try op.acts()
        #expect(found.map { $0["act"] } == acts.map { $0.0 })
        #expect(found.map { $0[bool: "standing"] } == [nil, true, true, nil, nil])
        #expect(found[1]["text"] == "spam" && found.allSatisfy { $0[bool: "kept"] == nil })
        for name in daemon.ledger.names {
            let text = String(decoding: contents(of: "\(ledger)/\(name)"), as: UTF8.self)
            #expect(!text.contains("hunter2"), "\(name)")
        }
        return true
    }

    /// Until all that was done is kept, should the disk have taken longer than an act waits for it.
    private func awaitKept(_ op: JSONClient) throws {
        try eventually("all is kept") { try op.acts().allSatisfy { $0[bool: "kept"] == nil } }
    }

    @Test func `a dismissal survives, too, in what was done`() throws {
        let guest: Account? = Programs.isRoot ? try Accounts.ada.get() : nil
        let directory = try TemporaryDirectory(isInMemory: true)
        let first = try daemon(on: directory.file("ledger"))
        defer { first.end() }
        let op = try first.join("op")
        let other = try first.json(as: guest)
        try other.hello("other")
        #expect(try op.act("dismiss", #""to":"other","text":"bye""#).outcome == "acted")
        try awaitKept(op)
        first.child.killAndReap()
        let second = try daemon(on: directory.file("ledger"))
        defer { second.end() }
        let acts = try second.join("ada").acts()
        #expect(acts.map { $0["act"] } == ["dismiss"] && acts.first?["text"] == "bye")
        #expect(acts.first?["account"] == Account.own.login)
    }

    @Test
    func `a redaction whose daemon was killed before the ledger showed it is done by the next`()
        throws
    {
        let directory = try TemporaryDirectory(isInMemory: true)
        let ledger = directory.file("ledger")
        let first = try daemon(on: ledger)
        defer { first.end() }
        let op = try first.join("op")
        for text in ["hunter2", "harmless"] { try op.say(text) }
        try op.expect("said") { $0[integer: "seq"] == 2 }
        for seq in 1...2 { try op.redact(seq) }
        try awaitKept(op)
        let acts = contents(of: "\(ledger)/acts")
        first.child.killAndReap()
        // As it was in between; the second number's time is another one's, as in another ledger.
        let said = try first.ledger.said()
        let time = try #require(said[0]["time"])
        for (index, text) in ["hunter2", "harmless"].enumerated() {
            let line = String(decoding: said[index].line, as: UTF8.self)
                .replacing(#""text":"","style":"redacted""#, with: #""text":"\#(text)""#)
            let shown = index == 0 ? line : line.replacing(time.prefix(4), with: "2099")
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: first.ledger.last))
            if index == 0 { try handle.truncate(atOffset: 0) }
            try handle.seekToEnd()
            try handle.write(contentsOf: Data((shown + "\n").utf8))
            try handle.close()
        }
        let second = try daemon(on: ledger)
        defer { second.end() }
        try second.awaitLog("redact seq=1 result=done")
        #expect(try second.ledger.said().map { $0["text"] } == ["", "harmless"])
        #expect(contents(of: "\(ledger)/acts") == acts)
    }

    @Test func `damaged lines are left out, and the operator is told`() throws {
        let directory = try TemporaryDirectory(isInMemory: true)
        let ledger = directory.file("ledger")
        let first = try daemon(on: ledger)
        defer { first.end() }
        let op = try first.join("op")
        for name in ["daemon", "bin"] { try op.act("mute", #""to":"\#(name)""#) }
        try awaitKept(op)
        first.child.killAndReap()
        let lines = contents(of: "\(ledger)/acts").split(separator: 0x0A)
        try #require(lines.count == 2)
        let damaged = Data(lines[0].dropLast(9) + [0x0A] + lines[1] + [0x0A])
        try damaged.write(to: URL(fileURLWithPath: "\(ledger)/acts"))
        chown("\(ledger)/acts", first.account.uid, first.account.gid)
        let second = try daemon(on: ledger)
        defer { second.end() }
        try second.awaitLog("acts result=damaged lines=1")
        #expect(try second.join("op").acts().map { $0["to"] } == ["bin"])
    }

    @Test func `without a disk acts last as long as the daemon, and say so`() throws {
        let daemon = try daemon(on: "/proc/no-such-directory", ["history=memory"])
        defer { daemon.end() }
        let op = try daemon.join("op")
        #expect(try op.act("mute", #""to":"daemon""#)[bool: "kept"] == false)
        #expect(try op.acts().first?[bool: "kept"] == false)
        try op.say("hunter2")
        try op.expect("said")
        #expect(try op.act("redact", #""seq":1"#)[bool: "kept"] == false)
    }
}

/// A disk that does not take what operators did.
@Suite(.serialized, .enabled(if: Disk.canBeMounted, "\(Disk.skipMessage)"))
struct ActTroubleTests {
    @Test func `what a full disk does not keep holds all the same, but for a text taken away`()
        throws
    {
        let disk = try Disk(.small)
        let daemon = try Daemon(
            Daemon.roomy, settings: Daemon.Settings(ledger: disk.file("ledger")))
        defer { daemon.end() }
        let op = try daemon.join("op")
        try op.say("hunter2")
        try op.expect("said")
        try disk.fill()
        let acted = try op.act("mute", #""to":"daemon""#)
        #expect(acted.outcome == "acted" && acted[bool: "kept"] == false, "\(acted)")
        #expect(try op.act("redact", #""seq":1"#).outcome == "not-kept")
        try op.send(#"{"do":"history"}"#)
        #expect(try op.gather(until: "end").contains { $0["text"] == "hunter2" })
        #expect(try op.acts().map { $0["act"] } == ["mute"])
        try daemon.awaitLog("acts result=not-kept")
        disk.free()
        try op.redact(1)
        try eventually("the mute is kept by now, too") {
            try op.acts().allSatisfy { $0[bool: "kept"] == nil }
        }
        #expect(try daemon.ledger.said().map { $0["text"] } == [""])
    }

    @Test func `while the disk hangs an act holds at once, and nobody but who does it waits`()
        throws
    {
        let disk = try Disk(.freezable)
        let daemon = try Daemon(
            Daemon.roomy, settings: Daemon.Settings(ledger: disk.file("ledger")))
        defer { daemon.end() }
        let ada = try Accounts.ada.get()
        let op = try daemon.join("op")
        let wren = try daemon.join("wren")
        // Started before the disk hangs: all that is done then is to be done within the second that an act waits for it.
        let door = try Doorman(to: daemon.socket, uid: Int(ada.uid), gid: Int(ada.gid))
        #expect(try JSONClient(door.connect()).hello()["name"] == ada.login)
        try op.say("hunter2")
        try op.expect("said")
        try disk.freeze()
        defer { try? disk.thaw() }
        try op.send(#"{"do":"ban","to":"\#(ada.login)","id":"ban"}"#)
        try eventually("the ban holds") {
            try JSONClient(door.connect()).greeting.contains(": error banned ")
        }
        let told = try (1...3).flatMap { _ in try wren.settle() }
        let acted = try told.first { $0.event == "acted" } ?? wren.expect("acted")
        #expect(acted[bool: "kept"] == false)
        #expect(try op.expect("acted")["id"] == "ban")
        #expect(try op.act("redact", #""seq":1"#).outcome == "not-kept")
        try disk.thaw()
        try eventually("it is kept") { try wren.acts().map { $0[bool: "kept"] } == [nil] }
        try wren.send(#"{"do":"history"}"#)
        #expect(try wren.expect("past")["text"] == "hunter2")
        try op.redact(1)
        #expect(try daemon.ledger.said().map { $0["text"] } == [""])
    }
}
