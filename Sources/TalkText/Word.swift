/// What stands between two spaces of a message that is laid out.
struct Word {
    private(set) var range = 0..<0
    private(set) var cells = 0
    private(set) var isLink = false
    /// Cells of a link that belong into the row in which it begins, wherever the terminal breaks it behind
    /// them: up to the end of its `://`, and of all else of which somebody could make what a message begins
    /// with.
    private(set) var headCells = 0
    private var colons = 0
    /// How much of `://` has just come.
    private var sign = 0
    private var isAfterDash = false
    private var isPlain = true

    /// Whether it is a link of ASCII alone, with one scheme: nobody takes it for wider or narrower than it is.
    var isPlainLink: Bool { isLink && isPlain }

    /// Adds a character of ASCII.
    mutating func append(_ byte: UInt8, at offset: Int) {
        extend(to: offset..<offset + 1, cells: 1)
        let isDash = byte == UInt8(ascii: "-")
        if byte == UInt8(ascii: ":") {
            colons += 1
            sign = 1
        } else {
            sign = byte == UInt8(ascii: "/") && sign > 0 ? sign + 1 : 0
        }
        if sign == 3 {
            if isLink || colons > 1 { isPlain = false }
            isLink = true
        }
        if sign == 3 || !Self.isHarmless(byte) || isDash && isAfterDash { headCells = cells }
        isAfterDash = isDash
    }

    /// Adds any other character.
    mutating func append(_ place: Range<Int>, cells width: Int) {
        extend(to: place, cells: width)
        sign = 0
        isPlain = false
    }

    /// Gives its first bytes away.
    mutating func takeFirst(_ count: Int) -> Range<Int> {
        let first = range.lowerBound..<range.lowerBound + count
        range = first.upperBound..<range.upperBound
        return first
    }

    private mutating func extend(to place: Range<Int>, cells width: Int) {
        range = (range.isEmpty ? place.lowerBound : range.lowerBound)..<place.upperBound
        cells += width
    }

    private static func isHarmless(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
            UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@"),
            UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"),
            UInt8(ascii: "="), UInt8(ascii: "%"):
            true
        default: false
        }
    }
}
