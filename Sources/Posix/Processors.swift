import Glibc

/// Some of the machine's processors.
package struct Processors: Hashable, Sendable {
    private let numbers: [Int]

    /// Those that this thread may run on. See sched_getaffinity(2).
    package static func allowed() throws(SystemError) -> Processors {
        var set = cpu_set_t()
        let size = MemoryLayout<cpu_set_t>.size
        try check { unsafe sched_getaffinity(0, size, &set) }
        let numbers = unsafe withUnsafeBytes(of: &set) { bytes in
            (0..<bytes.count * 8).filter { unsafe bytes[$0 / 8] & 1 << ($0 % 8) != 0 }
        }
        return Processors(numbers: numbers)
    }

    /// One of them, and the others; nil when there are no two.
    package var parted: (one: Processors, others: Processors)? {
        guard numbers.count > 1, let last = numbers.last else { return nil }
        return (Processors(numbers: [last]), Processors(numbers: numbers.dropLast()))
    }

    /// These and others.
    package func with(_ others: Processors) -> Processors {
        Processors(numbers: numbers + others.numbers)
    }

    /// Lets this thread, and what it starts from now on, run on these only. See sched_setaffinity(2).
    package func occupy() throws(SystemError) {
        var set = cpu_set_t()
        unsafe withUnsafeMutableBytes(of: &set) { bytes in
            for number in numbers { unsafe bytes[number / 8] |= 1 << (number % 8) }
        }
        let size = MemoryLayout<cpu_set_t>.size
        try check { unsafe sched_setaffinity(0, size, &set) }
    }
}
