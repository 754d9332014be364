@testable import TalkCommandLine
import Testing

@Suite struct TalkroomBenchCommandTests {
    private func command(_ arguments: String...) throws(UsageError) -> TalkroomBenchCommand {
        try TalkroomBenchCommand(
            arguments: arguments, scenarios: ["joins", "idle"], contenders: ["talkroom", "redis"])
    }

    @Test func `nothing said is everything usual`() throws {
        #expect(try command() == .measure(.init()))
    }

    @Test func `lists have commas`() throws {
        let expected = TalkroomBenchCommand.Measure(
            scenarios: ["idle", "joins"], contenders: ["redis"], clients: [10, 20_000], rounds: 3,
            seconds: 2, isQuick: true, isUnpinned: true, isJSON: true)
        #expect(
            try command(
                "--scenario=idle,joins", "--contender", "redis", "--clients", "10,20000",
                "--rounds=3", "--seconds=2", "--quick", "--unpinned", "--json")
                == .measure(expected))
    }

    @Test func `a word that is none of the choices is refused with them`() {
        for list in ["fog", "idle,", "idle,fog", ",", "Idle"] {
            #expect(throws: UsageError.self) { try command("--scenario", list) }
        }
        #expect(
            throws: UsageError.notAChoice(
                "x", option: "--contender", choices: ["talkroom", "redis"])
        ) { try command("--contender=redis,x") }
    }

    @Test func `a number that is none, or too great, is refused`() {
        for list in ["10,x", "10,", "20001", "-1", "1 0"] {
            #expect(throws: UsageError.self) { try command("--clients", list) }
        }
        #expect(throws: UsageError.notACount("601", option: "--seconds", most: 600)) {
            try command("--seconds", "601")
        }
    }
}
