import Posix

/// The segment that is written to.
struct CurrentSegment {
    let file: SegmentFile
    /// The day it is for; what is said on another one goes to a fresh segment.
    var day: Int64
    /// Where the last whole line that stands ends.
    var end: Int
    /// Up to here it is on the disk, as far as that is known.
    var syncedEnd: Int
    /// Where the last landmark was set.
    var landmarkOffset: Int
    /// Landmarks that the archive does not know yet, since what they mark is not on the disk.
    var landmarks: [Landmark] = []

    /// Whether bytes of what was refused stand after ``end``: nothing more is to be written after those.
    var isSpoiled = false

    /// A segment that is taken up where it ends.
    init(_ file: SegmentFile, day: Int64, end: Int = 0) {
        self.file = file
        self.day = day
        self.end = end
        syncedEnd = end
        landmarkOffset = end
    }

    var hasUnsynced: Bool { end > syncedEnd }

    /// Whether the file is as it was left: it still has a name, and nobody else wrote to it or cut it.
    ///
    /// What is written to a file that was removed would be lost without anybody being told.
    var isAsLeft: Bool {
        do throws(SystemError) {
            let facts = try file.disk.facts()
            return facts.links > 0 && (facts.bytes == end || isSpoiled)
        } catch {
            return false
        }
    }

    /// Takes lines that were written, the first of which has a number.
    mutating func take(_ ends: Span<Int>, firstSeq: UInt64) {
        guard ends.count > 0 else { return }
        let newEnd = end + ends[ends.count - 1]
        if newEnd - landmarkOffset >= LedgerBounds.landmarkBytes {
            setLandmarks(ends, firstSeq: firstSeq)
        }
        end = newEnd
    }

    private mutating func setLandmarks(_ ends: Span<Int>, firstSeq: UInt64) {
        for index in ends.indices {
            let offset = end + (index == 0 ? 0 : ends[index - 1])
            guard offset - landmarkOffset >= LedgerBounds.landmarkBytes else { continue }
            landmarks.append(Landmark(seq: firstSeq + UInt64(index), offset: offset))
            landmarkOffset = offset
        }
    }
}
