/// Names a run of numbers: it changes should they ever start again.
package struct LedgerName: Hashable, Sendable {
    /// 1 to 64 letters, digits, `-` and `_` of ASCII.
    package let string: String

    /// Nil for anything else.
    package init?(_ text: String) {
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isName, (1...64).contains(text.utf8.count) else { return nil }
        string = text
    }

    /// A name from randomness that is handed in: 128 bits as 32 digits.
    package init(random: (UInt64, UInt64)) {
        string = Self.digits(random.0) + Self.digits(random.1)
    }

    private static func digits(_ number: UInt64) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
