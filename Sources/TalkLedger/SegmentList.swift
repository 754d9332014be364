import Posix

/// The segments that lie in a directory.
struct SegmentList {
    /// In the order of their numbers.
    private(set) var segments: [SegmentRecord] = []
    /// Why some of them cannot be read.
    private(set) var obstacles: [UInt64: Obstacle] = [:]

    init(in directory: LedgerDirectory) throws(SystemError) {
        for first in try directory.names().compactMap(SegmentName.first(of:)).sorted() {
            do throws(Obstacle) {
                guard first <= LedgerBounds.maxSeq else { throw .tooLarge }
                let facts = try directory.look(at: SegmentName.file(first))
                segments.append(SegmentRecord(first: first, end: facts.bytes))
            } catch {
                segments.append(SegmentRecord(first: first, isReadable: false))
                obstacles[first] = error
            }
        }
    }

    mutating func replaceLast(_ segment: SegmentRecord) {
        segments[segments.count - 1] = segment
    }
}
