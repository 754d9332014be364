import TestSupport
import Testing

/// `talkroom send`: it ends with 0 only when every message was taken.
@Suite struct SendTests {
    @Test func `send says its words and is neither announced nor listed`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let sent = try daemon.run(["send", "oi", "a", "todos"])
        #expect(sent.status == 0, "\(sent)")
        #expect(sent.output.isEmpty && sent.errors.isEmpty, "\(sent)")
        let said = try ada.next()
        #expect(said?["text"] == "oi a todos")
        #expect(said?["name"] == Account.own.login)
        #expect(try ada.settle().isEmpty, "no joined and no left")
    }

    @Test(arguments: [
        ["send", "-n", "lia", "oi"], ["send", "-nlia", "oi"], ["send", "--name=lia", "oi"],
        ["send", "--name", "lia", "oi"], ["send", "oi", "-n", "lia"],
        ["send", "-n", "lia", "--", "oi"],
    ])
    func `send takes its name the GNU ways`(arguments: [String]) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        #expect(try daemon.run(arguments).status == 0)
        let said = try ada.next()
        #expect(said?["name"] == "lia")
        #expect(said?["text"] == "oi")
    }

    @Test func `two dashes end the options`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        #expect(try daemon.run(["send", "--", "--help", "-n"]).status == 0)
        #expect(try ada.next()?["text"] == "--help -n")
    }

    @Test func `send without words says each line of its input`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        #expect(try daemon.run(["send"], input: "one\ntwo\nlast without an end").status == 0)
        for text in ["one", "two", "last without an end"] {
            #expect(try ada.next()?["text"] == text)
        }
    }

    @Test func `send takes sair and commands of its input for what they are: text`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        #expect(try daemon.run(["send"], input: "sair\n/quit\n").status == 0)
        #expect(try ada.next()?["text"] == "sair")
        #expect(try ada.next()?["text"] == "/quit")
    }

    @Test func `send --block says all of its input as one message`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        #expect(try daemon.run(["send", "--block"], input: "one\n  two\n\nfour\n").status == 0)
        #expect(try ada.next()?["text"] == "one\n  two\n\nfour")
    }

    @Test func `send tells one person only`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.join("wren")
        let sent = try daemon.run(["send", "--to", "wren", "psst"])
        #expect(sent.status == 0, "\(sent)")
        #expect(try wren.expect("told")["text"] == "psst")
        #expect(try ada.settle().allSatisfy { $0.event == "joined" })
    }

    @Test func `under the name of somebody else's login send says nothing`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let sent = try daemon.run(["send", "-n", "daemon", "oi"])
        #expect(sent.status != 0, "\(sent)")
        #expect(!String(decoding: sent.errors, as: UTF8.self).contains("receipt"))
        #expect(try ada.settle().isEmpty)
    }

    @Test func `send to nobody ends with 1 and says so`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let sent = try daemon.run(["send", "--to", "nobody-here", "psst"])
        #expect(sent.status == 1, "\(sent)")
        #expect(sent.errorText.hasPrefix("talkroom: "), "\(sent)")
        #expect(sent.errorText.contains("nobody"), "\(sent)")
    }

    @Test func `send with nobody there and nothing kept ends with 1, else with 0`() throws {
        let unkept = try Daemon(["history=off"])
        defer { unkept.end() }
        #expect(try unkept.run(["send", "oi"]).status == 1)
        let ada = try unkept.join("ada")
        #expect(try unkept.run(["send", "oi"]).status == 0)
        #expect(try ada.next()?["text"] == "oi")
        let keeping = try Daemon()
        defer { keeping.end() }
        let kept = try keeping.run(["send", "oi"])
        #expect(kept.status == 0, "the ledger has it")
    }

    @Test func `send ends with 1 when only some were taken`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let long = String(repeating: "x", count: 9000)
        let sent = try daemon.run(["send"], input: "one\n\(long)\nthree\n")
        #expect(sent.status == 1, "\(sent)")
        #expect(!sent.errors.isEmpty)
        #expect(try ada.next()?["text"] == "one")
        #expect(try ada.next()?["text"] == "three")
    }

    @Test func `send waits out the pace and loses nothing`() throws {
        let daemon = try Daemon(["pace=50", "burst=5"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let input = (1...60).map { "\($0)\n" }.joined()
        #expect(try daemon.run(["send"], input: input).status == 0)
        for number in 1...60 { #expect(try ada.next()?["text"] == "\(number)") }
    }

    @Test func `send of many lines to a daemon that is killed does not end with 0`() throws {
        let daemon = try Daemon(["pace=10", "burst=5"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let (stream, child) = try carry(
            [Programs.talkroom, "send", "--timeout=5", "-s", daemon.socket])
        try stream.send(Array((1...1000).map { "\($0)\n" }.joined().utf8))
        stream.finishSending()
        try ada.expect("said")
        daemon.child.killAndReap()
        let status = try child.waitForExit()
        #expect(status == 1)
    }
}
