/// How many cells of a terminal a text fills, as most terminals have it.
///
/// A mark that stands in its own cell (a vowel sign of Devanagari) counts one, as it does in wcwidth(3);
/// terminals that draw whole clusters may use fewer.
package enum CellWidth {
    /// What a terminal makes of the characters whose width Unicode leaves to the font, as Greek letters.
    package enum Ambiguous: Hashable, Sendable {
        case narrow
        case wide
        /// Nobody knows which terminal it is: some combine nothing, and give a cell to every mark. For who must
        /// not let a row be wider than it was thought to be, on any.
        case widest

        /// As wcwidth(3) has it in a locale: narrow, also in East Asia, unless its modifier says otherwise
        /// (`ja_JP.UTF-8@cjkwide`).
        package init(locale: String) {
            self = locale.lowercased().hasSuffix("@cjkwide") ? .wide : .narrow
        }
    }

    /// The cells of one scalar by itself: 0, 1 or 2. A control character has none.
    package static func of(_ scalar: Unicode.Scalar, _ ambiguous: Ambiguous = .narrow) -> Int {
        switch scalar.value {
        case 0x20...0x7E: return 1
        case 0x00...0x1F, 0x7F...0x9F: return 0
        case _ where ambiguous == .widest: return max(1, of(scalar, .wide))
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
        default: break
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        if properties.isDefaultIgnorableCodePoint { return 0 }
        if contains(scalar.value, in: wide) { return 2 }
        return ambiguous == .wide && contains(scalar.value, in: Self.ambiguous) ? 2 : 1
    }

    /// The cells of one character as the reader counts them; 2 for an emoji made of several scalars.
    package static func of(_ character: Character, _ ambiguous: Ambiguous = .narrow) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.count == 1 { return of(first, ambiguous) }
        if isEmoji(scalars, first: first) { return 2 }
        return scalars.reduce(0) { $0 + of($1, ambiguous) }
    }

    /// The most cells that a terminal in its right mind gives the character: many draw an emoji made of
    /// several scalars as several emoji. For who must not let a row be wider than it was thought to be.
    package static func most(of character: Character, _ ambiguous: Ambiguous = .narrow) -> Int {
        let scalars = character.unicodeScalars
        guard scalars.count > 1 else { return of(character, ambiguous) }
        return max(of(character, ambiguous), scalars.reduce(0) { $0 + of($1, ambiguous) })
    }

    /// The cells of a text of one line. A TAB has none here: how far it goes depends on where it is.
    package static func of(
        _ text: some StringProtocol, _ ambiguous: Ambiguous = .narrow
    ) -> Int {
        text.reduce(0) { $0 + of($1, ambiguous) }
    }

    private static func isEmoji(
        _ scalars: Character.UnicodeScalarView, first: Unicode.Scalar
    ) -> Bool {
        let isFlag = scalars.prefix(2).allSatisfy { (0x1F1E6...0x1F1FF).contains($0.value) }
        if isFlag || scalars.contains("\u{FE0F}") { return true }
        return first.isEmojiBase && first.properties.isEmojiPresentation
            || scalars.contains { $0.properties.isEmojiModifier }
    }

    private static func contains(_ value: UInt32, in table: [ClosedRange<UInt32>]) -> Bool {
        var low = 0
        var high = table.count
        while low < high {
            let middle = (low + high) / 2
            if table[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < table.count && table[low].contains(value)
    }
}
