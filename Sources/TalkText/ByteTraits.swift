/// What is remarkable about the bytes of a text, found in one look at them.
package struct ByteTraits: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// LF.
    package static let lineFeed = ByteTraits(rawValue: 1)
    /// A control character, quotation mark or backslash: JSON does not take it as it is.
    package static let unquotable = ByteTraits(rawValue: 2)
    /// What may belong to something that is not safe to print; only a closer look can tell.
    ///
    /// Beyond suspicion is nearly all that is said in Latin script: printable ASCII, LF, TAB, and U+00C0 to
    /// U+027F, whose first bytes are C3 to C9; so a second byte of 80 to BF belongs to one of these.
    package static let suspect = ByteTraits(rawValue: 4)

    /// All that some byte of the text's UTF-8 has.
    package init(of text: String) {
        let bytes = text.utf8.span
        var found: UInt8 = 0
        // Without a branch, so that it is done to many bytes at a time.
        for index in bytes.indices { found |= Self.ofByte(bytes[index]) }
        self.init(rawValue: found)
    }

    @inline(__always)
    private static func ofByte(_ byte: UInt8) -> UInt8 {
        let isLineFeed = byte == UInt8(ascii: "\n")
        let isControl = byte < 0x20
        let isUnquotable = isControl || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
        let isBlank = isLineFeed || byte == UInt8(ascii: "\t")
        let isBeyondLatin = byte >= 0xC0 && !(byte >= 0xC3 && byte <= 0xC9)
        let isSuspect = (isControl && !isBlank) || byte == 0x7F || isBeyondLatin
        return (isLineFeed ? lineFeed.rawValue : 0) | (isUnquotable ? unquotable.rawValue : 0)
            | (isSuspect ? suspect.rawValue : 0)
    }
}

extension String {
    /// How often LF occurs.
    var lineFeeds: Int {
        let bytes = utf8.span
        var count = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") { count += 1 }
        return count
    }
}
