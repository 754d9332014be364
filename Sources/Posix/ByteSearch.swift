import Glibc

extension ArraySlice<UInt8> {
    /// Where some bytes begin for the first time; nil where they do not stand, or are none. See memmem(3).
    ///
    /// Takes time in proportion to the length of both, whatever they are.
    package func firstIndex(of sought: [UInt8]) -> Int? {
        guard !sought.isEmpty, count >= sought.count else { return nil }
        let offset: Int? = unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            return unsafe sought.withUnsafeBytes { part -> Int? in
                guard let begin = part.baseAddress,
                    let found = unsafe memmem(base, bytes.count, begin, part.count)
                else { return nil }
                return unsafe UnsafeRawPointer(found) - base
            }
        }
        return offset.map { startIndex + $0 }
    }
}
