@testable import TalkCommandLine
import Testing

@Suite struct TalkroomdCommandTests {
    @Test func `every option arrives as it was typed`() throws {
        let command = try TalkroomdCommand(arguments: [
            "-s/x", "-d", "/d", "--config=/c", "-opace=off", "-o", "burst=3", "--verbose",
            "--check",
        ])
        #expect(
            command
                == .serve(
                    .init(
                        socket: "/x", directory: "/d", configuration: "/c",
                        settings: ["pace=off", "burst=3"], isVerbose: true, isCheck: true)))
    }

    @Test func `the daemon takes no words`() {
        #expect(throws: UsageError.unexpectedWord("start")) {
            try TalkroomdCommand(arguments: ["start"])
        }
    }

    @Test func `an example is owed to who asks for it, whatever else is asked`() throws {
        #expect(try TalkroomdCommand(arguments: ["--check", "--example"]) == .example)
    }

    @Test func `without arguments the defaults hold`() throws {
        #expect(try TalkroomdCommand(arguments: []) == .serve(.init()))
    }
}
