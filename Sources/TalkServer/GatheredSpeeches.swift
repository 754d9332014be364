import TalkProtocol
import TalkRoom
import TalkText

/// What a session sent together, to be said together.
///
/// Few at first, and twice as many each time, as long as they are said at once: of who sends far more than its account
/// may say, little is read in vain.
struct GatheredSpeeches {
    private var speeches: [Speech] = []
    private var bytes = 0
    private var most = Limits.firstSpeeches

    /// Whether it is to be said before more is taken.
    var isFull: Bool { speeches.count >= most || bytes >= Limits.maxSpeechBytes }

    mutating func append(_ speech: Speech) {
        speeches.append(speech)
        bytes += speech.text.string.utf8.count
    }

    /// All of it, in order; then nothing is gathered any more.
    mutating func take() -> ArraySlice<Speech> {
        if isFull { most = min(2 * most, Limits.maxSpeeches) }
        defer {
            speeches = []
            bytes = 0
        }
        return speeches[...]
    }

    /// The account has used up its allowance: what is taken next will wait.
    mutating func wereTooMany() { most = Limits.firstSpeeches }
}
