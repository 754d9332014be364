/// Traps when bytes for the terminal hold anything but text and what we ever tell it.
func demandOurs(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
        fatalError("not kept: what is written is UTF-8")
    }
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
        switch scalar.value {
        case 0x08, 0x0A, 0x0D: break
        case 0x1B: demand(rest.skipsSequence(), "an escape is one of ours")
        case 0x09: fatalError("not kept: a TAB is written as spaces")
        default: demand(!isForbidden(scalar), "what is written has nothing forbidden")
        }
    }
}

extension Substring.UnicodeScalarView {
    /// Skips what follows ESC; false when it is none of ours.
    fileprivate mutating func skipsSequence() -> Bool {
        if first == "]" { return skipsTitle() }
        guard popFirst() == "[" else { return false }
        let isPrivate = first == "?"
        if isPrivate { removeFirst() }
        let parameters = prefix { ("0"..."9").contains($0) || $0 == ";" }
        self = self[parameters.endIndex...]
        let numbers = String(parameters)
        switch popFirst() {
        case "h", "l": return isPrivate && ["7", "2004"].contains(numbers)
        case "J": return !isPrivate && ["", "2"].contains(numbers)
        case "K", "H": return !isPrivate && numbers.isEmpty
        case "A", "C": return !isPrivate && Int(numbers).map { $0 > 0 } == true
        case "m": return !isPrivate
        case "t": return !isPrivate && ["22;2", "23;2"].contains(numbers)
        default: return false
        }
    }

    /// A title: what follows `ESC ]`, up to ST.
    private mutating func skipsTitle() -> Bool {
        guard starts(with: "]2;".unicodeScalars) else { return false }
        let title = prefix { $0 != "\u{1B}" }
        guard !title.contains(where: { isForbidden($0) || $0 == "\n" || $0 == "\t" }) else {
            return false
        }
        self = self[title.endIndex...].dropFirst()
        return popFirst() == "\\"
    }
}
