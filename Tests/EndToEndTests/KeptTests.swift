import Foundation
import TestSupport
import Testing

/// What is said is in a file before anybody is sent it, and what cannot be is not said.
@Suite struct KeptTests {
    /// The lines of the ledger, as the files have them.
    private func kept(by daemon: Daemon) throws -> [String] {
        let state = daemon.directory.file("state")
        let segments = try FileManager.default.contentsOfDirectory(atPath: state)
            .filter { $0.hasSuffix(".jsonl") }.sorted()
        return segments.flatMap { name in
            String(decoding: contents(of: state + "/" + name), as: UTF8.self)
                .split(separator: "\n").map(String.init)
        }
    }

    @Test func `a line of the ledger is the event that was sent, and private words are not there`()
        throws
    {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.say("olá \"world\"\n\u{1b}[2J", id: "1")
        try ada.send(#"{"do":"tell","to":"ada","text":"between us"}"#)
        let said = try ada.expect("said")
        try ada.settle()
        #expect(try kept(by: daemon) == [String(decoding: said.line, as: UTF8.self)])
    }

    @Test(arguments: ["off", "batch"])
    func `what is refused by the disk is told to its sender alone, until the disk takes it`(
        _ sync: String
    ) throws {
        let daemon = try Daemon(["sync=\(sync)"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let bea = try daemon.join("bea")
        try ada.say("first")
        try ada.expect("said")
        let state = daemon.directory.file("state")
        try FileManager.default.removeItem(atPath: state)
        try ada.say("lost", id: "again")
        let refusal = try ada.expect("error")
        #expect(refusal["code"] == "not-kept" && refusal["id"] == "again")
        #expect(refusal["text"]?.contains("No such file") == true)
        try ada.send(#"{"do":"tell","to":"bea","text":"still here"}"#)
        #expect(try bea.expect("told")["text"] == "still here")
        mkdir(state, 0o750)
        chown(state, daemon.account.uid, daemon.account.gid)
        try ada.say("lost", id: "again")
        #expect(try ada.expect("said")[integer: "seq"] == 2)
        let seen = try bea.settle().filter { $0.event == "said" }.compactMap { $0["text"] }
        #expect(seen == ["lost"])
        // The log has a thread of its own.
        try eventually("the operator is told twice") {
            let told = daemon.errors.split(separator: "\n").filter { $0.hasPrefix("not-kept") }
            return told.count == 2 && told.last?.contains("recovered") == true
        }
    }
}
