import Posix
import TalkText

/// The directory where `talkroom` keeps what one run leaves for the next: files of the user's own, of lines.
package struct StateDirectory: Sendable {
    private let path: String
    /// The directory that is there, or nothing is kept: a home that is not mounted is not made anew.
    private let base: String

    /// The place that the environment names; nil when it names none.
    ///
    /// - Parameters:
    ///   - stateHome: `$XDG_STATE_HOME`, made with what is missing above it; when it is empty, or not absolute,
    ///     `.local/state` in `home`.
    package init?(stateHome: String?, home: String?) {
        if let stateHome, stateHome.hasPrefix("/") {
            base = "/"
            path = "\(stateHome)/talkroom"
        } else if let home, home.hasPrefix("/") {
            base = home
            path = "\(home)/.local/state/talkroom"
        } else {
            return nil
        }
    }

    /// The lines of a file, oldest first, of which the last `maxBytes` are read; none when they cannot be.
    func lines(of name: String, maxBytes: Int) -> [ArraySlice<UInt8>] {
        do throws(SystemError) {
            return try Self.lines(of: name, in: try Directory(opening: path), maxBytes: maxBytes)
        } catch {
            return []
        }
    }

    /// Makes other lines of those that are there by now.
    ///
    /// - Throws: ``SystemError`` as open(2) and write(2) have it; then the old lines are still there.
    func change(
        _ name: String, maxBytes: Int,
        _ body: ([ArraySlice<UInt8>]) -> [[UInt8]]
    ) throws(SystemError) {
        make(path)
        let directory = try Directory(opening: path)
        // Not into what is somebody else's, as it may be when root has kept a user's environment.
        guard try directory.facts().owner == Accounts.ownUID else {
            throw .permissionDenied
        }
        // Two who end at once take turns, if they can; who cannot wait goes first.
        _ = try directory.takeLock()
        let lines = body(try Self.lines(of: name, in: directory, maxBytes: maxBytes))
        try Self.write(lines, to: name, in: directory)
    }

    /// Makes a directory, for its owner alone, after those above it that are missing. See the XDG Base Directory
    /// Specification.
    private func make(_ directory: String) {
        guard directory.utf8.count > base.utf8.count else { return }
        do throws(SystemError) {
            try makeOne(directory)
        } catch {
            // What comes next tells.
            return
        }
    }

    private func makeOne(_ directory: String) throws(SystemError) {
        do throws(SystemError) {
            try Files.makeDirectory(directory)
        } catch {
            guard error == .notFound,
                let slash = directory.utf8.lastIndex(of: UInt8(ascii: "/"))
            else { throw error }
            make(String(directory[..<slash]))
            try Files.makeDirectory(directory)
        }
    }

    private static func lines(
        of name: String, in directory: borrowing Directory, maxBytes: Int
    ) throws(SystemError) -> [ArraySlice<UInt8>] {
        do throws(SystemError) {
            let file = try directory.open(name)
            let facts = try file.facts()
            guard facts.kind == .file else { return [] }
            let start = max(0, facts.bytes - maxBytes)
            let bytes = try file.read(at: start, maxBytes: maxBytes)
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            return Array(lines.dropFirst(start > 0 ? 1 : 0))
        } catch {
            guard error == .notFound else { throw error }
            return []
        }
    }

    /// Writes beside the file, and then takes its place: who reads finds the one or the other, whole.
    private static func write(
        _ lines: [[UInt8]], to name: String, in directory: borrowing Directory
    ) throws(SystemError) {
        let draft = "\(name).\(Host.processID)"
        let bytes = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
        do throws(SystemError) {
            let file = try directory.make(draft, mode: 0o600)
            var written = 0
            while written < bytes.count {
                written += try file.write(bytes.span.extracting(written...), at: written)
            }
            try file.syncData()
            try directory.rename(draft, to: name)
        } catch {
            try directory.remove(draft)
            throw error
        }
    }
}
