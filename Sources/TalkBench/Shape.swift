/// How many publish at once, and how many lines each has under way.
struct Shape: Hashable, Sendable {
    let publishers: Int
    let batch: Int

    var name: String { "\(publishers)x\(batch)" }

    /// Eight people talking, eight who paste, one who pastes a file.
    static let all = [
        Shape(publishers: 8, batch: 1), Shape(publishers: 8, batch: 32),
        Shape(publishers: 1, batch: 256),
    ]
    static let maxPublishers = 8
}
