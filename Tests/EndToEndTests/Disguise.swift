/// A name that a hurried reader could take for another one, and how it was made.
struct Disguise {
    let how: String
    let name: String

    /// Every disguise of `name` that changes it.
    static func all(of name: String) -> [Disguise] {
        let whole = alphabets.map { Disguise(how: "all \($0.how)", name: $0.replacing(in: name)) }
        let single = alphabets.flatMap { alphabet in
            alphabet.letters.keys.sorted().compactMap { letter -> Disguise? in
                guard let index = name.firstIndex(of: letter), let other = alphabet.letters[letter]
                else { return nil }
                var changed = name
                changed.replaceSubrange(index...index, with: String(other))
                return Disguise(how: "\(alphabet.how) \(letter)", name: changed)
            }
        }
        let marked = marks.map { mark in
            Disguise(
                how: "with \(mark.how)",
                name: String(name.first ?? "x") + mark.mark + name.dropFirst())
        }
        let cases = [
            Disguise(how: "upper case", name: name.uppercased()),
            Disguise(
                how: "first letter upper case", name: name.prefix(1).uppercased() + name.dropFirst()
            ),
        ]
        var seen: Set<String> = [name]
        return (whole + single + marked + cases).filter { seen.insert($0.name).inserted }
    }

    private struct Alphabet {
        let how: String
        let letters: [Character: Character]

        func replacing(in name: String) -> String { String(name.map { letters[$0] ?? $0 }) }
    }

    private static let alphabets = [
        Alphabet(
            how: "Cyrillic",
            letters: [
                "a": "\u{430}", "c": "\u{441}", "e": "\u{435}", "i": "\u{456}", "o": "\u{43E}",
                "p": "\u{440}", "s": "\u{455}", "x": "\u{445}", "y": "\u{443}", "l": "\u{4CF}",
            ]),
        Alphabet(
            how: "Greek",
            letters: [
                "a": "\u{3B1}", "i": "\u{3B9}", "o": "\u{3BF}", "p": "\u{3C1}", "c": "\u{3F2}",
                "x": "\u{3C7}", "y": "\u{3B3}", "e": "\u{3B5}", "t": "\u{3C4}", "u": "\u{3C5}",
            ]),
        Alphabet(
            how: "fullwidth",
            letters: Dictionary(
                uniqueKeysWithValues: "aceilopsx".unicodeScalars.map { letter in
                    (Character(letter), fullwidth(letter))
                })),
        Alphabet(how: "digits", letters: ["o": "0", "l": "1", "i": "1", "s": "5"]),
        Alphabet(how: "small capital and dotless", letters: ["i": "\u{131}", "l": "\u{399}"]),
        Alphabet(
            how: "accented",
            letters: ["a": "\u{E1}", "c": "\u{E7}", "e": "\u{E9}", "i": "\u{EF}", "o": "\u{F6}"]),
        Alphabet(how: "capital I for", letters: ["l": "I"]),
    ]

    private static func fullwidth(_ letter: Unicode.Scalar) -> Character {
        Unicode.Scalar(letter.value - 0x61 + 0xFF41).map { Character($0) } ?? "x"
    }

    private static let marks = [
        (how: "an acute", mark: "\u{301}"), (how: "a dot below", mark: "\u{323}"),
        (how: "a stroke through", mark: "\u{335}"), (how: "a joiner", mark: "\u{200D}"),
        (how: "a zero width space", mark: "\u{200B}"), (how: "a soft hyphen", mark: "\u{AD}"),
        (how: "a variation selector", mark: "\u{FE0F}"), (how: "a Cyrillic mark", mark: "\u{483}"),
    ]
}
