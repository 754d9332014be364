@testable import TalkCommandLine
import TalkLanguage
import Testing

@Suite struct TalkroomCommandTests {
    typealias Command = TalkroomCommand

    @Test(arguments: [
        ["--name=ada"], ["--name", "ada"], ["-nada"], ["-n", "ada"], ["-n", "wren", "-nada"],
    ])
    func `a value may stand in every place where GNU programs take it`(arguments: [String]) throws {
        #expect(try Command(arguments: arguments) == .attach(.init(name: "ada")))
    }

    @Test func `without arguments one attaches to the usual room`() throws {
        #expect(try Command(arguments: []) == .attach(.init()))
    }

    @Test func `attach takes its options`() throws {
        #expect(
            try Command(arguments: ["--plain", "-s", "/x", "-n", "ada"])
                == .attach(.init(name: "ada", place: .socket("/x"), guise: .plain)))
        #expect(
            try Command(arguments: ["--json", "--local"])
                == .attach(.init(place: .local, guise: .json)))
    }

    @Test func `options may come before and after the verb and its words`() throws {
        let expected = Command.send(
            .init(name: "ada", place: .socket("/x"), to: "wren", words: ["oi", "mundo"]))
        #expect(
            try Command(arguments: ["-s", "/x", "send", "--to=wren", "oi", "-n", "ada", "mundo"])
                == expected)
    }

    @Test func `two dashes end the options`() throws {
        #expect(
            try Command(arguments: ["send", "--", "--to", "-x"])
                == .send(.init(words: ["--to", "-x"])))
        #expect(try Command(arguments: ["--", "send", "-"]) == .send(.init(words: ["-"])))
    }

    @Test func `short flags may be clustered, the last one with its value`() throws {
        let expected = Command.log(.init(count: 5, follows: true))
        #expect(try Command(arguments: ["log", "-fc5"]) == expected)
        #expect(try Command(arguments: ["-fc", "5", "log"]) == expected)
    }

    @Test func `who and log take their options`() throws {
        #expect(try Command(arguments: ["who", "--json"]) == .who(.init(roll: .json)))
        #expect(try Command(arguments: ["who", "--names"]) == .who(.init(roll: .names)))
        #expect(try Command(arguments: ["log"]) == .log(.init(count: 20)))
    }

    @Test func `ring, wall and mesg take their options and words`() throws {
        #expect(
            try Command(arguments: ["ring", "-s/x", "--json", "ada", "come", "here"])
                == .ring(.init(place: .socket("/x"), to: "ada", text: "come here", isJSON: true)))
        #expect(try Command(arguments: ["ring", "ada"]) == .ring(.init(to: "ada")))
        #expect(try Command(arguments: ["ring", "--", "-x"]) == .ring(.init(to: "-x")))
        #expect(
            try Command(arguments: ["wall", "--json", "a", "b"])
                == .wall(.init(words: ["a", "b"], isJSON: true)))
        #expect(try Command(arguments: ["wall"]) == .wall(.init()))
        #expect(try Command(arguments: ["mesg"]) == .mesg(.init()))
        #expect(
            try Command(arguments: ["mesg", "y", "-s/x"])
                == .mesg(.init(place: .socket("/x"), takes: true)))
        #expect(try Command(arguments: ["mesg", "n"]) == .mesg(.init(takes: false)))
    }

    @Test(arguments: ["ring", "wall", "mesg"])
    func `the help of a call tells how it is typed`(word: String) throws {
        let usage = [
            "ring": "  talkroom ring [-s SOCKET] [--json] WHO [TEXT ...]",
            "wall": "  talkroom wall [-s SOCKET] [--json] [TEXT ...]",
            "mesg": "  talkroom mesg [-s SOCKET] [y | n]",
        ]
        guard case .help(let text) = try Command(arguments: [word, "--help"]) else {
            Issue.record("no help")
            return
        }
        let lines = text.english.split(separator: "\n").map(String.init)
        #expect(lines.dropFirst().first == usage[word])
        #expect(try Command(arguments: [word, "-V"]) == .version)
    }

    @Test(arguments: [[], ["send"]])
    func `the room is tried again unless one says otherwise`(verb: [String]) throws {
        func persistence(_ options: String...) throws -> Command.Persistence? {
            switch try Command(arguments: verb + options) {
            case .attach(let attach): attach.persistence
            case .send(let send): send.persistence
            default: nil
            }
        }
        #expect(try persistence() == .init(reconnects: true, timeoutSeconds: 10))
        #expect(try persistence("--timeout=60") == .init(reconnects: true, timeoutSeconds: 60))
        #expect(try persistence("--timeout", "0") == .init(reconnects: false, timeoutSeconds: 0))
        #expect(
            try persistence("--no-reconnect") == .init(reconnects: false, timeoutSeconds: 10))
    }

    @Test(arguments: ["-1", "ten", "1.5", "1000001"])
    func `a timeout is a number of seconds, up to eleven days`(seconds: String) throws {
        #expect(
            throws: UsageError.notACount(
                seconds, option: "--timeout", most: Command.maxTimeoutSeconds)
        ) {
            try Command(arguments: ["send", "--timeout=\(seconds)"])
        }
        let longest = try Command(arguments: ["send", "--timeout=1000000"])
        #expect(longest == .send(.init(persistence: .init(timeoutSeconds: 1_000_000))))
    }

    @Test(arguments: [
        (["--foo"], UsageError.unknownOption("--foo")),
        (["-x"], .unknownOption("-x")),
        (["log", "-fx"], .unknownOption("-x")),
        (["-n"], .missingValue("-n")),
        (["--name="], .missingValue("--name")),
        (["--socket"], .missingValue("--socket")),
        (["--plain=yes"], .unwantedValue("--plain")),
        (["--plain", "--json"], .conflict("--plain", "--json")),
        (["--json", "--plain"], .conflict("--plain", "--json")),
        (["who", "--names", "--json"], .conflict("--json", "--names")),
        (
            ["send", "--completion=bash"],
            .misplacedOption("--completion", command: "talkroom send")
        ),
        (["-s/x", "--local"], .conflict("--socket", "--local")),
        (["sned"], .unknownVerb("sned", nearest: "send")),
        (["xyzzy"], .unknownVerb("xyzzy", nearest: nil)),
        (["rign"], .unknownVerb("rign", nearest: "ring")),
        (["ring"], .missingWord(.whoValue, command: "talkroom ring")),
        (["ring", ""], .missingWord(.whoValue, command: "talkroom ring")),
        (["ring", "ada", "-n", "wren"], .misplacedOption("--name", command: "talkroom ring")),
        (["wall", "--to=ada"], .misplacedOption("--to", command: "talkroom wall")),
        (["mesg", "--json"], .misplacedOption("--json", command: "talkroom mesg")),
        (["mesg", "yes"], .notAChoice("yes", option: "mesg", choices: ["y", "n"])),
        (["mesg", ""], .notAChoice("", option: "mesg", choices: ["y", "n"])),
        (["mesg", "y", "n"], .unexpectedWord("n")),
        (["who", "ada"], .unexpectedWord("ada")),
        (["who", "-n", "ada"], .misplacedOption("--name", command: "talkroom who")),
        (["--to=ada"], .misplacedOption("--to", command: "talkroom")),
        (["log", "-c", "many"], .notACount("many", option: "--count", most: 1_000_000)),
        (["log", "-c-1"], .notACount("-1", option: "--count", most: 1_000_000)),
        (["log", "-c1000001"], .notACount("1000001", option: "--count", most: 1_000_000)),
    ])
    func `a wrong line is refused with its reason`(arguments: [String], error: UsageError) {
        #expect(throws: error) { try Command(arguments: arguments) }
    }

    @Test func `the greatest count is taken`() throws {
        #expect(try Command(arguments: ["log", "-c1000000"]) == .log(.init(count: 1_000_000)))
    }

    @Test func `help is owed whatever else the line holds`() throws {
        for arguments in [["-h"], ["--help", "--plain", "--json"], ["xyzzy", "-h"]] {
            #expect(
                try Command(arguments: arguments)
                    == .help(
                        HelpText.phrase(of: .talkroom, verb: ProgramTable.talkroom.verbs[0])))
        }
        #expect(
            try Command(arguments: ["send", "-h"])
                == .help(HelpText.phrase(of: .talkroom, verb: ProgramTable.talkroom.verbs[1])))
    }

    @Test(arguments: Shell.allCases)
    func `the completion of a shell is shown on request`(shell: Shell) throws {
        #expect(try Command(arguments: ["--completion", shell.rawValue]) == .completion(shell))
        #expect(
            try TalkroomdCommand(arguments: ["--completion=\(shell.rawValue)"])
                == .completion(shell))
    }

    @Test func `the version is shown on request`() throws {
        #expect(try Command(arguments: ["-V"]) == .version)
        #expect(try Command(arguments: ["who", "--version"]) == .version)
    }
}
