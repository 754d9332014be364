import Posix
import TalkTerminal
import TalkText

/// What was entered at the terminal, kept between runs: `recall`.
///
/// A line an entry, oldest first; a line end within one is `\n`, a backslash `\\`. Whatever goes wrong with
/// it is no trouble of the user's: then there is nothing to recall.
struct RecallFile: Sendable {
    private static let name = "recall"
    private static let maxBytes = 2 * Recall.maxBytes

    private let directory: StateDirectory

    init(in directory: StateDirectory) {
        self.directory = directory
    }

    /// The entries, oldest first; none when they cannot be read.
    func entries() -> [String] {
        directory.lines(of: Self.name, maxBytes: Self.maxBytes).map(Self.entry)
    }

    /// Adds entries to those that are there by now; of all, the newest stay.
    func add(_ entries: [String]) {
        guard !entries.isEmpty else { return }
        do throws(SystemError) {
            try directory.change(Self.name, maxBytes: Self.maxBytes) { lines in
                Recall(lines.map(Self.entry) + entries).entries.map(Self.line)
            }
        } catch {
            return
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
