import Testing

@testable import TalkText

/// What a hostile or broken text may hold; the runner prints names, never the text.
enum HostileText: CaseIterable {
    case escapeSequence, carriageReturn, bell, delete, nextLine, lineSeparator, nul
    case overrideRightToLeft, isolate, arabicLetterMark, leftToRightMark
    case zeroWidthSpace, wordJoiner, byteOrderMark, softHyphen, graphemeJoiner
    case mongolianSeparator, hangulFiller, halfwidthFiller, interlinearAnnotation
    case deprecatedFormat, tagCharacters, strayJoiner, strayNonJoiner, straySelector
    case digitWithSelector, otherSelector, unassigned, privateUse, noncharacter
    case stackedMarks, stackedHangulVowels, ideographicSelector, invisibleOperator

    /// The text, and what it must become.
    var sample: (text: String, safe: String) {
        switch self {
        case .escapeSequence: ("a\u{1B}[31mb", "a\u{FFFD}[31mb")
        case .carriageReturn: ("hi\rroot: x", "hi\u{FFFD}root: x")
        case .bell: ("\u{7}", "\u{FFFD}")
        case .delete: ("a\u{7F}", "a\u{FFFD}")
        case .nextLine: ("a\u{85}b\u{9B}2J", "a\u{FFFD}b\u{FFFD}2J")
        case .lineSeparator: ("a\u{2028}b\u{2029}c", "a\u{FFFD}b\u{FFFD}c")
        case .nul: ("a\0b", "a\u{FFFD}b")
        case .overrideRightToLeft: ("a\u{202E}b\u{202C}", "ab")
        case .isolate: ("\u{2066}a\u{2069}\u{2067}\u{2068}", "a")
        case .arabicLetterMark: ("a\u{61C}b", "ab")
        case .leftToRightMark: ("a\u{200E}b\u{200F}c", "abc")
        case .zeroWidthSpace: ("a\u{200B}b", "ab")
        case .wordJoiner: ("a\u{2060}b", "ab")
        case .byteOrderMark: ("\u{FEFF}ab", "ab")
        case .softHyphen: ("a\u{AD}b", "ab")
        case .graphemeJoiner: ("a\u{34F}b", "ab")
        case .mongolianSeparator: ("a\u{180E}b", "ab")
        case .hangulFiller: ("\u{115F}a\u{1160}b\u{3164}", "ab")
        case .halfwidthFiller: ("a\u{FFA0}", "a")
        case .interlinearAnnotation: ("\u{FFF9}a\u{FFFA}b\u{FFFB}", "ab")
        case .deprecatedFormat: ("\u{206A}a\u{206F}", "a")
        case .tagCharacters: ("a\u{E0001}\u{E0041}\u{E007F}", "a")
        case .strayJoiner: ("a\u{200D}b\u{200D}", "ab")
        case .strayNonJoiner: ("\u{200C}a\u{200C}1", "a1")
        case .straySelector: ("a\u{FE0F}\u{FE0E}", "a")
        case .digitWithSelector: ("1\u{FE0F}2", "12")
        case .otherSelector: ("\u{2603}\u{FE00}", "\u{2603}")
        case .unassigned: ("a\u{378}", "a\u{FFFD}")
        case .privateUse: ("\u{E000}\u{F0000}", "\u{FFFD}\u{FFFD}")
        case .noncharacter:
            (String(decoding: [0xFDD0, 0xFFFE], as: UTF32.self), "\u{FFFD}\u{FFFD}")
        case .stackedMarks:
            ("e" + String(repeating: "\u{301}", count: 9), "e\u{301}\u{301}\u{301}\u{301}")
        case .stackedHangulVowels:
            (
                "\u{1100}" + String(repeating: "\u{1161}", count: 9),
                "\u{1100}\u{1161}\u{1161}\u{1161}\u{1161}"
            )
        case .ideographicSelector: ("葛\u{E0100}", "葛")
        case .invisibleOperator: ("f\u{2061}x\u{2064}", "fx")
        }
    }
}

/// Text that people write, and that must stay as it is.
enum OrdinaryText: String, CaseIterable {
    case ascii = "oi, tudo bem?\tsim\n"
    case portuguese = "Não há pão à mão; é só ação."
    case decomposedPortuguese = "a\u{303}o"
    case decomposedVietnamese = "tie\u{302}\u{301}ng Vie\u{323}\u{302}t"
    case devanagariHalfForm = "\u{915}\u{94D}\u{200D}\u{937} \u{915}\u{94D}\u{200C}\u{937}"
    case bengaliYaPhalaa = "\u{9B0}\u{200D}\u{9CD}\u{9AF}"
    case sinhala = "\u{DC1}\u{DCA}\u{200D}\u{DBB}\u{DD3}"
    case persian = "\u{645}\u{6CC}\u{200C}\u{62E}\u{648}\u{627}\u{647}\u{645}"
    case arabicVerseEnd = "\u{6DD}\u{661}"
    case thai = "\u{E19}\u{E49}\u{E33} \u{E17}\u{E35}\u{E48}"
    case hebrewPoints = "\u{5E9}\u{5C1}\u{5BC}\u{5B8}\u{591}\u{5DC}"
    case korean = "안녕 \u{1112}\u{1161}\u{11AB}"
    case chinese = "你好，世界"
    case family = "👨\u{200D}👩\u{200D}👧\u{200D}👦"
    case rainbowFlag = "\u{1F3F3}\u{FE0F}\u{200D}\u{1F308}"
    case kiss =
        "\u{1F469}\u{1F3FD}\u{200D}\u{2764}\u{FE0F}\u{200D}\u{1F48B}\u{200D}\u{1F468}\u{1F3FF}"
    case detective = "\u{1F575}\u{1F3FB}\u{200D}\u{2642}\u{FE0F}"
    case flags = "🇧🇷🇵🇹"
    case keycap = "1\u{FE0F}\u{20E3} #\u{FE0F}\u{20E3}"
    case textHeart = "\u{2764}\u{FE0E}"
    case skinTone = "👍🏽"
    case spaces = "a\u{A0}b\u{3000}c"
}

struct SafeTextTests {
    @Test(arguments: HostileText.allCases)
    func `what hides, moves or forges is replaced or dropped`(hostile: HostileText) {
        let (text, safe) = hostile.sample
        #expect(scalars(SafeText(sanitizing: text).string) == scalars(safe))
        #expect(scalars(SafeText(sanitizing: safe).string) == scalars(safe))
    }

    @Test(arguments: OrdinaryText.allCases)
    func `what people write stays as it is`(ordinary: OrdinaryText) {
        #expect(
            scalars(SafeText(sanitizing: ordinary.rawValue).string) == scalars(ordinary.rawValue))
    }

    @Test func `CR LF is one LF, and a CR that stands alone is seen`() {
        #expect(SafeText(sanitizing: "a\r\nb").string == "a\nb")
        #expect(SafeText(sanitizing: "a\r\r\nb\r").string == "a\u{FFFD}\nb\u{FFFD}")
        #expect(SafeText(sanitizing: "a\n\rb").string == "a\n\u{FFFD}b")
    }

    @Test func `the flag of England becomes the black flag it is built on`() {
        let england = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"
        #expect(SafeText(sanitizing: england).string == "\u{1F3F4}")
    }

    @Test func `four marks stay, a fifth goes, and what is between does not hide it`() {
        let four = "e\u{301}\u{302}\u{303}\u{304}"
        #expect(scalars(SafeText(sanitizing: four).string) == scalars(four))
        #expect(scalars(SafeText(sanitizing: four + "\u{305}").string) == scalars(four))
        #expect(scalars(SafeText(sanitizing: four + "\u{200B}\u{305}").string) == scalars(four))
        #expect(scalars(SafeText(sanitizing: four + "\u{200D}\u{305}").string) == scalars(four))
    }

    @Test func `eight emoji are joined, and a ninth is a picture of its own`() {
        let eight = Array(repeating: "👩", count: 8).joined(separator: "\u{200D}")
        #expect(SafeText(sanitizing: eight).string == eight)
        #expect(SafeText(sanitizing: eight + "\u{200D}👩").string == eight + "👩")
    }

    @Test func `a joiner that something dropped stood beside is judged by what is kept`() {
        let text = "👩\u{200D}\u{200B}\u{200D}👩"
        #expect(SafeText(sanitizing: text).string == "👩\u{200D}👩")
    }

    @Test func `what is not UTF-8 is seen by who repairs`() {
        let broken: [[UInt8]] = [
            [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0x61, 0xC3], [0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        ]
        for bytes in broken {
            #expect(SafeText(repairing: bytes).string.contains("\u{FFFD}"))
        }
        #expect(SafeText(repairing: Array("é\u{1B}".utf8)).string == "é\u{FFFD}")
        #expect(SafeText(repairing: []).string == "")
    }

    @Test func `lines are cut at LF, and empty ones at the end are left out`() {
        #expect(SafeText(sanitizing: "a\n\nb\n\n").lines == ["a", "", "b"])
        #expect(SafeText(sanitizing: "\n").lines == [])
        #expect(SafeText(sanitizing: "").lines == [])
        #expect(SafeText(sanitizing: "\na").lines == ["", "a"])
        #expect(SafeText(sanitizing: "a\r\n\u{301}b").lines.count == 2)
    }

    @Test func `blank is what shows nothing`() {
        for blank in ["", " \t\n", "\u{A0}\u{3000}\u{2800}", "\u{200B}\u{AD}", "\u{3164}"] {
            #expect(SafeText(sanitizing: blank).isBlank)
        }
        for seen in ["a", " . ", "\u{1B}", "\u{E000}"] {
            #expect(!SafeText(sanitizing: seen).isBlank)
        }
    }
}

func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
