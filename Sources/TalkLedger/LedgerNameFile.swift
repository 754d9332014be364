import Posix

/// The file with the ledger's name.
enum LedgerNameFile {
    enum Content: Equatable {
        case name(LedgerName)
        /// There is no such file, or it holds no name.
        case none
    }

    static func read(in directory: LedgerDirectory) -> Content {
        do throws(Obstacle) {
            let file = try directory.open(SegmentName.ledger)
            do throws(SystemError) {
                var bytes = try file.read(at: 0, maxBytes: 128)
                if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
                return LedgerName(String(decoding: bytes, as: UTF8.self)).map(Content.name) ?? .none
            } catch {
                throw .system(error)
            }
        } catch {
            // Another name costs clients that come back a backlog; a wrong one could cost them messages.
            return .none
        }
    }

    /// Writes the name, all of it or nothing, and waits until it is on the disk.
    static func write(_ name: LedgerName, in directory: LedgerDirectory) throws(SystemError) {
        let fresh = SegmentName.ledger + ".new"
        try directory.remove(fresh)
        let file = try directory.make(fresh)
        let bytes = Array(name.string.utf8) + [UInt8(ascii: "\n")]
        guard try file.write(bytes.span, at: 0) == bytes.count else { throw .noSpace }
        try file.syncData()
        try directory.rename(fresh, to: SegmentName.ledger)
        try directory.sync()
    }
}
