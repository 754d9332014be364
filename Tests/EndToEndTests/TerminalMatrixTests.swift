import TestSupport
import Testing

/// Ring and wall, by whom, to whom, as far as the policy lets them: what each screen shows, what the caller is told,
/// and what it exits with.
@Suite(.enabled(if: Accounts.canBeMade, "only root can make the accounts that this needs"))
struct TerminalMatrixTests {
    @Test(arguments: ["everyone", "operators", "off"])
    func `a ring reaches whom it may, and says so`(policy: String) throws {
        let scene = try TerminalScene(["ring=\(policy)"])
        defer { scene.end() }
        for caller in TerminalScene.Caller.allCases {
            guard caller.may(policy) else {
                try expectRefused(["ring", scene.open.login, "hi"], caller, policy, scene)
                continue
            }
            try expectRings(by: caller, scene)
        }
    }

    @Test(arguments: ["everyone", "operators", "off"])
    func `a wall reaches whom it may, and says so`(policy: String) throws {
        let scene = try TerminalScene(["wall=\(policy)"])
        defer { scene.end() }
        for caller in TerminalScene.Caller.allCases {
            guard caller.may(policy) else {
                try expectRefused(["wall", "hi"], caller, policy, scene)
                continue
            }
            try expectWall(["wall", "it", "goes", "down"], by: caller, scene)
            try expectWall(["wall", "--json"], "it goes down\n", by: caller, scene)
        }
        let reader = try scene.daemon.json()
        try reader.send(#"{"do":"hello","name":"reader"}"#)
        let walls = try reader.settle().filter { $0.event == "said" && $0["style"] == "wall" }
        let callers = TerminalScene.Caller.allCases.filter { $0.may(policy) }
        #expect(
            walls.map { $0["text"] }
                == callers.flatMap { _ in Array(repeating: "it goes down", count: 2) })
        #expect(
            walls.map { $0["account"] }
                == callers.flatMap { Array(repeating: scene.login(of: $0), count: 2) })
    }

    /// Nothing is written anywhere, and the caller knows why.
    private func expectRefused(
        _ arguments: [String], _ caller: TerminalScene.Caller, _ policy: String,
        _ scene: TerminalScene
    ) throws {
        let told = try scene.run(arguments, as: caller)
        #expect(told.status == 77 && told.output.isEmpty, "\(told)")
        let word = policy == "off" ? "turned off" : "operators"
        #expect(told.errorText.contains(word), "\(told)")
        for terminal in [scene.room] + scene.terminals {
            #expect(try !terminal.settle().contains(7), "\(escaped(terminal.written))")
        }
        scene.clear()
    }

    // MARK: Ring

    private func expectRings(by caller: TerminalScene.Caller, _ scene: TerminalScene) throws {
        let absent = scene.daemon.account
        for (account, terminal, figures) in [
            (
                scene.attached, nil, Figures(to: scene.attached.login, sessions: 1, of: 1)
            ),
            (
                scene.open, scene.openTerminal,
                Figures(to: scene.open.login, terminals: 1, ofTerminals: 1)
            ),
            (scene.closed, nil, Figures(to: scene.closed.login, ofTerminals: 1, off: 1)),
            (
                scene.consenting, scene.handedTerminal,
                Figures(to: scene.consenting.login, terminals: 1, ofTerminals: 1)
            ),
            (absent, nil, Figures(to: absent.login)),
        ] {
            let words = try scene.run(["ring", account.login, "come", "over"], as: caller)
            #expect(words.outputText == "\(figures)\n" && words.errors.isEmpty, "\(words)")
            #expect(words.status == figures.status, "\(words)")
            let json = try scene.run(["ring", "--json", account.login, "come over"], as: caller)
            #expect(try Figures(printed: json) == figures && json.lines.count == 1, "\(json)")
            #expect(json.status == figures.status, "\(json)")
            if account.uid == scene.attached.uid {
                let login = scene.login(of: caller)
                try scene.room.expect(words: "-- \(login) rings you")
                try scene.room.expect(words: "\(login) -> \(account.login): come over")
            }
            for other in scene.terminals {
                let isRung = other === terminal
                try expectNotice(at: other, times: isRung ? 2 : 0) { paragraph in
                    paragraph.hasPrefix("-- \(scene.login(of: caller))@")
                        && paragraph.contains(
                            #/ rings you at \d\d:\d\d; to answer: talkroom/#)
                } text: {
                    $0 == "\(scene.login(of: caller)): come over"
                }
            }
            scene.clear()
        }
    }

    private func expectWall(
        _ arguments: [String], _ input: String = "", by caller: TerminalScene.Caller,
        _ scene: TerminalScene
    ) throws {
        // That of who is in the room shows it there.
        let figures = Figures(sessions: 1, of: 1, terminals: 3, ofTerminals: 4, off: 1)
        let told = try scene.run(arguments, as: caller, input: input)
        #expect(told.status == 0 && told.errors.isEmpty, "\(told)")
        if arguments.contains("--json") {
            #expect(try Figures(printed: told) == figures, "\(told)")
        } else {
            #expect(told.outputText == "\(figures)\n")
        }
        let login = scene.login(of: caller)
        try scene.room.expect(words: "it goes down")
        #expect(!scene.room.screen.transcript.contains { $0.hasPrefix("-- \(login)@") })
        for terminal in scene.terminals {
            let isReached = terminal !== scene.closedTerminal
            try expectNotice(at: terminal, times: isReached ? 1 : 0) { paragraph in
                paragraph.hasPrefix("-- \(login)@")
                    && paragraph.contains(#/ to everybody, at \d\d:\d\d:/#)
            } text: {
                $0 == "\(login): it goes down"
            }
        }
        scene.clear()
    }

    /// So many times a line of ours, and one of theirs; nothing else.
    private func expectNotice(
        at terminal: HeldTerminal, times: Int, ours: (String) -> Bool, text: (String) -> Bool
    ) throws {
        let written = try terminal.settle()
        let paragraphs = terminal.screen.paragraphs.filter { !$0.isEmpty }
        #expect(paragraphs.count == 2 * times, "\(terminal.name): \(paragraphs)")
        #expect(terminal.screen.bells == times && terminal.screen.strangers.isEmpty)
        for (index, paragraph) in paragraphs.enumerated() {
            #expect(index % 2 == 0 ? ours(paragraph) : text(paragraph), "\(paragraph)")
        }
        #expect(written.isEmpty == (times == 0))
    }

    // MARK: Where the room is shown

    @Test
    func `at the terminal that shows the room, who is called by its name is rung in the room`()
        throws
    {
        let scene = try TerminalScene()
        defer { scene.end() }
        for (terminal, figures) in [
            (scene.room, Figures(to: scene.attached.login, sessions: 1, of: 1)),
            (
                scene.elsewhere,
                Figures(to: scene.attached.login, terminals: 1, ofTerminals: 1)
            ),
        ] {
            let client = try scene.daemon.json(as: scene.visiting)
            try client.hello(extra: #""present":false,"backlog":0"#)
            try client.send(
                #"{"do":"ring","to":"\#(scene.attached.login)","text":"hi","#
                    + #""terminal":"\#(terminal.name)"}"#)
            #expect(try Figures(client.expect("reached")) == figures)
            try terminal.expect(words: "hi")
            client.close()
        }
        #expect(!scene.room.screen.transcript.contains { $0.contains("\(scene.visiting.login)@") })
        try scene.room.expect("the line") { $0.currentLine == ">" }
    }

    @Test func `over the room that root has at somebody else's terminal nothing is written`() throws
    {
        let scene = try TerminalScene()
        defer { scene.end() }
        // As after su(1).
        let terminal = scene.openTerminal
        try terminal.start("exec \(Programs.talkroom) -n rootie", as: .own, on: scene.daemon)
        try terminal.expect(words: "sair")
        try terminal.expect("the line") { $0.currentLine == ">" }
        let told = try scene.run(["wall", "it goes down"], as: .root)
        #expect(
            told.outputText
                == "\(Figures(sessions: 2, of: 2, terminals: 2, ofTerminals: 3, off: 1))\n")
        try terminal.expect(words: "it goes down")
        #expect(!terminal.screen.transcript.contains { $0.contains("root@") })
    }

    // MARK: Without the group

    @Test func `without the group of terminals only those handed over are reached`() throws {
        let scene = try TerminalScene(hasGroup: false)
        defer { scene.end() }
        let open = try scene.run(["ring", scene.open.login])
        #expect(open.status == 1, "\(open)")
        #expect(open.lines.last == "reached 0 of 1 terminal of \(scene.open.login)")
        let name = scene.openTerminal.name
        #expect((open.outputText + open.errorText).contains("\(name) of \(scene.open.login)"))
        let json = try scene.run(["ring", "--json", scene.open.login])
        let first = try WireEvent(Array(try #require(json.lines.first).utf8))
        #expect(first.event == "unreached" && first["reason"] == "not-permitted", "\(json)")
        #expect(first["terminal"] == name && first["account"] == scene.open.login)
        #expect(
            try Figures(printed: json)
                == Figures(to: scene.open.login, ofTerminals: 1, failed: 1))
        #expect(try scene.openTerminal.settle().isEmpty)
        let who = try scene.run(["who", "--json"]).lines.map { try WireEvent(Array($0.utf8)) }
        for (account, takes) in [(scene.open, false), (scene.consenting, true)] {
            let lodger = who.first { $0[integer: "uid"] == Int(account.uid) }
            #expect(lodger?[bool: "messages"] == takes, "what may not be written to takes none")
        }
        let handed = try scene.run(["ring", scene.consenting.login])
        #expect(handed.status == 0, "\(handed)")
        try scene.handedTerminal.expect(words: "rings you at")
    }
}
