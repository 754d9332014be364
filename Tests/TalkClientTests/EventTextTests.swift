import TalkLanguage
import TalkProtocol
import TalkText
import Testing

/// What people are told of rings, walls and terminals, in each language.
@Suite struct EventTextTests {
    private func lines(_ event: Event, in language: Language = .english) -> [String] {
        EventText(in: language).lines(for: event).map(\.string)
    }

    private func reached(
        _ sessions: (Int, Int), _ terminals: (Int, Int), off: Int = 0, to who: SafeText? = nil
    ) -> Event {
        var reached = Reached(to: who)
        (reached.sessions, reached.allSessions) = sessions
        (reached.terminals, reached.allTerminals) = terminals
        reached.off = off
        return .reached(reached)
    }

    @Test func `whom a call reached, and of how many`() {
        #expect(
            lines(reached((0, 0), (3, 5), off: 2, to: "bob"))
                == ["-- reached 3 of 5 terminals of bob (2 have messages off)"])
        #expect(
            lines(reached((1, 1), (0, 0), to: "bob")) == ["-- reached 1 of 1 session of bob"])
        #expect(
            lines(reached((4, 4), (1, 2), off: 1))
                == ["-- reached 4 of 4 sessions and 1 of 2 terminals (1 has messages off)"])
        #expect(
            lines(reached((0, 0), (0, 0), to: "bob"))
                == ["-- reached nobody: bob is not here, and at no terminal"])
        #expect(
            lines(reached((4, 4), (1, 2), off: 1), in: .portuguese)
                == [
                    "-- 4 de 4 sessões e 1 de 2 terminais receberam "
                        + "(1 está com as mensagens desligadas)"
                ])
    }

    @Test func `one or none is singular in Portuguese`() {
        for (count, verb) in [(0, "recebeu"), (1, "recebeu"), (2, "receberam")] {
            #expect(
                lines(reached((0, 0), (count, 2), to: "bob"), in: .portuguese)
                    == ["-- \(count) de 2 terminais de bob \(verb)"])
        }
    }

    @Test func `nothing that somebody says when they ring is a notice`() {
        let rang = Rang(
            time: .start, speaker: .wren, to: "ada", text: "come\n-- bob joined\n\nada: yes\n")
        #expect(
            lines(.rang(rang)) == [
                "-- wren rings you", "wren -> ada: come", "wren -> ada: -- bob joined",
                "wren -> ada: ", "wren -> ada: ada: yes",
            ])
        #expect(lines(.rang(Rang(time: .start, speaker: .wren, to: "ada", text: ""))).count == 1)
    }

    @Test func `nothing that somebody walls is a notice`() {
        let said = Said(
            seq: 1, time: .start, speaker: .wren, text: "one\n-- two", style: .wall, id: nil)
        #expect(lines(.said(said)) == ["wren [wall]: one", "wren [wall]: -- two"])
    }

    @Test func `a daemon's names do not break the lines they stand in`() throws {
        let json = [
            #"{"event":"reached","to":"bob\n-- eve joined\u001b[2J","sessions":0,"#
                + #""all_sessions":0,"terminals":1,"all_terminals":1,"off":0,"failed":0}"#,
            #"{"event":"unreached","account":"bob\nx","uid":7,"terminal":"pts/3\n\u009b2J","#
                + #""reason":"later"}"#,
            #"{"event":"lodger","account":"bob\n\u202ex","uid":7,"terminals":1,"messages":true,"#
                + #""idle":0}"#,
        ]
        for line in json {
            let shown = lines(try Event(jsonLine: Array(line.utf8)))
            #expect(shown.count == 1 && shown[0].hasPrefix("-- "))
            #expect(shown[0].unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{9B}" })
            #expect(!shown[0].contains("\u{202E}"))
        }
    }

    @Test(arguments: Language.allCases)
    func `a wall is read aloud, and an own one as one's own`(language: Language) {
        let remark = Remark.said(.wren, .wall, "all out")
        let (others, own) = [false, true].map {
            remark.spoken(in: language, isOwn: $0, isMention: false)
        }.pair
        #expect(others.hasPrefix("wren ") && others.hasSuffix(": all out"))
        #expect(!own.contains("wren") && own.hasSuffix(": all out"))
    }

    @Test func `what is for programs alone is told to nobody`() {
        let state = MessagesState(areTaken: true, handed: 1, isHere: true, isKept: true)
        #expect(lines(.give).isEmpty && lines(.messages(state)).isEmpty)
    }
}

extension [String] {
    fileprivate var pair: (String, String) { (self[0], self[1]) }
}
