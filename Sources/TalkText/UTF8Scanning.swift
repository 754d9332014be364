/// Looks at the bytes of texts where they lie: a view's own iterator takes many times as long.
extension String {
    /// Whether every byte of the UTF-8 passes.
    @inlinable @inline(__always)
    package func everyByte(_ passes: (UInt8) -> Bool) -> Bool {
        let bytes = utf8.span
        for index in bytes.indices where !passes(bytes[index]) { return false }
        return true
    }

    /// How often LF occurs.
    package var lineFeeds: Int {
        let bytes = utf8.span
        var count = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") { count += 1 }
        return count
    }
}
