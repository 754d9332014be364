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
        #expect(try Command(arguments: ["who", "--json"]) == .who(.init(isJSON: true)))
        #expect(try Command(arguments: ["log"]) == .log(.init(count: 20)))
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
        (["-s/x", "--local"], .conflict("--socket", "--local")),
        (["sned"], .unknownVerb("sned", nearest: "send")),
        (["xyzzy"], .unknownVerb("xyzzy", nearest: nil)),
        (["ring"], .unknownVerb("ring", nearest: nil)),
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

    @Test func `the version is shown on request`() throws {
        #expect(try Command(arguments: ["-V"]) == .version)
        #expect(try Command(arguments: ["who", "--version"]) == .version)
    }
}
