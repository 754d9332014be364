import Foundation
import Testing

@testable import TalkBench

@Suite struct ChatterTests {
    private static let chatter = Chatter()

    private static func event(_ number: Int) throws -> [String: Any] {
        var bytes: [UInt8] = []
        chatter.append(number, to: &bytes)
        #expect(bytes.last == UInt8(ascii: "\n"))
        #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 1)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test func `lines are as long as typical ones, and of all kinds`() throws {
        var texts: [String] = []
        for number in 100_001...100_500 {
            let event = try Self.event(number)
            texts.append(try #require(event["text"] as? String))
            #expect(texts.last?.hasSuffix(" #\(number)") == true)
        }
        let lengths = texts.map(\.utf8.count)
        #expect(lengths.allSatisfy { (20...300).contains($0) }, "\(lengths.sorted())")
        #expect((60...110).contains(lengths.reduce(0, +) / lengths.count))
        for kind in ["https://", "ada:", "漢字 👍", "\n", "ã"] {
            let share = texts.count { $0.contains(kind) } * 100 / texts.count
            #expect((1...40).contains(share), "\(kind): \(share) %")
        }
    }

    @Test func `each has its number and its moment, and no two the same id`() throws {
        let first = try Self.event(1)
        #expect(first["time"] as? String == "2026-11-27T10:00:00.001Z")
        let last = try Self.event(3_723_004)
        #expect(last["time"] as? String == "2026-11-27T11:02:03.004Z")
        #expect(last["seq"] as? Int == 3_723_004)
        #expect(first["id"] as? String == "0123456789abcdef0000000000000001")
        #expect(last["id"] as? String == "0123456789abcdef0000000003723004")
    }

    @Test func `a key is one, and there are all kinds of them`() {
        #expect(Keystrokes.all.allSatisfy { !$0.isEmpty && $0.utf8.count <= 25 })
        let kinds = ["\u{1B}[D", "\u{7F}", "\t", "\r", "\u{1}", "\u{C}", "漢", "👩‍💻"]
        #expect(kinds.allSatisfy(Keystrokes.all.contains))
    }

    @Test func `what was shown last is found across what was read at once`() {
        var output = ShownOutput()
        let text = Array("one\r\n\u{1B}[1mtwo #12\r\n> ".utf8)
        for byte in text { output.add([byte, UInt8(ascii: "\n")], count: 1) }
        #expect(output.rows == 2)
        #expect(output.endsWith("#12"))
        #expect(!output.endsWith("#13"))
        let filling = [UInt8](repeating: UInt8(ascii: "-"), count: 5000)
        for _ in 0..<3 { output.add(filling, count: filling.count) }
        #expect(!output.endsWith("#12"))
        output.add(Array("\r\nroom: no\u{7}\r\n".utf8), count: 13)
        #expect(output.lastRow == "room: no")
    }
}
