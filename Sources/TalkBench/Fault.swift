import Posix
import TalkLanguage

/// What a server did wrong, or could not do, while it was measured.
enum Fault: Error, Hashable {
    /// A listener got other bytes than those who got them first.
    case differs(listener: Int)
    /// A message came that nobody sent, or not as it was sent.
    case mangled
    /// A message is missing: a later one of the same publisher came.
    case lost(publisher: Int, number: Int)
    /// A message came again.
    case repeated(publisher: Int, number: Int)
    /// Bytes that are not of the wire.
    case malformed
    /// The server closed a connection.
    case closed
    /// Nothing came any more, and something was owed.
    case stalled
    /// Messages that were told did not appear on the terminal.
    case unshown
    /// The server did not begin to answer; with what it complained of.
    case unanswered(String)
    case system(SystemError)

    /// What happened, in words.
    var phrase: Phrase {
        switch self {
        case .differs(let listener): .benchDiffers(listener)
        case .mangled: .benchMangled
        case .lost(let publisher, let number): .benchLost(publisher, number)
        case .repeated(let publisher, let number): .benchRepeated(publisher, number)
        case .malformed: .benchMalformed
        case .closed: .benchClosed
        case .stalled: .benchStalled
        case .unshown: .benchUnshown
        case .unanswered(let complaint): .benchUnanswered(complaint)
        case .system(let error): Phrase(english: error.description, portuguese: error.description)
        }
    }
}

/// Lets a system call's error be the fault of who is measured.
func faulting<Result: ~Copyable>(
    _ body: () throws(SystemError) -> Result
) throws(Fault) -> Result {
    do throws(SystemError) {
        return try body()
    } catch {
        throw .system(error)
    }
}
