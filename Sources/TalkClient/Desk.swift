import TalkLanguage
import TalkProtocol
import TalkText

/// What a conversation puts on the desk for the loop to carry out: nothing of it has happened yet.
struct Desk {
    /// Bytes due to the daemon.
    var wire: [UInt8] = []
    /// Bytes due to standard output.
    var output: [UInt8] = []
    /// Lines due to standard error, after the program's name.
    var complaints: [Phrase] = []
    /// Entered lines that are to be recalled in later runs, oldest first.
    var remembered: [String] = []
    /// What the user chose for later runs, too.
    var preferences: [Preferences.Change] = []
    /// Set at the end: where in the room's numbers it was left.
    var visit: Visit?
    /// Set when the user wants the program to stop until it is told to go on.
    var suspends = false
    /// Set when the daemon is to be tried again, after a pause; a connection that there still is, is let go.
    var retries = false
    /// Set when the terminal is to be handed over to the daemon, which waits for it.
    var handsOver = false
    /// Set once the conversation is over.
    var ending: ExitStatus?

    mutating func send(_ request: Request) {
        wire += request.jsonLine
    }

    mutating func print(_ lines: [SafeText]) {
        for line in lines { output += Array(line.string.utf8) + [UInt8(ascii: "\n")] }
    }

    mutating func complain(_ phrase: Phrase) {
        complaints.append(phrase)
    }

    mutating func end(_ status: ExitStatus, _ phrase: Phrase? = nil) {
        guard ending == nil else { return }
        if let phrase { complain(phrase) }
        ending = status
    }

    mutating func end(_ ending: Ending) {
        guard self.ending == nil else { return }
        complaints += ending.lines
        self.ending = ending.status
    }
}
