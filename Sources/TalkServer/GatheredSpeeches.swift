import TalkProtocol
import TalkRoom
import TalkText

/// What a session sent together, to be said together.
struct GatheredSpeeches {
    private var speeches: [Speech] = []
    private var bytes = 0

    /// Whether it is to be said before more is taken.
    var isFull: Bool { speeches.count >= Limits.maxSpeeches || bytes >= Limits.maxSpeechBytes }

    mutating func append(_ speech: Speech) {
        speeches.append(speech)
        bytes += speech.text.string.utf8.count
    }

    /// All of it, in order; then nothing is gathered any more.
    mutating func take() -> ArraySlice<Speech> {
        defer { self = GatheredSpeeches() }
        return speeches[...]
    }
}
