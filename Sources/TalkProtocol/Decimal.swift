extension [UInt8] {
    /// Appends a number's decimal digits, at least so many.
    mutating func append(decimal number: UInt64, isNegative: Bool = false, minDigits: Int = 1) {
        if isNegative { append(UInt8(ascii: "-")) }
        // The longest number has 20 digits; they come last first.
        var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        var first = digits.count
        var rest = number
        repeat {
            first -= 1
            digits[first] += UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        first = Swift.min(first, digits.count - minDigits)
        append(addingCapacity: digits.count) { end in
            for index in first..<digits.count { end.append(digits[index]) }
        }
    }
}

extension OutputSpan<UInt8> {
    /// Appends a number from 0 to 99 as two digits.
    mutating func append(twoDigits number: Int64) {
        let number = UInt8(truncatingIfNeeded: number)
        append(UInt8(ascii: "0") + number / 10)
        append(UInt8(ascii: "0") + number % 10)
    }
}
