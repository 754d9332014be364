import Testing
import struct TestSupport.SeededGenerator

@testable import TalkText

@Suite struct JoinedTextTests {
    private static let scalars: [Unicode.Scalar] = [
        "a", " ", "\n", "\t", "\u{301}", "\u{200D}", "\u{200C}", "\u{FE0F}", "\u{20E3}", "1", "👩",
        "🚀", "🏽", "\u{915}", "\u{94D}", "\u{1112}", "\u{1161}", "\u{645}", "\u{1B}", "\u{202E}",
        "🇧", "\u{E0061}",
    ]

    @Test func `what follows a space is as safe behind it as by itself`() {
        var dice = SeededGenerator(seed: 3)
        func text() -> SafeText {
            let scalars = (0..<Int.random(in: 0...8, using: &dice)).map { _ in
                Self.scalars.randomElement(using: &dice) ?? "a"
            }
            return SafeText(sanitizing: String(String.UnicodeScalarView(scalars)))
        }
        for _ in 0..<5000 {
            let lead = SafeText(sanitizing: text().string + " ")
            let rest = text()
            let joined = SafeText(lead, followedBy: rest)
            #expect(joined == SafeText(sanitizing: lead.string + rest.string))
            #expect(joined.string.utf8.count == lead.string.utf8.count + rest.string.utf8.count)
            #expect(joined.safeLines.map(\.string) == joined.lines.map(String.init))
            #expect(joined.safeLines.allSatisfy { $0 == SafeText(sanitizing: $0.string) })
        }
    }
}
