/// Takes the characters of a name one by one and says of each whether a name may have it there.
struct NameSpelling {
    /// The scripts of the letters and marks taken so far.
    private(set) var scripts: Set<Script> = []

    private var isEmpty = true
    private var mayTakeMark = false
    private var marksInRow = 0

    /// Takes `scalar` and returns true, or returns false and leaves it.
    mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        switch TextRule(of: scalar) {
        case .mark: takesMark(scalar)
        case .keep where scalar.isLetter: takesLetter(scalar)
        case .keep: takesSign(scalar)
        case .joiner, .selector, .drop, .replace: false
        }
    }

    /// Takes `_` wherever it stands, which a login may begin with.
    mutating func takeUnderscore() {
        isEmpty = false
        mayTakeMark = false
    }

    private mutating func takesLetter(_ scalar: Unicode.Scalar) -> Bool {
        guard let script = Script(of: scalar), script != .inherited else { return false }
        scripts.insert(script)
        isEmpty = false
        mayTakeMark = true
        marksInRow = 0
        return true
    }

    /// Also a Hangul vowel or final that stands alone: it stacks as marks do.
    private mutating func takesMark(_ scalar: Unicode.Scalar) -> Bool {
        guard mayTakeMark, marksInRow < TextLimits.maxStackedMarks,
            scalar.properties.generalCategory != .enclosingMark,
            let script = Script(of: scalar)
        else { return false }
        if script != .inherited { scripts.insert(script) }
        marksInRow += 1
        return true
    }

    private mutating func takesSign(_ scalar: Unicode.Scalar) -> Bool {
        let isPunctuation = scalar == "." || scalar == "_" || scalar == "-"
        guard scalar.isASCIIDigit || (isPunctuation && !isEmpty) else { return false }
        isEmpty = false
        mayTakeMark = false
        return true
    }
}
