/// Bytes that a fuzzer made up: some decide how a target is tried, the rest is what it is tried with.
struct FuzzInput {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// The next byte; 0 when none is left.
    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// A number that the next byte decides.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(byte()) % range.count
    }

    /// The next bytes, as many as there are.
    mutating func take(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// All that is left.
    var bytes: [UInt8] { Array(rest) }

    /// All that is left as text, what is not UTF-8 repaired.
    var text: String { String(decoding: rest, as: UTF8.self) }
}

/// Where a stream is cut: any seed gives other cuts, 0 one before every byte.
struct Cuts {
    private let seed: UInt8
    private var state: UInt32

    init(seed: UInt8) {
        self.seed = seed
        state = UInt32(seed) &* 2_654_435_761 | 1
    }

    mutating func pieces(of bytes: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(nextLength())
            pieces.append(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }

    private mutating func nextLength() -> Int {
        guard seed > 0 else { return 1 }
        state = state &* 1_664_525 &+ 1_013_904_223
        return 1 + Int(state >> 16) % (1 + Int(seed) % 24)
    }
}
