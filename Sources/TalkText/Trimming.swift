extension StringProtocol {
    /// Without the spaces and tabs around it.
    package var trimmingSpaces: String {
        var rest = self[...].drop { $0 == " " || $0 == "\t" }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
