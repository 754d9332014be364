import TalkLanguage
import TalkText
import TestSupport
import Testing

@testable import TalkServer

/// What is written to somebody's terminal stays in the rows that it was laid out for, whatever terminal that is.
@Suite struct NoticeRowTests {
    /// Characters that terminals give fewer and more cells, so many that they fill a row on some.
    private static let fillers = [
        "e\u{301}", "e\u{301}\u{302}\u{303}\u{304}", "\u{1100}\u{1160}\u{11A8}", "\u{627}\u{64B}",
        "\u{E01}\u{E35}\u{E48}", "\u{2764}\u{FE0F}", "👋🏽", "👩\u{200D}👩\u{200D}👧", "🇧🇷", "α", "漢",
        "ᄀ" + String(repeating: "\u{11A8}", count: 200),
    ]

    @Test(arguments: fillers, [true, false])
    func `no text begins a row of its own, on a screen that combines marks or on another`(
        filler: String, combines: Bool
    ) {
        for columns in [20, 80] {
            var screen = Screen(rows: 10, columns: columns, combines: combines)
            for count in 1...85 {
                for blank in ["", " "] {
                    let text = String(repeating: filler, count: count) + blank + "bob: hi"
                    let notice = TerminalNotice(
                        [], in: .english, text: SafeText(sanitizing: text),
                        of: SafeText(sanitizing: "ada"))
                    screen.feed(notice.rows(columns: columns).flatMap { $0 })
                }
            }
            let rows = screen.scrolledOff + screen.lines
            let forged = Set(rows.filter { $0.hasPrefix("b") || $0.hasPrefix("o") })
            #expect(forged.isEmpty, "\(columns): \(forged.map { escaped($0) })")
            #expect(rows.contains { $0.hasSuffix("bob: hi") })
        }
    }
}
