/// What stands between `ESC [` and the byte that ends the sequence, as far as keys need it.
struct Parameters: Sendable {
    private static let largest = 9999

    /// Nothing has come yet.
    private(set) var isFirst = true
    private var numbers = [0, 0, 0]
    private var index = 0
    /// A private marker or an intermediate byte makes it no key.
    private var isKey = true

    /// Takes a byte; false for the one that ends the sequence.
    mutating func take(_ byte: UInt8) -> Bool {
        defer { isFirst = false }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard index < numbers.count else { return true }
            let digit = Int(byte - UInt8(ascii: "0"))
            numbers[index] = min(numbers[index] * 10 + digit, Self.largest)
        case UInt8(ascii: ";"), UInt8(ascii: ":"): index += 1
        // rxvt ends its keys with it when Shift is pressed.
        case UInt8(ascii: "$") where isKey && index == 0 && numbers[0] > 0: return false
        case 0x20...0x3F: isKey = false
        default: return false
        }
        return true
    }

    func beginsPaste(_ final: UInt8) -> Bool {
        isKey && final == UInt8(ascii: "~") && numbers == [200, 0, 0]
    }

    func key(endedBy final: UInt8) -> Key? {
        guard isKey else { return nil }
        let isReport = final == UInt8(ascii: "~") && numbers[0] == 27
        // As xterm reports other keys: ESC [ 27 ; 5 ; 13 ~.
        return isReport
            ? KeyTable.key(
                of: .init(numbers: (numbers[2], numbers[1]), final: UInt8(ascii: "u")))
            : KeyTable.key(of: .init(numbers: (numbers[0], numbers[1]), final: final))
    }
}
