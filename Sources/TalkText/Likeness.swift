@_spi(_Unicode) import Swift

/// What a name looks like: two names that a hurried reader could take for one another resemble.
///
/// Case, accents and strokes do not tell names apart, nor do letters of another script or digits
/// that look like the letters, nor `.` from `-` from `_`. Two digits always do, and so does a
/// character more: `team6` and `team8` differ, and so do `ada` and `ada_`. What looks alike only
/// side by side (rn and m, vv and w) is not considered: terminals give each letter its cell.
package struct Likeness: Sendable {
    /// Names that resemble have the same key; those with the same key need not resemble.
    package let key: String

    private let glyphs: [Glyph]

    package init(of name: Name) {
        var glyphs: [Glyph] = []
        glyphs.reserveCapacity(name.string.utf8.count)
        var base: Unicode.Scalar?
        for scalar in name.string._nfd {
            if scalar.isMark && !Self.isLetterLike(scalar, after: base) { continue }
            if !scalar.isMark { base = scalar }
            glyphs.append(contentsOf: Self.glyphs(of: scalar.narrow))
        }
        self.glyphs = glyphs
        key = String(String.UnicodeScalarView(glyphs.map(LookAlikes.all.bucket(of:))))
    }

    /// Whether a reader could take the one for the other; the same both ways round.
    package func resembles(_ other: Likeness) -> Bool {
        guard glyphs.count == other.glyphs.count, key == other.key else { return false }
        return zip(glyphs, other.glyphs).allSatisfy { $0.resembles($1) }
    }

    private static func glyphs(of scalar: Unicode.Scalar) -> [Glyph] {
        let folded = scalar.fullFold
        let isOne = folded.count == 1 || LookAlikes.faces[scalar.value] != nil
        guard let small = folded.first, isOne else {
            return folded.map { LookAlikes.glyph(of: $0, folded: $0) }
        }
        guard let letters = LookAlikes.ligatures[small.value] else {
            return [LookAlikes.glyph(of: scalar, folded: small)]
        }
        return letters.unicodeScalars.map { LookAlikes.glyph(of: $0, folded: $0) }
    }

    /// Whether a mark is as good as a letter: vowel signs of Indic and other scripts, and the
    /// sound marks of kana. All others are accents or points, which many leave out.
    private static func isLetterLike(_ mark: Unicode.Scalar, after base: Unicode.Scalar?) -> Bool {
        switch Script(of: mark) {
        case nil, .latin, .greek, .cyrillic, .armenian, .georgian, .hebrew, .arabic: return false
        case .inherited: break
        default: return true
        }
        guard mark == "\u{3099}" || mark == "\u{309A}", let base else { return false }
        return [.hiragana, .katakana].contains(Script(of: base))
    }
}
