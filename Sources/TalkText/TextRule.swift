/// What becomes of each character of a text that is made safe, judged by the scalar alone.
///
/// The rule, which talkroom(7), "Safe text", tells in plain words:
/// 1. LF and TAB stay. CR LF is LF.
/// 2. Every other control character (C0, DEL, C1, a lone CR, U+2028, U+2029), and what this
///    Unicode does not know (unassigned, noncharacters) or leaves to others (private use) is
///    *replaced* by U+FFFD, so that the reader sees that something was there.
/// 3. What is invisible by nature (default ignorable: bidi controls and isolates, zero-width
///    spaces, soft hyphens, fillers, tags, variation selectors …; other format characters but the
///    visible Arabic, Syriac and Kaithi number signs) is *dropped*.
/// 4. Of those, a *joiner* (ZWJ, ZWNJ) stays after a virama, or between two letters or marks of a
///    cursive or of an Indic script; ZWJ also between two emoji, 8 of them at the most.
///    A *selector* (U+FE0E, U+FE0F) stays after an emoji, and inside a keycap.
/// 5. Of combining marks (and of Hangul vowels and finals, which stack as marks do) in a row,
///    those after the fourth are dropped.
/// 6. All else stays as it is; nothing is normalised.
package enum TextRule: Sendable {
    case keep
    case mark
    case joiner
    case selector
    case drop
    case replace

    /// What the rule says of `scalar`. A CR is replaced; who reads a text looks for CR LF first.
    package init(of scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x0A, 0x09, 0x20...0x7E: self = .keep
        case 0x00...0x1F, 0x7F...0x9F: self = .replace
        case 0x200C, 0x200D: self = .joiner
        case 0xFE0E, 0xFE0F: self = .selector
        default: self = Self.beyondASCII(scalar)
        }
    }

    private static func beyondASCII(_ scalar: Unicode.Scalar) -> TextRule {
        // First, because it holds for some that are unassigned, letters (fillers) and marks too.
        if scalar.properties.isDefaultIgnorableCodePoint { return .drop }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return .replace
        case .unassigned, .privateUse, .surrogate: return .replace
        case .format: return isNumberSign(scalar) ? .keep : .drop
        case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
        default: return isHangulVowelOrFinal(scalar) ? .mark : .keep
        }
    }

    /// Format characters that are seen: they go above, below or around the number that follows.
    private static func isNumberSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD: true
        default: false
        }
    }

    private static func isHangulVowelOrFinal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: true
        default: false
        }
    }
}
