/// A figure measured several times.
struct Samples: Hashable {
    private(set) var values: [Double] = []

    init(_ values: [Double] = []) {
        self.values = values.sorted()
    }

    mutating func add(_ value: Double) {
        let place = values.firstIndex { $0 > value } ?? values.endIndex
        values.insert(value, at: place)
    }

    /// The middle one, or the mean of the two in the middle; nil when there is none.
    var median: Double? {
        guard !values.isEmpty else { return nil }
        let middle = values.count / 2
        return values.count % 2 == 1
            ? values[middle] : (values[middle - 1] + values[middle]) / 2
    }

    var least: Double? { values.first }
    var most: Double? { values.last }
}

/// The value that at least `percent` in a hundred do not exceed (the nearest rank); nil of none.
func percentile(_ percent: Int, ofSorted values: [Int64]) -> Int64? {
    guard !values.isEmpty else { return nil }
    let rank = (values.count * percent + 99) / 100
    return values[max(rank, 1) - 1]
}
