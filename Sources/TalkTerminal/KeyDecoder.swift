/// Makes keys of the bytes that a terminal sends, however the stream was cut.
///
/// Escape sequences that mean nothing here are swallowed whole, never typed in. Bytes that are not UTF-8
/// become U+FFFD, one for each.
package struct KeyDecoder: Sendable {
    private enum State: Sendable {
        case ground
        /// After ESC.
        case escape
        /// After ESC and an intermediate byte: `ESC ( B`.
        case intermediate
        /// After CSI; the parameter's first number, and whether the sequence is still empty.
        case control(parameter: Int, isFirst: Bool, isPlain: Bool)
        /// After `CSI [`, as the Linux console begins its function keys.
        case consoleFunction
        /// After SS3.
        case single
        /// Within OSC, DCS, APC, PM or SOS, up to BEL or ST.
        case string
    }

    private var state = State.ground
    private var scalar = ScalarDecoder()

    package init() {}

    /// An escape sequence has begun and is not whole: more comes soon, or say ``pause()``.
    package var isWaitingForMore: Bool {
        if case .ground = state { return false }
        return true
    }

    /// Nothing came for a while: what was begun was a lone ESC, or will never be whole; the next byte begins anew.
    package mutating func pause() {
        state = .ground
    }

    /// Takes what was read; gives the keys that are complete.
    package mutating func keys(from bytes: some Sequence<UInt8>) -> [Key] {
        var keys: [Key] = []
        for byte in bytes {
            take(byte, into: &keys)
        }
        return keys
    }

    private mutating func take(_ byte: UInt8, into keys: inout [Key]) {
        if case .ground = state {
            takeText(byte, into: &keys)
            return
        }
        // A control or a byte of UTF-8 in the midst of a sequence: that was no sequence.
        if byte < 0x20 || byte >= 0x7F, !takesInString(byte) {
            state = .ground
            takeText(byte, into: &keys)
            return
        }
        if let key = keyAfterEscape(byte) { keys.append(key) }
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
        case .ground: break
        case .escape: afterEscape(byte)
        case .intermediate: if byte >= 0x30 { state = .ground }
        case .consoleFunction: state = .ground
        case .single:
            // Some terminals put a modifier between: ESC O 5 C.
            guard !(0x30...0x3B).contains(byte) else { return nil }
            state = .ground
            // The keypad's own Enter.
            return byte == UInt8(ascii: "M") ? .enter : Self.cursorKey(byte)
        case .control(let parameter, let isFirst, let isPlain):
            return afterControl(byte, parameter, isFirst: isFirst, isPlain: isPlain)
        case .string: break
        }
        return nil
    }

    private mutating func afterEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "["): state = .control(parameter: 0, isFirst: true, isPlain: true)
        case UInt8(ascii: "O"): state = .single
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
            UInt8(ascii: "X"):
            state = .string
        case 0x20...0x2F: state = .intermediate
        // Alt and a key, or a sequence of two bytes.
        default: state = .ground
        }
    }

    private mutating func afterControl(
        _ byte: UInt8, _ parameter: Int, isFirst: Bool, isPlain: Bool
    ) -> Key? {
        switch byte {
        case UInt8(ascii: "[") where isFirst: state = .consoleFunction
        case UInt8(ascii: "0")...UInt8(ascii: "9") where isPlain:
            let digit = Int(byte - UInt8(ascii: "0"))
            let grown = min(parameter * 10 + digit, 9999)
            state = .control(parameter: grown, isFirst: false, isPlain: true)
        case 0x20...0x3F:
            // Only the first number says which key it is; a private marker makes it no key at all.
            let isMarker = isFirst && byte >= 0x3C
            state = .control(parameter: isMarker ? -1 : parameter, isFirst: false, isPlain: false)
        default:
            state = .ground
            guard parameter >= 0 else { return nil }
            return byte == UInt8(ascii: "~") ? Self.editingKey(parameter) : Self.cursorKey(byte)
        }
        return nil
    }

    private static func cursorKey(_ final: UInt8) -> Key? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        default: nil
        }
    }

    private static func editingKey(_ parameter: Int) -> Key? {
        switch parameter {
        case 1, 7: .home
        case 3: .delete
        case 4, 8: .end
        default: nil
        }
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
