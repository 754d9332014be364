/// The escape sequences that are keys, as xterm, rxvt, the Linux console, tmux, screen and others send them.
enum KeyTable {
    /// What follows `ESC [` (CSI), with its parameters.
    struct Sequence: Sendable {
        /// The first two numbers; 0 where there is none.
        var numbers = (0, 0)
        let final: UInt8
    }

    /// The key of a control sequence; nil for what means nothing here.
    static func key(of sequence: Sequence) -> Key? {
        let (first, second) = sequence.numbers
        // Some terminals leave the 1 before the modifier out: ESC [ 5 C.
        let modifiers = Modifiers(parameter: second > 0 ? second : first)
        switch sequence.final {
        case UInt8(ascii: "~"): return tilde(first, second)
        case UInt8(ascii: "^"): return editing[first].map { modified($0, .control) }
        case UInt8(ascii: "$"): return editing[first]
        case UInt8(ascii: "Z"): return .backTab
        case UInt8(ascii: "u"): return reported(first, Modifiers(parameter: second))
        default: return cursor[sequence.final].map { modified($0, modifiers) }
        }
    }

    /// What follows `ESC O` (SS3).
    ///
    /// - Parameter modifier: The digit that some terminals put between: `ESC O 5 C`.
    static func single(_ final: UInt8, modifier: Int) -> Key? {
        // The keypad's own Enter.
        if final == UInt8(ascii: "M") { return .enter }
        // rxvt, with Ctrl.
        if let key = cursor[final &- 0x20], (0x61...0x64).contains(final) {
            return modified(key, .control)
        }
        return (cursor[final] ?? keypad[final]).map {
            modified($0, Modifiers(parameter: modifier))
        }
    }

    /// A key pressed together with Alt, or after Esc.
    static func alt(_ key: Key) -> Key? {
        switch key {
        case .character(let scalar) where scalar.isASCII:
            .alt(Character(Unicode.Scalar(scalar.value | (isUpper(scalar) ? 0x20 : 0)) ?? scalar))
        case .character: nil
        default: modified(key, .alt)
        }
    }

    private struct Modifiers: OptionSet {
        let rawValue: Int

        static let alt = Modifiers(rawValue: 2)
        static let control = Modifiers(rawValue: 4)

        init(rawValue: Int) { self.rawValue = rawValue }

        /// As xterm numbers them, 1 being none. Meta is Alt.
        init(parameter: Int) {
            let bits = (2...16).contains(parameter) ? parameter - 1 : 0
            rawValue = bits & 8 == 0 ? bits : bits | Modifiers.alt.rawValue
        }
    }

    private static func modified(_ key: Key, _ modifiers: Modifiers) -> Key {
        guard !modifiers.isDisjoint(with: [.alt, .control]) else { return key }
        switch key {
        case .left: return .wordLeft
        case .right: return .wordRight
        case .delete: return .controlDelete
        case .enter: return .altEnter
        case .backspace: return .altBackspace
        default: return key
        }
    }

    private static func tilde(_ first: Int, _ second: Int) -> Key? {
        editing[first].map { modified($0, Modifiers(parameter: second)) }
    }

    /// A key that the terminal reports by its character: `ESC [ 13 ; 2 u`, once somebody told it to.
    private static func reported(_ code: Int, _ modifiers: Modifiers) -> Key? {
        switch code {
        // With Shift, too: who has it reported means it to differ.
        case 13: modifiers.isEmpty ? .enter : .altEnter
        case 9: modifiers.isEmpty ? .tab : .backTab
        case 27: .escape
        case 127: modified(.backspace, modifiers)
        case 0x61...0x7A where modifiers.contains(.control):
            Unicode.Scalar(code).map { .control(Character($0)) }
        case 0x21...0x7E where modifiers.contains(.alt):
            Unicode.Scalar(code).flatMap { alt(.character($0)) }
        default: nil
        }
    }

    private static func isUpper(_ scalar: Unicode.Scalar) -> Bool {
        (0x41...0x5A).contains(scalar.value)
    }

    /// By the byte that ends the sequence; rxvt has small letters with Shift.
    private static let cursor: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
        UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
        UInt8(ascii: "a"): .up, UInt8(ascii: "b"): .down, UInt8(ascii: "c"): .right,
        UInt8(ascii: "d"): .left,
    ]

    /// The keypad without Num Lock, as rxvt has it; talkroom never asks for it to be told apart from the digits.
    private static let keypad: [UInt8: Key] = [
        UInt8(ascii: "w"): .home, UInt8(ascii: "q"): .end, UInt8(ascii: "n"): .delete,
        UInt8(ascii: "x"): .up, UInt8(ascii: "r"): .down, UInt8(ascii: "v"): .right,
        UInt8(ascii: "t"): .left,
    ]

    /// By the number before `~`, and before rxvt's `^` (Ctrl) and `$` (Shift).
    private static let editing: [Int: Key] = [
        1: .home, 7: .home, 3: .delete, 4: .end, 8: .end,
    ]
}
