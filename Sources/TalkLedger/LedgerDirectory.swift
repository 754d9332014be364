import Posix

/// The ledger's directory, held open and locked; what is opened in it is a segment, or is refused.
///
/// Shared by who writes and who reads: it is never changed, only replaced.
final class LedgerDirectory: Sendable {
    private let directory: Directory
    private let facts: FileFacts

    /// - Returns: nil when another process has it locked.
    init?(locking directory: consuming Directory) throws(SystemError) {
        guard try directory.takeLock() else { return nil }
        facts = try directory.facts()
        self.directory = directory
    }

    deinit { directory.releaseLock() }

    /// Whether `path` still names it. See ``Directory/isNamed(_:)``.
    func isNamed(_ path: String) throws(SystemError) -> Bool { try directory.isNamed(path) }

    func names() throws(SystemError) -> [String] { try directory.names() }

    /// What holds for a file that stands there.
    func look(at name: String) throws(Obstacle) -> FileFacts {
        let found: FileFacts
        do throws(SystemError) {
            found = try directory.look(at: name)
        } catch {
            throw .system(error)
        }
        try judge(found)
        return found
    }

    /// Opens a file that stands there.
    func open(_ name: String, forWriting: Bool = false) throws(Obstacle) -> DiskFile {
        // Before it is opened, which may already do something to what is no file.
        _ = try look(at: name)
        do throws(SystemError) {
            let file = try directory.open(name, forWriting: forWriting)
            try judged(file.facts())
            return file
        } catch {
            throw .system(error)
        }
    }

    /// The same of what was opened, which may be another file than what was looked at.
    private func judged(_ found: FileFacts) throws(SystemError) {
        do throws(Obstacle) {
            try judge(found)
        } catch {
            throw .stale
        }
    }

    private func judge(_ found: FileFacts) throws(Obstacle) {
        guard found.kind == .file else { throw .notAFile }
        let trusted = [0, Accounts.ownUID]
        guard trusted.contains(found.owner) || found.owner == facts.owner else { throw .foreign }
        // Whoever may write to the directory could give a file of root's a name in it.
        guard found.links <= 1 || trusted.contains(facts.owner) else { throw .linked }
        guard found.bytes <= LedgerBounds.maxSegmentBytes else { throw .tooLarge }
    }

    func make(_ name: String) throws(SystemError) -> DiskFile {
        try directory.make(name, mode: LedgerBounds.fileMode)
    }

    func rename(_ name: String, to other: String) throws(SystemError) {
        try directory.rename(name, to: other)
    }

    /// Removes a name; that it is gone already is as well.
    func remove(_ name: String) throws(SystemError) {
        do throws(SystemError) {
            try directory.remove(name)
        } catch {
            guard error == .notFound else { throw error }
        }
    }

    func sync() throws(SystemError) { try directory.sync() }
}
