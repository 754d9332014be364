/// A script that names may be written in: the recommended ones of Unicode's UAX 31.
enum Script: UInt8 {
    case arabic, armenian, bengali, bopomofo, cyrillic, devanagari, ethiopic, georgian, greek
    case gujarati, gurmukhi, han, hangul, hebrew, hiragana, kannada, katakana, khmer, lao, latin
    case malayalam, myanmar, oriya, sinhala, tamil, telugu, thaana, thai, tibetan
    /// Of a mark that goes with letters of any script.
    case inherited

    /// The script of a letter or mark; nil for those that no name may have.
    init?(of scalar: Unicode.Scalar) {
        var low = 0
        var high = Self.ranges.count
        while low < high {
            let middle = (low + high) / 2
            if Self.ranges[middle].last < scalar.value { low = middle + 1 } else { high = middle }
        }
        guard low < Self.ranges.count, Self.ranges[low].first <= scalar.value else { return nil }
        self = Self.ranges[low].script
    }

    /// Whether people write these scripts in one word: each by itself, and Han as Japanese
    /// (with both kana), Korean and Chinese (with Bopomofo) do.
    static func areOneWriting(_ scripts: Set<Script>) -> Bool {
        scripts.count <= 1
            || scripts.isSubset(of: [.han, .hiragana, .katakana])
            || scripts.isSubset(of: [.han, .hangul])
            || scripts.isSubset(of: [.han, .bopomofo])
    }
}
