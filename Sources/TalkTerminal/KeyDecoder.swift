/// Makes keys of the bytes that a terminal sends, however the stream was cut.
///
/// Escape sequences that mean nothing here are swallowed whole, never typed in. Bytes that are not UTF-8
/// become U+FFFD, one for each. What stands in a paste is text, never keys.
package struct KeyDecoder: Sendable {
    private enum State: Sendable {
        case ground
        /// After ESC.
        case escape
        /// After ESC and an intermediate byte: `ESC ( B`.
        case intermediate
        /// After CSI.
        case control(Parameters)
        /// After `CSI [`, as the Linux console begins its function keys.
        case consoleFunction
        /// After SS3, and perhaps a modifier.
        case single(Int)
        /// Within OSC, DCS, APC, PM or SOS, up to BEL or ST.
        case string
        /// Between the beginning and the end of a paste.
        case paste(PasteReader)
    }

    private static let interrupt: UInt8 = 0x03

    private var state = State.ground
    /// Whether another ESC stood before the sequence: Alt.
    private var isAlt = false
    private var scalar = ScalarDecoder()

    package init() {}

    /// An escape sequence has begun and is not whole: more comes soon, or say ``pause()``.
    package var isWaitingForMore: Bool {
        switch state {
        case .ground: false
        case .paste(let reader): !reader.isStalled
        default: true
        }
    }

    /// Within a paste, which may take its time.
    package var isPasting: Bool {
        if case .paste = state { return true }
        return false
    }

    /// Nothing came for a while: what was begun was a lone ESC, or will never be whole; the next byte begins anew.
    ///
    /// A paste goes on, however; but a Ctrl-C that then comes by itself ends it.
    package mutating func pause() -> [Key] {
        defer { isAlt = false }
        switch state {
        case .paste(var reader):
            reader.isStalled = true
            state = .paste(reader)
            return []
        case .escape:
            state = .ground
            return [.escape]
        default:
            state = .ground
            return []
        }
    }

    /// Takes what was read; gives the keys that are complete.
    package mutating func keys(from bytes: some Collection<UInt8>) -> [Key] {
        if case .paste(var reader) = state, reader.isStalled {
            if bytes.elementsEqual([Self.interrupt]) {
                state = .ground
                return [.pasted(reader.soFar())]
            }
            reader.isStalled = false
            state = .paste(reader)
        }
        var keys: [Key] = []
        for byte in bytes {
            take(byte, into: &keys)
        }
        return keys
    }

    private mutating func take(_ byte: UInt8, into keys: inout [Key]) {
        switch state {
        case .ground: return takeText(byte, into: &keys)
        case .paste(var reader):
            // Not two owners of its bytes, which would copy them for each byte.
            state = .ground
            let paste = reader.take(byte)
            state = paste == nil ? .paste(reader) : .ground
            if let paste { keys.append(.pasted(paste)) }
            return
        case .escape where byte == 0x0D || byte == 0x0A || byte == 0x7F || byte == 0x08:
            state = .ground
            isAlt = false
            keys.append(byte == 0x0D || byte == 0x0A ? .altEnter : .altBackspace)
            return
        default: break
        }
        // A control or a byte of UTF-8 in the midst of a sequence: that was no sequence.
        if byte < 0x20 || byte >= 0x7F, !takesInString(byte) {
            // But Esc twice is Alt with what follows.
            if case .escape = state { isAlt = byte == 0x1B } else { isAlt = false }
            state = .ground
            takeText(byte, into: &keys)
            return
        }
        if let key = keyAfterEscape(byte) {
            let meant = isAlt ? KeyTable.alt(key) : key
            if let meant { keys.append(meant) }
        }
        if case .ground = state { isAlt = false }
    }

    private mutating func takesInString(_ byte: UInt8) -> Bool {
        guard case .string = state else { return false }
        if byte == 0x07 { state = .ground }
        return byte == 0x07 || byte >= 0x80
    }

    private mutating func takeText(_ byte: UInt8, into keys: inout [Key]) {
        for piece in scalar.take(byte) {
            if piece.value == 0x1B {
                state = .escape
            } else if let key = Self.key(of: piece) {
                keys.append(key)
            }
        }
    }

    private mutating func keyAfterEscape(_ byte: UInt8) -> Key? {
        switch state {
        case .ground, .paste: break
        case .escape: return afterEscape(byte)
        case .intermediate: if byte >= 0x30 { state = .ground }
        case .consoleFunction: state = .ground
        case .single(let modifier):
            if (0x30...0x3B).contains(byte) {
                state = .single(byte <= 0x39 ? Int(byte - 0x30) : modifier)
                return nil
            }
            state = .ground
            return KeyTable.single(byte, modifier: modifier)
        case .control(let parameters): return afterControl(byte, parameters)
        case .string: break
        }
        return nil
    }

    private mutating func afterEscape(_ byte: UInt8) -> Key? {
        switch byte {
        case UInt8(ascii: "["): state = .control(Parameters())
        case UInt8(ascii: "O"): state = .single(0)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
            UInt8(ascii: "X"):
            state = .string
        case 0x20...0x2F: state = .intermediate
        default:
            state = .ground
            // A string's end is no key.
            guard byte != UInt8(ascii: "\\") else { return nil }
            return KeyTable.alt(.character(Unicode.Scalar(byte)))
        }
        return nil
    }

    private mutating func afterControl(_ byte: UInt8, _ before: Parameters) -> Key? {
        var parameters = before
        if byte == UInt8(ascii: "["), before.isFirst {
            state = .consoleFunction
        } else if parameters.take(byte) {
            state = .control(parameters)
        } else {
            state = .ground
            if parameters.beginsPaste(byte) {
                state = .paste(PasteReader())
            } else {
                return parameters.key(endedBy: byte)
            }
        }
        return nil
    }

    private static func key(of scalar: Unicode.Scalar) -> Key? {
        switch scalar.value {
        case 0x08, 0x7F: .backspace
        case 0x09: .tab
        case 0x0A, 0x0D: .enter
        case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60)))
        case 0x00..<0x20, 0x80..<0xA0: nil
        default: .character(scalar)
        }
    }
}
