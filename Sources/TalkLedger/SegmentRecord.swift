import TalkProtocol

/// Where a line begins.
struct Landmark: Hashable, Sendable {
    let seq: UInt64
    let offset: Int
}

/// What is known of a segment: enough to find a line in it without reading all of it.
struct SegmentRecord: Sendable {
    let first: UInt64
    /// Where what stands ends; nothing after it is handed out.
    var end: Int
    /// From here on this very process wrote it. What stands before may be anybody's, and is looked at closely.
    var ownStart: Int
    /// False for what cannot be read: it only shows where the segment before it ends.
    var isReadable = true
    /// Held open while it is written to, and while another file takes its place.
    var file: SegmentFile?
    /// Counts the files that took its place: what is known of one is not true of the next.
    var edition = 0
    /// When its last line was said; nil when nobody has looked.
    var lastTime: Timestamp?
    /// In order, not too close to one another; the segment's beginning is one that goes without saying.
    private(set) var landmarks: [Landmark] = []
    /// Where damage was told of.
    private var damage: Set<Int> = []

    init(first: UInt64, end: Int = 0, isReadable: Bool = true) {
        self.first = first
        self.end = end
        self.isReadable = isReadable
        ownStart = end
    }

    var beginning: Landmark { Landmark(seq: first, offset: 0) }

    /// The last landmark at or before a number, and where the next one, or the end, is.
    func neighbours(of seq: UInt64) -> (before: Landmark, after: Int) {
        let index = indexOfLandmark(after: seq)
        let before = index == 0 ? beginning : landmarks[index - 1]
        return (before, index == landmarks.count ? end : landmarks[index].offset)
    }

    /// Adds a landmark, unless there is one close by.
    mutating func add(_ landmark: Landmark) {
        let index = indexOfLandmark(after: landmark.seq)
        let before = index == 0 ? beginning : landmarks[index - 1]
        let after = index == landmarks.count ? nil : landmarks[index].offset
        let distance = LedgerBounds.landmarkBytes / 2
        guard landmark.seq > before.seq, landmark.offset - before.offset >= distance,
            landmark.offset < end
        else { return }
        if let after, after - landmark.offset < distance { return }
        landmarks.insert(landmark, at: index)
    }

    /// Remembers that damage was told of.
    ///
    /// - Returns: False when it was before, or was often enough.
    mutating func noteDamage(at offset: Int) -> Bool {
        damage.count < LedgerBounds.damageReports && damage.insert(offset).inserted
    }

    private func indexOfLandmark(after seq: UInt64) -> Int {
        var low = 0
        var high = landmarks.count
        while low < high {
            let middle = (low + high) / 2
            if landmarks[middle].seq <= seq { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
