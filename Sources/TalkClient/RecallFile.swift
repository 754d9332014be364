import Posix
import TalkTerminal
import TalkText

/// What was entered at the terminal, kept between runs: `recall` in a directory of the user's own.
///
/// A line an entry, oldest first; a line end within one is `\n`, a backslash `\\`. Whatever goes wrong with
/// it is no trouble of the user's: then there is nothing to recall.
package struct RecallFile: Sendable {
    private static let name = "recall"
    private static let maxBytes = 2 * Recall.maxBytes

    /// The directories that are made where they lack, the last one being the file's.
    private let directories: [String]

    /// The place that the environment names; nil when it names none.
    ///
    /// - Parameters:
    ///   - stateHome: `$XDG_STATE_HOME`; when it is empty, or not absolute, `.local/state` in `home`.
    package init?(stateHome: String?, home: String?) {
        if let stateHome, stateHome.hasPrefix("/") {
            directories = [stateHome, "\(stateHome)/talkroom"]
        } else if let home, home.hasPrefix("/") {
            let steps = ["/.local", "/.local/state", "/.local/state/talkroom"]
            directories = steps.map { home + $0 }
        } else {
            return nil
        }
    }

    private var path: String { directories.last ?? "" }

    /// The entries, oldest first; none when they cannot be read.
    package func entries() -> [String] {
        do throws(SystemError) {
            return try Self.entries(in: try Directory(opening: path))
        } catch {
            return []
        }
    }

    /// Adds entries to those that are there by now; of all, the newest stay.
    package func add(_ entries: [String]) {
        guard !entries.isEmpty else { return }
        for directory in directories { make(directory) }
        do throws(SystemError) {
            let directory = try Directory(opening: path)
            // Not into what is somebody else's, as it may be when root has kept a user's environment.
            guard try directory.facts().owner == Accounts.ownUID else { return }
            // Two who end at once take turns, if they can; who cannot wait goes first.
            _ = try directory.takeLock()
            let recall = Recall(try Self.entries(in: directory) + entries)
            try Self.write(recall.entries, in: directory)
        } catch {
            return
        }
    }

    private func make(_ directory: String) {
        do throws(SystemError) {
            try Files.makeDirectory(directory)
        } catch {
            // There already, or what comes next tells.
            return
        }
    }

    private static func entries(
        in directory: borrowing Directory
    ) throws(SystemError) -> [String] {
        do throws(SystemError) {
            let file = try directory.open(name)
            let facts = try file.facts()
            guard facts.kind == .file else { return [] }
            let start = max(0, facts.bytes - maxBytes)
            let bytes = try file.read(at: start, maxBytes: maxBytes)
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            return lines.dropFirst(start > 0 ? 1 : 0).map(entry)
        } catch {
            guard error == .notFound else { throw error }
            return []
        }
    }

    /// Writes beside the file, and then takes its place: who reads finds the one or the other, whole.
    private static func write(
        _ entries: [String], in directory: borrowing Directory
    ) throws(SystemError) {
        let draft = "\(name).\(Host.processID)"
        let bytes = entries.flatMap { line(of: $0) + [UInt8(ascii: "\n")] }
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

    private static func line(of entry: String) -> [UInt8] {
        entry.utf8.flatMap { byte in
            switch byte {
            case UInt8(ascii: "\n"): Array("\\n".utf8)
            case UInt8(ascii: "\\"): Array("\\\\".utf8)
            default: [byte]
            }
        }
    }

    /// Somebody else may have written the file: what is in it is made safe as all text is.
    private static func entry(of line: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in line {
            if isEscaped {
                bytes.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        return SafeText(repairing: bytes).string
    }
}
