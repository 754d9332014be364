import Posix
import Testing

@testable import TalkBench

@Suite struct AttackTests {
    private static let account = ServiceAccount(login: "", uid: 47_020, gid: 65_534)

    private static func words(_ attack: Attack) throws -> [String] {
        let address = try #require(SocketAddress(path: "/tmp/room"))
        return Attacker(attack, at: address, as: account, milliseconds: 5300).words
    }

    @Test(arguments: Attack.allCases)
    func `what an attacker is called with is read as it was meant`(attack: Attack) throws {
        let words = try Self.words(attack)
        #expect(words == ["--attack", attack.rawValue, "/tmp/room", "47020", "65534", "5300"])
        #expect(try #require(Attacker(words)).words == words)
    }

    @Test func `whoever was called with anything else is no attacker`() throws {
        let words = try Self.words(.flood)
        #expect(Attacker(words.dropLast()) == nil)
        #expect(Attacker(words + ["5"]) == nil)
        for index in words.indices {
            var other = words
            other[index] = ""
            #expect(Attacker(other) == nil, "\(other)")
        }
    }

    @Test func `all at once is every attack but itself`() {
        #expect(Attack.all.parts == [.flood, .deaf, .churn, .visits])
        for attack in Attack.allCases where attack != .all { #expect(attack.parts == [attack]) }
    }

    @Test func `what was done is told in a line, and read from it`() {
        let tally = AttackTally()
        for _ in 0..<3 { tally.addConnection() }
        for count in [0, 5, 2] { tally.addLines(count) }
        #expect(tally.sum == AttackTally.Sum(connections: 3, lines: 7))
        #expect(AttackTally.Sum(tally.sum.text) == tally.sum)
        for text in ["", "3 connections", "3 connections x lines", "7 lines 3 connections"] {
            #expect(AttackTally.Sum(text) == nil, "\(text)")
        }
    }
}
