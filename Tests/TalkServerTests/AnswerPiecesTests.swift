import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText
import Testing

@testable import TalkServer

@Suite struct AnswerPiecesTests {
    /// Said in as many lines as may be, each of which begins with a long name in the plain dialect.
    private var longest: Event {
        let name = SafeText(sanitizing: String(repeating: "n", count: Limits.maxNameCharacters))
        let text = String(repeating: "a\n", count: Limits.maxTextLines - 1) + "a"
        return .past(
            Said(
                seq: 1, time: Timestamp(milliseconds: 0),
                speaker: Speaker(name: name, account: name, uid: 1),
                text: SafeText(sanitizing: text), style: .plain, id: nil))
    }

    @Test(arguments: [Dialect.json, .plain])
    func `a piece is as long as may be and one event more, whatever is made of it`(
        dialect: Dialect
    ) {
        let encoder = EventEncoder(dialect: dialect, plain: PlainDialect(language: .english))
        let event = longest
        let eventBytes = encoder.bytes(for: event).count
        var fetches = [40, 0, 3]
        var pieces = AnswerPieces(encoder) {
            fetches.isEmpty ? nil : Array(repeating: event, count: fetches.removeFirst())
        }
        var bytes = 0
        while let piece = pieces.nextPiece() {
            #expect(piece.count < Limits.answerChunkBytes + eventBytes)
            bytes += piece.count
        }
        #expect(bytes == 43 * eventBytes)
    }
}
