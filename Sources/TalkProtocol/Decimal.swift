extension [UInt8] {
    /// Appends a number's decimal digits, at least so many.
    mutating func append(decimal number: UInt64, isNegative: Bool = false, minDigits: Int = 1) {
        if isNegative { append(UInt8(ascii: "-")) }
        var divisor: UInt64 = 1
        for _ in 1..<Swift.max(minDigits, 1) { divisor *= 10 }
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 1 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    /// Appends a number from 0 to 99 as two digits.
    mutating func append(twoDigits number: Int64) {
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
