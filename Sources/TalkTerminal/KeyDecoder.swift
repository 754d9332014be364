/// Makes keys of the bytes that a terminal sends, however the stream was cut.
///
/// Escape sequences that mean nothing here are swallowed whole, never typed in, however slowly they come.
/// Bytes that are not UTF-8 become U+FFFD, one for each. What stands in a paste is text, never keys.
package struct KeyDecoder: Sendable {
    /// What has begun, and of which more may come.
    package enum Beginning: Sendable {
        /// It may be the key Esc, or one pressed with Alt: what comes of a sequence comes at once.
        case escape
        /// A sequence, which takes as long as the line to the terminal does.
        case sequence
        case paste
    }

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
        case string(isEmpty: Bool)
        /// Between the beginning and the end of a paste.
        case paste(PasteReader)
    }

    private static let interrupt: UInt8 = 0x03

    private var state = State.ground
    /// Whether another ESC stood before the sequence: Alt.
    private var isAlt = false
    /// Nothing came for a while. What still comes of a sequence is no key any more, and no text; what comes
    /// after an ESC is pressed with Alt.
    private var isOverdue = false
    private var scalar = ScalarDecoder()

    package init() {}

    /// What has begun and is not whole: more comes soon, or say ``pause()``.
    package var beginning: Beginning? {
        switch state {
        case .ground: nil
        case .paste(let reader): reader.isStalled ? nil : .paste
        case _ where isOverdue: nil
        case .escape, .intermediate: .escape
        case .string(let isEmpty): isEmpty ? .escape : .sequence
        default: .sequence
        }
    }

    /// Within a paste, which may take its time.
    package var isPasting: Bool {
        if case .paste = state { return true }
        return false
    }

    /// Nothing came for a while: what was begun was a lone ESC, or a key with Alt, or is too late to be a key.
    ///
    /// A lone ESC is the key Esc, and makes one with Alt of the key that follows, however late: see
    /// ``forgetEscape()``. A paste goes on, however; but a Ctrl-C that then comes by itself ends it.
    package mutating func pause() -> [Key] {
        switch state {
        case .paste(var reader):
            reader.isStalled = true
            state = .paste(reader)
            return []
        case .escape where !isOverdue:
            isOverdue = true
            return [.escape]
        case .intermediate, .single(0), .string(isEmpty: true): endSequence()
        case .ground: break
        default: isOverdue = true
        }
        return []
    }

    /// The Esc that was given last had a meaning of its own: what follows is not pressed with Alt.
    package mutating func forgetEscape() {
        if case .escape = state, isOverdue { endSequence() }
    }

    private mutating func endSequence() {
        state = .ground
        isAlt = false
        isOverdue = false
    }

    /// Takes what was read; gives the keys that are complete.
    ///
    /// They are the same however the bytes are cut, but for a paste that seems to end several times: of the
    /// ends that are read at once only the last one is its own, up to where another paste begins.
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
        let bytes = Array(bytes)
        for index in bytes.indices { take(bytes, at: index, into: &keys) }
        return keys
    }

    private mutating func take(_ bytes: [UInt8], at index: Int, into keys: inout [Key]) {
        let byte = bytes[index]
        switch state {
        case .ground: return takeText(byte, into: &keys)
        case .paste(var reader):
            // Not two owners of its bytes, which would copy them for each byte.
            state = .ground
            if reader.take(byte), !PasteReader.endsAgain(in: bytes[(index + 1)...]) {
                keys.append(.pasted(reader.soFar()))
            } else {
                state = .paste(reader)
            }
            return
        case .escape where byte == 0x0D || byte == 0x0A || byte == 0x7F || byte == 0x08:
            endSequence()
            keys.append(byte == 0x0D || byte == 0x0A ? .altEnter : .altBackspace)
            return
        default: break
        }
        // A control or a byte of UTF-8 in the midst of a sequence: that was no sequence.
        if byte < 0x20 || byte >= 0x7F, !takesInString(byte) {
            // But Esc twice is Alt with what follows.
            var isTwice = false
            if case .escape = state { isTwice = byte == 0x1B }
            endSequence()
            isAlt = isTwice
            takeText(byte, into: &keys)
            return
        }
        if let key = keyAfterEscape(byte), !isOverdue {
            let meant = isAlt ? KeyTable.alt(key) : key
            if let meant { keys.append(meant) }
        }
        switch state {
        case .ground, .paste: (isAlt, isOverdue) = (false, false)
        default: break
        }
    }

    private mutating func takesInString(_ byte: UInt8) -> Bool {
        guard case .string = state else { return false }
        if byte == 0x07 { endSequence() } else if byte >= 0x80 { state = .string(isEmpty: false) }
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
        case .string: state = .string(isEmpty: false)
        }
        return nil
    }

    private mutating func afterEscape(_ byte: UInt8) -> Key? {
        // After an Esc by itself no sequence begins, but one that may be a paste.
        let isByItself = isOverdue && byte != UInt8(ascii: "[")
        isOverdue = false
        if isByItself { return altKey(byte) }
        switch byte {
        case UInt8(ascii: "["): state = .control(Parameters())
        case UInt8(ascii: "O"): state = .single(0)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
            UInt8(ascii: "X"):
            state = .string(isEmpty: true)
        case 0x20...0x2F: state = .intermediate
        default: return altKey(byte)
        }
        return nil
    }

    private mutating func altKey(_ byte: UInt8) -> Key? {
        state = .ground
        // A string's end is no key.
        guard byte != UInt8(ascii: "\\") else { return nil }
        return KeyTable.alt(.character(Unicode.Scalar(byte)))
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
