/// The scripts whose letters a joiner (ZWJ, ZWNJ) shapes, and the scalars that stand beside one.
enum JoiningScript {
    /// Arabic, Syriac, N'Ko, Mandaic, Mongolian, Phags-pa, Hanifi Rohingya, Adlam: letters that join.
    case cursive
    /// Devanagari to Sinhala, Myanmar, Khmer: consonants that form clusters.
    case indic

    /// The kind of script that a letter or mark belongs to; nil for all else.
    init?(of scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x0620...0x077F, 0x07CA...0x07FF, 0x0840...0x08FF: self = .cursive
        case 0x1807...0x18AF, 0xA840...0xA87F, 0x10D00...0x10D3F, 0x1E900...0x1E95F: self = .cursive
        case 0x0900...0x0DFF, 0x1000...0x109F, 0x1780...0x17FF: self = .indic
        default: return nil
        }
        guard scalar.isLetter || scalar.isMark else { return nil }
    }
}

extension Unicode.Scalar {
    /// General category L.
    var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            true
        default:
            false
        }
    }

    /// General category M.
    var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// `0` to `9`.
    var isASCIIDigit: Bool { (0x30...0x39).contains(value) }

    /// What a keycap is drawn around: a digit, `#` or `*`. Unicode calls these emoji too.
    var isKeycapBase: Bool { isASCIIDigit || self == "#" || self == "*" }

    /// A picture by itself: not a keycap's base, not half a flag, not a skin tone.
    var isEmojiBase: Bool {
        guard value >= 0xA9, !(0x1F1E6...0x1F1FF).contains(value) else { return false }
        return properties.isEmoji && !properties.isEmojiModifier
    }
}
