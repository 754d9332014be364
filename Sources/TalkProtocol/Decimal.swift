extension [UInt8] {
    /// Appends a number's decimal digits, at least so many.
    mutating func append(decimal number: UInt64, isNegative: Bool = false, minDigits: Int = 1) {
        if isNegative { append(UInt8(ascii: "-")) }
        let start = count
        var rest = number
        repeat {
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 || count - start < minDigits
        // The digits came out last one first.
        var (low, high) = (start, count - 1)
        while low < high {
            swapAt(low, high)
            low += 1
            high -= 1
        }
    }
}
