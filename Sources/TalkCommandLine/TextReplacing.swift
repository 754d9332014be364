/// Text in text, by its bytes. The standard library's own way brings a machine for regular expressions along.
extension String {
    /// The same text, with `other` wherever `part` stands, from the left.
    func replacing(bytesOf part: String, with other: String) -> String {
        var result = ""
        var rest = startIndex
        while let range = firstRange(ofBytesOf: part, from: rest) {
            result += self[rest..<range.lowerBound] + other
            rest = range.upperBound
        }
        return result + self[rest...]
    }

    /// Nil where it does not stand, or is empty. Valid UTF-8 stands in valid UTF-8 only from one character's first byte
    /// to another's last.
    private func firstRange(ofBytesOf part: String, from start: Index) -> Range<Index>? {
        guard let first = part.utf8.first else { return nil }
        var rest = utf8[start...]
        while let begin = rest.firstIndex(of: first) {
            rest = rest[begin...]
            if rest.starts(with: part.utf8) {
                return begin..<utf8.index(begin, offsetBy: part.utf8.count)
            }
            rest.removeFirst()
        }
        return nil
    }
}
