import Testing

@testable import TalkText

/// A text, and the cells it fills.
enum Measured: CaseIterable {
    case empty, ascii, portuguese, decomposed, chinese, fullwidth, halfwidthKana, hangul, jamo
    case thai, devanagari, control, zeroWidth, emoji, family, flag, halfFlag, keycap, skinTone
    case redHeart, textHeart, replacement, box

    var sample: (text: String, cells: Int) {
        switch self {
        case .empty: ("", 0)
        case .ascii: ("ada: oi", 7)
        case .portuguese: ("não", 3)
        case .decomposed: ("na\u{303}o", 3)
        case .chinese: ("你好", 4)
        case .fullwidth: ("\u{FF21}\u{3000}", 4)
        case .halfwidthKana: ("\u{FF76}", 1)
        case .hangul: ("한글", 4)
        case .jamo: ("\u{1112}\u{1161}\u{11AB}", 2)
        case .thai: ("\u{E17}\u{E35}\u{E48}\u{E33}", 2)
        case .devanagari: ("\u{930}\u{93E}\u{92E}\u{94D}", 3)
        case .control: ("\u{7}\u{9B}", 0)
        case .zeroWidth: ("\u{200B}\u{2066}\u{FEFF}", 0)
        case .emoji: ("😀", 2)
        case .family: ("👨\u{200D}👩\u{200D}👧", 2)
        case .flag: ("🇧🇷🇵🇹", 4)
        case .halfFlag: ("\u{1F1E7}", 1)
        case .keycap: ("1\u{FE0F}\u{20E3}", 2)
        case .skinTone: ("👍🏽", 2)
        case .redHeart: ("\u{2764}\u{FE0F}", 2)
        case .textHeart: ("\u{2764}\u{FE0E}", 1)
        case .replacement: ("\u{FFFD}", 1)
        case .box: ("─│", 2)
        }
    }
}

struct CellWidthTests {
    @Test(arguments: Measured.allCases)
    func `a text fills the cells that a terminal gives it`(measured: Measured) {
        let (text, cells) = measured.sample
        #expect(CellWidth.of(text) == cells)
    }

    @Test func `the ranges of wide characters rise and do not overlap`() {
        for (one, next) in zip(CellWidth.wide, CellWidth.wide.dropFirst()) {
            #expect(one.upperBound < next.lowerBound)
        }
    }

    @Test func `the ranges of scripts rise and do not overlap`() {
        for (one, next) in zip(Script.ranges, Script.ranges.dropFirst()) {
            #expect(one.first <= one.last && one.last < next.first)
        }
    }

    @Test func `a flag that is one character is two cells, whatever comes before`() {
        #expect(CellWidth.of("\u{1F1E7}\u{1F1F7}\u{1F1F5}") == 3)
    }

    @Test func `what Unicode leaves open is wide where the locale says so`() {
        for text in ["“", "α", "Я", "①", "…", "°"] {
            #expect(CellWidth.of(text) == 1)
            #expect(CellWidth.of(text, .wide) == 2, "\(text)")
        }
        #expect(CellWidth.of("aé漢\u{301}", .wide) == CellWidth.of("aé漢\u{301}") + 1)
        #expect(CellWidth.Ambiguous(locale: "ja_JP.UTF-8") == .narrow)
        #expect(CellWidth.Ambiguous(locale: "ja_JP.UTF-8@cjkwide") == .wide)
    }

    @Test func `half a flag with a mark is as wide as half a flag`() {
        #expect(CellWidth.of("🇧\u{301}") == 1)
    }

    @Test func `where nobody knows the terminal, each scalar fills a cell`() {
        for (text, cells) in [
            ("e\u{301}\u{302}", 3), ("\u{1112}\u{1161}\u{11AB}", 4), ("\u{3B1}", 2), ("a", 1),
            ("\u{2764}\u{FE0F}", 2), ("\u{7}", 0),
        ] {
            let most = text.reduce(0) { $0 + CellWidth.most(of: $1, .widest) }
            #expect(most == cells, "\(text.unicodeScalars.map(\.value))")
        }
    }
}
