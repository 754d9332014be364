import Posix

/// A small file of the daemon's own: read when it begins, and then only ever replaced as a whole.
struct KeptFile: Sendable {
    private static let mode: UInt32 = 0o600
    private static let maxBytes = 64 * 1024 * 1024

    private let name: String
    private let directory: String

    init(_ name: String, in directory: String) {
        self.name = name
        self.directory = directory
    }

    /// What it holds; nothing when it is not there.
    ///
    /// - Throws: ``SystemError`` as in open(2) and read(2); `ESTALE` when it is no file, or another account's.
    func read() throws(SystemError) -> [UInt8] {
        do throws(SystemError) {
            let file = try Directory(opening: directory).open(name)
            let facts = try file.facts()
            guard facts.kind == .file, facts.owner == Accounts.ownUID, facts.bytes <= Self.maxBytes
            else { throw SystemError.stale }
            return try file.read(at: 0, maxBytes: facts.bytes)
        } catch {
            guard error == .notFound else { throw error }
            return []
        }
    }

    /// Puts all of it in the place of what was there, at once, and waits until the disk has it.
    ///
    /// - Throws: ``SystemError``; then what was there is still there.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        // What could not be read again would be lost with the next start.
        guard bytes.count <= Self.maxBytes else { throw .noSpace }
        let directory = try Directory(opening: directory)
        let fresh = name + ".new"
        do throws(SystemError) {
            try directory.remove(fresh)
        } catch {
            guard error == .notFound else { throw error }
        }
        let file = try directory.make(fresh, mode: Self.mode)
        var offset = 0
        while offset < bytes.count {
            let count = try file.write(bytes.span.extracting(offset..<bytes.count), at: offset)
            guard count > 0 else { throw .inputOutput }
            offset += count
        }
        try file.syncData()
        try directory.rename(fresh, to: name)
        try directory.sync()
    }
}
