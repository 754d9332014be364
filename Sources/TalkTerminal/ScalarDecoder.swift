/// Makes Unicode scalars of bytes of UTF-8, one byte at a time.
struct ScalarDecoder: Sendable {
    private var pending: [UInt8] = []

    /// Takes one byte; gives what is complete now. A byte that fits nowhere becomes U+FFFD.
    mutating func take(_ byte: UInt8) -> [Unicode.Scalar] {
        if pending.isEmpty {
            if byte < 0x80 { return [Unicode.Scalar(byte)] }
            guard Self.length(startingWith: byte) > 1 else { return ["\u{FFFD}"] }
            pending.append(byte)
            return []
        }
        guard (0x80...0xBF).contains(byte) else {
            // What was begun is lost; this byte begins something of its own.
            pending = []
            return ["\u{FFFD}"] + take(byte)
        }
        pending.append(byte)
        guard pending.count == Self.length(startingWith: pending[0]) else { return [] }
        defer { pending = [] }
        guard let text = String(validating: pending, as: UTF8.self),
            let scalar = text.unicodeScalars.first
        else { return ["\u{FFFD}"] }
        return [scalar]
    }

    /// Bytes of the sequence that begins so; 0 when none does.
    private static func length(startingWith byte: UInt8) -> Int {
        switch byte {
        case 0x00...0x7F: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }
}
