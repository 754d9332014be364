/// Finds where a text mentions somebody: their name as a word of its own, in whatever case.
enum Mention {
    /// The places of all of `names` in `text`, in bytes of its UTF-8, in order and apart.
    static func places(of names: [String], in text: String) -> [Range<Int>] {
        var places: [Range<Int>] = []
        for name in names where !name.isEmpty && name.utf8.count <= text.utf8.count {
            places +=
                name.utf8.allSatisfy { $0 < 0x80 }
                ? asciiPlaces(of: name.utf8.span, in: text.utf8.span)
                : otherPlaces(of: name, in: text)
        }
        return places.isEmpty ? [] : apart(places.filter { stands(alone: $0, in: text) })
    }

    private static func asciiPlaces(
        of name: Span<UInt8>, in bytes: Span<UInt8>
    ) -> [Range<Int>] {
        var places: [Range<Int>] = []
        let first = lowercase(name[0])
        for start in 0...(bytes.count - name.count) where lowercase(bytes[start]) == first {
            let isHere = name.indices.allSatisfy {
                lowercase(bytes[start + $0]) == lowercase(name[$0])
            }
            if isHere { places.append(start..<start + name.count) }
        }
        return places
    }

    /// Character by character, as some letters have more or fewer bytes in the other case.
    private static func otherPlaces(of name: String, in text: String) -> [Range<Int>] {
        let wanted = name.map { $0.lowercased() }
        let letters = text.map { (lower: $0.lowercased(), bytes: $0.utf8.count) }
        var places: [Range<Int>] = []
        var offset = 0
        for start in letters.indices {
            let end = start + wanted.count
            if end <= letters.count, letters[start..<end].map(\.lower) == wanted {
                let length = letters[start..<end].reduce(0) { $0 + $1.bytes }
                places.append(offset..<offset + length)
            }
            offset += letters[start].bytes
        }
        return places
    }

    /// Whether no other letter, and no other part of a longer name, is next to it.
    private static func stands(alone place: Range<Int>, in text: String) -> Bool {
        let start = text.utf8.index(text.startIndex, offsetBy: place.lowerBound)
        let end = text.utf8.index(start, offsetBy: place.count)
        return !goesOn(text.unicodeScalars[..<start].suffix(2).reversed())
            && !goesOn(Array(text.unicodeScalars[end...].prefix(2)))
    }

    /// - Parameter next: What is beside a word, the nearest first.
    private static func goesOn(_ next: [Unicode.Scalar]) -> Bool {
        guard let first = next.first else { return false }
        // As in `ada-2` and `ada.lovelace`; but not in `ada.` and `ada-`.
        let joins = first == "-" || first == "."
        return isLetter(first) || joins && next.count > 1 && isLetter(next[1])
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "_" { return true }
        // Where words are written without spaces between, anything can be beside a name.
        let properties = scalar.properties
        if properties.isIdeographic || (0x3040...0x30FF).contains(scalar.value) { return false }
        return properties.isAlphabetic || properties.numericType == .decimal
            || properties.generalCategory == .nonspacingMark
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    private static func apart(_ places: [Range<Int>]) -> [Range<Int>] {
        places.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { kept, place in
            if place.lowerBound >= kept.last?.upperBound ?? 0 { kept.append(place) }
        }
    }
}
