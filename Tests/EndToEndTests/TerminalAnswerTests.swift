import Foundation
import TestSupport
import Testing

/// What follows a ring, and who does not want any.
@Suite(.enabled(if: Accounts.canBeMade, "only root can make the accounts that this needs"))
struct TerminalAnswerTests {
    @Test func `who rang from the room is told there that they come`() throws {
        let scene = try TerminalScene()
        defer { scene.end() }
        scene.room.type("/ring \(scene.open.login) where are you\r")
        try scene.openTerminal.expect(words: "\(scene.attached.login): where are you")
        try scene.room.expect(words: "reached 1 of 1 terminal of \(scene.open.login)")
        try scene.openTerminal.start(
            "exec \(Programs.talkroom) -n \(scene.open.login)", as: scene.open, on: scene.daemon)
        try scene.room.expect(words: "\(scene.open.login), whom you rang, is in the room now")
    }

    @Test func `who rang from a shell is told at their terminals`() throws {
        let scene = try TerminalScene()
        defer { scene.end() }
        let (mine, quiet) = (
            try HeldTerminal(in: scene.devpts, of: scene.visiting),
            try HeldTerminal(in: scene.devpts, of: scene.visiting, mode: 0o600)
        )
        let rung = try scene.run(["ring", scene.open.login])
        #expect(rung.status == 0, "\(rung)")
        try scene.openTerminal.expect(words: "\(scene.visiting.login)@", "rings you at")
        try scene.openTerminal.start(
            "exec \(Programs.talkroom) -n \(scene.open.login)", as: scene.open, on: scene.daemon)
        try mine.expect(
            words: "-- \(scene.open.login)@", ", whom you rang, has been in the room since",
            "type: talkroom")
        #expect(try quiet.settle().isEmpty)
        #expect(try scene.closedTerminal.settle().isEmpty)
    }

    @Test func `who says no once is rung no more, whichever daemon serves`() throws {
        let devpts = try Devpts()
        defer { devpts.end() }
        let state = try TemporaryDirectory(isInMemory: true)
        let (wren, caller) = (try Accounts.wren.get(), try Accounts.visiting.get())
        let terminal = try HeldTerminal(in: devpts, of: wren)
        var daemon = try devpts.daemon(["wall=everyone"], ledger: state.file("kept"))
        func ring() throws -> Finished {
            try devpts.run(["ring", wren.login], on: daemon, as: caller)
        }
        func mesg(_ words: String...) throws -> Finished {
            try devpts.run(["mesg"] + words, on: daemon, as: wren)
        }
        #expect(try ring().status == 0)
        try terminal.expect(words: "rings you at")
        #expect(try mesg("n").status == 0)
        _ = try terminal.settle()
        terminal.clear()
        let off = Figures(to: wren.login, ofTerminals: 1, off: 1)
        for round in 0..<2 {
            let rung = try ring()
            #expect(rung.status == 1 && rung.outputText == "\(off)\n", "\(round): \(rung)")
            let wall = try devpts.run(["wall", "hi"], on: daemon, as: caller)
            #expect(wall.status == 1, "\(wall)")
            #expect(wall.outputText == "reached 0 of 1 terminal (1 has messages off)\n")
            #expect(try terminal.settle().isEmpty)
            let asked = try mesg()
            #expect(asked.status == 1 && asked.lines.first == "is n", "\(asked)")
            guard round == 0 else { break }
            try daemon.terminate()
            daemon = try devpts.daemon(["wall=everyone"], ledger: state.file("kept"))
        }
        #expect(try mesg("y").status == 0)
        #expect(try ring().status == 0)
        try terminal.expect(words: "rings you at")
    }

    @Test func `no to messages lets go of what was handed over`() throws {
        let scene = try TerminalScene()
        defer { scene.end() }
        let name = scene.handedTerminal.name
        #expect(descriptors(of: scene.daemon, at: name) == 1)
        let no = try scene.devpts.run(["mesg", "n"], on: scene.daemon, as: scene.consenting)
        #expect(no.status == 0, "\(no)")
        try eventually("the daemon to close it") { descriptors(of: scene.daemon, at: name) == 0 }
        #expect(try scene.run(["ring", scene.consenting.login]).status == 1)
    }

    private func descriptors(of daemon: Daemon, at name: String) -> Int {
        let place = "/proc/\(daemon.pid)/fd"
        let all = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return all.count {
            let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(place)/\($0)")
            return link?.hasSuffix("/\(name)") == true
        }
    }

    @Test func `who is ignored rings nobody, neither in the room nor at a terminal`() throws {
        let scene = try TerminalScene()
        defer { scene.end() }
        let witness = try scene.daemon.join("witness")
        scene.room.type("/ignore \(scene.visiting.login)\r")
        try scene.room.expect(words: "nothing more of this account is shown")
        // What comes behind it has been taken: so has it.
        scene.room.type("the mark\r")
        try witness.expect("said") { $0["text"] == "the mark" }
        let here = try scene.run(["ring", scene.attached.login, "hi"])
        #expect(here.status == 1, "\(here)")
        #expect(
            here.outputText == "\(Figures(to: scene.attached.login, of: 1, off: 1))\n", "\(here)")
        #expect(try scene.run(["ring", scene.attached.login], as: .root).status == 0)
        try scene.room.expect(words: "root rings you")
        scene.room.type("/quit\r")
        try witness.expect("left") { $0["account"] == scene.attached.login }
        scene.clear()
        let gone = try scene.run(["ring", scene.attached.login, "hi"])
        #expect(gone.status == 1, "\(gone)")
        #expect(
            gone.outputText == "\(Figures(to: scene.attached.login, ofTerminals: 2, off: 2))\n",
            "\(gone)")
        #expect(try scene.elsewhere.settle().isEmpty)
        #expect(try scene.run(["ring", scene.attached.login], as: .root).status == 0)
        try scene.elsewhere.expect(words: "root@", "rings you at")
    }

    @Test func `a ring is two lines, however many its text has, and a message all of them`() throws
    {
        let scene = try TerminalScene()
        defer { scene.end() }
        let login = scene.open.login
        var shown: [String] {
            get throws {
                _ = try scene.openTerminal.settle()
                defer { scene.clear() }
                return scene.openTerminal.screen.paragraphs.filter { !$0.isEmpty }
            }
        }
        #expect(try scene.run(["ring", login, "come\nover\n\nnow"]).status == 0)
        let rung = try shown
        #expect(
            rung.count == 2 && rung.last == "\(scene.visiting.login): come over  now", "\(rung)")
        let long = try scene.run(["ring", login, String(repeating: "a\n", count: 201)])
        #expect(long.status == 1 && long.errorText.contains("too long"), "\(long)")
        #expect(try shown.isEmpty)
        let caller = try scene.daemon.json(as: scene.visiting)
        try caller.hello(extra: #""present":false"#)
        try caller.send(#"{"do":"ring","to":"\#(login)","text":"a\nb\nc","whole":true}"#)
        #expect(try caller.expect("reached")[integer: "terminals"] == 1)
        let written = try shown
        #expect(
            written.dropFirst() == ["a", "b", "c"].map { "\(scene.visiting.login): \($0)" }[...])
    }

    @Test func `who is not at the one terminal that is wanted is said not to be there`() throws {
        let scene = try TerminalScene()
        defer { scene.end() }
        let caller = try scene.daemon.json(as: scene.visiting)
        try caller.hello(extra: #""present":false"#)
        try caller.send(#"{"do":"ring","to":"\#(scene.open.login)","terminal":"pts/999"}"#)
        let reached = try caller.expect("reached")
        #expect(reached["terminal"] == "pts/999" && reached[integer: "all_terminals"] == 0)
        let write = scene.daemon.directory.file("write")
        try FileManager.default.createSymbolicLink(
            atPath: write, withDestinationPath: Programs.talkroom)
        let told = try scene.devpts.run(
            [scene.open.login, "pts/999"], on: scene.daemon, as: scene.visiting,
            input: Array("oi\n".utf8), program: write)
        #expect(told.status == 1)
        #expect(
            told.outputText == "reached nobody: \(scene.open.login) is not at pts/999\n", "\(told)")
    }

    @Test func `who rings again and again is refused`() throws {
        let scene = try TerminalScene()
        defer { scene.end() }
        let caller = try scene.daemon.json(as: scene.visiting)
        try caller.hello(extra: #""present":false"#)
        for _ in 0..<10 {
            try caller.send(#"{"do":"ring","to":"\#(scene.open.login)"}"#)
            #expect(try caller.expect("reached")[integer: "terminals"] == 1)
        }
        // Another one is admitted after a while, on a machine that is as slow as that.
        var rung = try scene.run(["ring", scene.open.login])
        for _ in 0..<30 where rung.status == 0 { rung = try scene.run(["ring", scene.open.login]) }
        #expect(rung.status == 1 && rung.output.isEmpty, "\(rung)")
        #expect(rung.errorText.contains("often just now"), "\(rung)")
        #expect(try scene.run(["ring", scene.consenting.login]).status == 0, "others are rung")
        #expect(try scene.run(["ring", scene.open.login], as: .root).status == 0, "by others, too")
    }
}
