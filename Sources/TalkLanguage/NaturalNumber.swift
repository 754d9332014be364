extension Int {
    /// A number that somebody wrote in the digits of ASCII and nothing else; nil when it is none within `bounds`.
    package init?(digits text: String, in bounds: ClosedRange<Int>) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard text.utf8.allSatisfy(digits.contains), let number = Int(text),
            bounds.contains(number)
        else { return nil }
        self = number
    }
}
