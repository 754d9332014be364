extension [UInt8] {
    /// Appends a number's decimal digits, at least so many.
    mutating func append(decimal number: UInt64, isNegative: Bool = false, minDigits: Int = 1) {
        if isNegative { append(UInt8(ascii: "-")) }
        var divisor: UInt64 = 1
        for _ in 1..<Swift.max(minDigits, 1) { divisor *= 10 }
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}
