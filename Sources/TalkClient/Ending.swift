package import TalkLanguage

/// Why the client ends before its work is done: the status, and what the user is told.
package struct Ending: Error, Hashable, Sendable {
    package let status: ExitStatus
    /// One line each, without the program's name.
    package let lines: [Phrase]

    package init(_ status: ExitStatus, _ lines: Phrase...) {
        self.init(status, lines: lines)
    }

    package init(_ status: ExitStatus, lines: [Phrase]) {
        self.status = status
        self.lines = lines
    }
}
