/// Cuts what is written to a terminal into characters, controls and escape sequences, byte by byte.
struct EscapeParser {
    enum Token: Equatable {
        case printable(Unicode.Scalar)
        case control(UInt8)
        case escape(Character)
        case sequence(final: Character, parameters: [Int])
        /// A mode of DEC's, switched on or off.
        case mode(String, isOn: Bool)
        /// The terminal's title: OSC 2, ended by ST.
        case title(String)
        case unknown(String)
    }

    private enum State { case ground, escaped, sequence, string, stringEnd }

    private var state = State.ground
    private var collected: [UInt8] = []
    private var scalarBytes: [UInt8] = []

    mutating func next(_ byte: UInt8) -> Token? {
        switch state {
        case .ground: ground(byte)
        case .escaped: escaped(byte)
        case .sequence: sequence(byte)
        case .string: string(byte)
        case .stringEnd: stringEnd(byte)
        }
    }

    private mutating func ground(_ byte: UInt8) -> Token? {
        if byte == 0x1B {
            state = .escaped
            return nil
        }
        if byte < 0x20 || byte == 0x7F { return .control(byte) }
        scalarBytes.append(byte)
        guard scalarBytes.count == Self.length(startingWith: scalarBytes[0]) else { return nil }
        defer { scalarBytes = [] }
        let scalar = String(decoding: scalarBytes, as: UTF8.self).unicodeScalars.first
        guard let scalar, scalar != "\u{FFFD}" || scalarBytes == [0xEF, 0xBF, 0xBD] else {
            return .unknown("not UTF-8 \(scalarBytes)")
        }
        return (0x80..<0xA0).contains(scalar.value)
            ? .unknown("C1 \(scalar.value)") : .printable(scalar)
    }

    /// Bytes of the scalar that begins with this one.
    private static func length(startingWith byte: UInt8) -> Int {
        switch byte {
        case ..<0xC0: 1
        case ..<0xE0: 2
        case ..<0xF0: 3
        default: 4
        }
    }

    private mutating func escaped(_ byte: UInt8) -> Token? {
        collected = []
        switch byte {
        case UInt8(ascii: "["):
            state = .sequence
            return nil
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
            state = .string
            collected = [byte]
            return nil
        default:
            state = .ground
            return .escape(Character(Unicode.Scalar(byte)))
        }
    }

    private mutating func sequence(_ byte: UInt8) -> Token? {
        guard (0x40...0x7E).contains(byte) else {
            collected.append(byte)
            return nil
        }
        state = .ground
        let text = String(decoding: collected, as: UTF8.self)
        let final = Character(Unicode.Scalar(byte))
        if text.hasPrefix("?") && (final == "h" || final == "l") {
            guard text != "?1049" else { return .unknown("alternate screen") }
            return .mode(String(text.dropFirst()), isOn: final == "h")
        }
        let parameters = text.split(separator: ";", omittingEmptySubsequences: false)
        guard text.isEmpty || parameters.allSatisfy({ $0.isEmpty || Int($0) != nil }) else {
            return .unknown("CSI \(text)\(final)")
        }
        return .sequence(final: final, parameters: parameters.map { Int($0) ?? 0 })
    }

    private mutating func string(_ byte: UInt8) -> Token? {
        guard byte == 0x07 || byte == 0x1B else {
            collected.append(byte)
            return nil
        }
        state = byte == 0x1B ? .stringEnd : .ground
        return byte == 0x1B ? nil : .unknown("string \(collected)")
    }

    private mutating func stringEnd(_ byte: UInt8) -> Token? {
        state = .ground
        let text = String(decoding: collected, as: UTF8.self)
        guard byte == UInt8(ascii: "\\"), text.hasPrefix("]2;") else {
            return .unknown("string \(collected)")
        }
        return .title(String(text.dropFirst(3)))
    }
}
