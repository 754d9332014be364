/// A length of time as people type it: `30s`, `10m`, `2h`, `3d`, `1w`; minutes where no unit is named.
package struct TimeSpan: Hashable, Sendable {
    package let seconds: Int

    private static let units: [(letter: Character, seconds: Int)] = [
        ("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
    ]

    package init(seconds: Int) {
        self.seconds = seconds
    }

    /// Reads a word; nil for anything that is no length of time, is none at all, or is longer than
    /// ``Limits/maxSanctionDays``.
    package init?(_ word: some StringProtocol) {
        let unit = word.last.flatMap { last in
            Self.units.first { $0.letter == Character(last.lowercased()) }
        }
        let digits = unit == nil ? word[...] : word.dropLast()
        guard !digits.isEmpty, digits.utf8.count <= 9,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let count = Int(digits)
        else { return nil }
        seconds = count * (unit?.seconds ?? 60)
        guard (1...Limits.maxSanctionDays * 86_400).contains(seconds) else { return nil }
    }

    /// Whether a length of time seems to be meant that would not be read, or would be read as another: `1x`, `-5m`,
    /// `٥m`, or `2 h`, where the word alone is two minutes.
    package static func isMistyped(_ word: some StringProtocol, before next: some StringProtocol)
        -> Bool
    {
        if TimeSpan(word) != nil {
            return word.last?.isNumber == true && unitNames.contains(next.lowercased())
        }
        let unsigned = word.first.map(signs.contains) == true ? word.dropFirst() : word[...]
        return unsigned.first?.isNumber ?? false
    }

    private static let signs: Set<Character> = ["+", "-", "\u{2212}"]

    /// In the languages that the programs speak.
    private static let unitNames: Set<String> = [
        "s", "sec", "secs", "second", "seconds", "segundo", "segundos",
        "m", "min", "mins", "minute", "minutes", "minuto", "minutos",
        "h", "hr", "hrs", "hour", "hours", "hora", "horas",
        "d", "day", "days", "dia", "dias", "w", "week", "weeks", "semana", "semanas",
        "month", "months", "mês", "mes", "meses", "year", "years", "ano", "anos",
    ]

    /// In the largest unit that is exact, or in the two largest that matter: `10m`, `2h`, `1d 4h`.
    package var description: String {
        var rest = seconds
        var parts: [String] = []
        for unit in Self.units.dropFirst() where rest >= unit.seconds && parts.count < 2 {
            parts.append("\(rest / unit.seconds)\(unit.letter)")
            rest %= unit.seconds
        }
        return parts.isEmpty ? "0s" : parts.joined(separator: " ")
    }
}
