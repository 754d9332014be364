import TestSupport

/// Characters that could move a cursor, hide or forge a line, by their names.
enum Hostile: String, CaseIterable {
    case nul = "\u{0}"
    case bell = "\u{7}"
    case backspace = "\u{8}"
    case verticalTab = "\u{B}"
    case formFeed = "\u{C}"
    case carriageReturn = "\r"
    case shiftOut = "\u{E}"
    case escapeClear = "\u{1B}[2J"
    case escapeTitle = "\u{1B}]0;x\u{7}"
    case escapeReset = "\u{1B}c"
    case substitute = "\u{1A}"
    case delete = "\u{7F}"
    case c1NextLine = "\u{85}"
    case c1Introducer = "\u{9B}2J"
    case c1Operating = "\u{9D}0;x\u{9C}"
    case c1First = "\u{80}"
    case c1Last = "\u{9F}"
    case lineSeparator = "\u{2028}"
    case paragraphSeparator = "\u{2029}"
    case arabicLetterMark = "\u{61C}"
    case leftToRightMark = "\u{200E}"
    case rightToLeftMark = "\u{200F}"
    case leftToRightEmbedding = "\u{202A}"
    case rightToLeftEmbedding = "\u{202B}"
    case popDirection = "\u{202C}"
    case leftToRightOverride = "\u{202D}"
    case rightToLeftOverride = "\u{202E}"
    case leftToRightIsolate = "\u{2066}"
    case rightToLeftIsolate = "\u{2067}"
    case firstStrongIsolate = "\u{2068}"
    case popIsolate = "\u{2069}"
    case zeroWidthSpace = "\u{200B}"
    case zeroWidthJoinerAlone = "a\u{200D}b"
    case wordJoiner = "\u{2060}"
    case invisibleTimes = "\u{2062}"
    case byteOrderMark = "\u{FEFF}"
    case softHyphen = "\u{AD}"
    case mongolianVowelSeparator = "\u{180E}"
    case interlinearAnchor = "\u{FFF9}"
    case tagLatinA = "\u{E0041}"
    case languageTag = "\u{E0001}"
    case cancelTagAlone = "\u{E007F}"
    case privateUse = "\u{E000}"
    case privateUsePlane16 = "\u{10FFFD}"
    case unassigned = "\u{378}"
    case unassignedPlane = "\u{50000}"
    case deprecatedFormat = "\u{206A}"
    case manyMarks = "e\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{30A}\u{30B}\u{30C}"

    /// It inside ordinary text.
    var message: String { "be\(rawValue)fore" }
}

/// What must come through as it was written.
enum Harmless: String, CaseIterable {
    case tab = "a\tb"
    case portuguese = "ação, coração, à"
    case decomposed = "e\u{301}"
    case family = "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}"
    case skinTone = "\u{1F44B}\u{1F3FD}"
    case flag = "\u{1F1E7}\u{1F1F7}"
    case keycap = "1\u{FE0F}\u{20E3}"
    case heart = "\u{2764}\u{FE0F}"
    case chinese = "你好"
    case hebrew = "שָׁלוֹם"
    case arabic = "سلام"
    case devanagari = "नमस्ते"
    case thai = "ที่นี่"
    case vietnamese = "Tiếng Việt"
    case hangul = "안녕"
    case markup = "<b>&amp; \\ \" ' %s %n {}"
}

/// What no line for a person may hold; LF ends lines and is not among them.
func forbidden(in text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var marksInARow = 0
    return scalars.indices.filter { index in
        let scalar = scalars[index]
        if scalar.isASCII, scalar.value >= 0x20, scalar.value < 0x7F {
            marksInARow = 0
            return false
        }
        let category = scalar.properties.generalCategory
        let isMark = [.nonspacingMark, .enclosingMark, .spacingMark].contains(category)
        marksInARow = isMark ? marksInARow + 1 : 0
        switch scalar.value {
        case 0x09: return false
        case 0x200C, 0x200D: return !isJoining(index, in: scalars)
        case 0x2028, 0x2029: return true
        // The number signs of Arabic are of the category of formats, and are seen.
        case 0x0600...0x0605: return false
        default: break
        }
        return marksInARow > 4
            || [.control, .format, .privateUse, .unassigned, .surrogate].contains(category)
    }.map { escaped(String(scalars[$0])) }
}

/// A joiner is harmless between the parts of an emoji, and where a script's letters meet.
private func isJoining(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard index > 0, index + 1 < scalars.count else { return false }
    return !scalars[index - 1].isASCII && !scalars[index + 1].isASCII
}
