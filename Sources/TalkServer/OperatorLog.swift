package import Posix

/// The operator's lines, written by a thread of their own: nobody waits for a reader of the log.
///
/// Lock order: its lock is a leaf; nothing is called under it.
package final class OperatorLog: Sendable {
    private struct Waiting: Sendable {
        var lines: [(stream: StandardStream, bytes: [UInt8])] = []
        var bytes = 0
        /// Lines dropped since the last one was queued, because nobody reads.
        var dropped = 0
        var isEnding = false
        var hasEnded = false
    }

    /// Bytes that may wait for a reader of the log; what comes then is dropped, and counted.
    private static let maxWaitingBytes = 1024 * 1024

    private let waiting = Locked(Waiting())
    private let thread: Locked<Thread?>

    private let isSilent: Bool
    private let marksPriorities: Bool

    /// - Parameters:
    ///   - isSilent: Whether operator's lines are not to be written at all.
    ///   - marksPriorities: Whether each of them begins with its ``LogPriority/mark``.
    package init(isSilent: Bool, marksPriorities: Bool = false) throws(SystemError) {
        self.isSilent = isSilent
        self.marksPriorities = marksPriorities
        thread = Locked(nil)
        let started = try Thread.start(name: "log") { [self] in writeUntilEnd() }
        thread.withLock { $0 = started }
    }

    /// Writes one operator's line: what, who, why.
    package func note(_ line: LogLine) {
        if !isSilent { queue(marked(line), to: .error) }
    }

    private func marked(_ line: LogLine) -> [UInt8] {
        marksPriorities ? Array(line.priority.mark.utf8) + line.bytes : line.bytes
    }

    /// Prints what was said, as `--verbose` asks.
    func print(_ lines: [UInt8]) {
        queue(lines, to: .output)
    }

    /// Writes what is waiting, and ends the thread.
    ///
    /// - Parameter milliseconds: How long to wait for a reader of the log at the most.
    package func end(milliseconds: Int64) {
        waiting.withLock { $0.isEnding = true }
        waiting.wakeWaiters()
        let hasEnded = waiting.waitFor(milliseconds: milliseconds) { $0.hasEnded ? true : nil }
        // A thread that hangs in write(2) cannot be joined; the process ends without it.
        if hasEnded == true { thread.withLock { $0 }?.join() }
    }

    private func queue(_ bytes: [UInt8], to stream: StandardStream) {
        waiting.withLock { waiting in
            guard waiting.bytes + bytes.count <= Self.maxWaitingBytes else {
                waiting.dropped += 1
                return
            }
            if waiting.dropped > 0 {
                let line = LogLine("log-dropped").with("lines", waiting.dropped).at(.notable)
                waiting.lines.append((.error, marked(line)))
                waiting.dropped = 0
            }
            waiting.lines.append((stream, bytes))
            waiting.bytes += bytes.count
        }
        waiting.wakeWaiters()
    }

    private func writeUntilEnd() {
        while let lines = takeLines() {
            for line in lines {
                do throws(SystemError) {
                    try line.stream.write(line.bytes)
                } catch {
                    // Nobody can be told: this is where telling happens.
                }
            }
        }
        waiting.withLock { $0.hasEnded = true }
        waiting.wakeWaiters()
    }

    /// Waits for lines; nil when all is written and no more will come.
    private func takeLines() -> [(stream: StandardStream, bytes: [UInt8])]? {
        waiting.waitFor { waiting in
            guard !waiting.lines.isEmpty else { return waiting.isEnding ? .some(nil) : nil }
            let lines = waiting.lines
            waiting.lines = []
            waiting.bytes = 0
            return lines
        } ?? nil
    }
}

/// One event as the operator reads it: `dismiss uid=1000 name=ada reason=too-slow`.
package struct LogLine: Sendable {
    /// A longer value is cut; by scalars, because one character can be of any length.
    private static let maxValueScalars = 256
    private static let usualBytes = 127

    private var text: String
    /// How much it matters; usual, unless said otherwise.
    private(set) var priority = LogPriority.usual

    /// - Parameter what: The event, one word.
    package init(_ what: StaticString) {
        text = ""
        // Nearly every line fits: grown bit by bit, each size would stay with its thread.
        text.reserveCapacity(Self.usualBytes)
        text += what.description
    }

    /// Adds `key=value`; a value that is not plain is quoted, and what could forge a line is escaped.
    package consuming func with(
        _ key: StaticString, _ value: some CustomStringConvertible
    ) -> LogLine {
        add(key.description, value.description)
        return self
    }

    /// The same of a key of the configuration.
    consuming func with(_ key: ConfigurationKey, _ value: String) -> LogLine {
        add(key.word, value)
        return self
    }

    /// Says how much it matters.
    consuming func at(_ priority: LogPriority) -> LogLine {
        self.priority = priority
        return self
    }

    private mutating func add(_ key: String, _ value: String) {
        let short = value.unicodeScalars.prefix(Self.maxValueScalars)
        text += " \(key)=\(Self.escaped(String(short)))"
    }

    /// The line, with its LF.
    var bytes: [UInt8] { Array((text + "\n").utf8) }

    private static func escaped(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.unicodeScalars.allSatisfy {
                $0.isASCII && $0.value > 0x20 && $0.value < 0x7F && $0 != "\"" && $0 != "\\"
                    && $0 != "="
            }
        if isPlain { return value }
        let inside = value.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.properties.generalCategory.isPrintable: String(scalar)
            default: "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return "\"" + inside.joined() + "\""
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isPrintable: Bool {
        switch self {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator, .nonspacingMark, .enclosingMark:
            false
        default: true
        }
    }
}
