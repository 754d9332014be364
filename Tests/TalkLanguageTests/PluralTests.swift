import TestSupport
import Testing

@testable import TalkLanguage

/// Phrases that count, with each number that a language may treat in its own way.
@Suite struct PluralTests {
    /// What a phrase has in it for one, and for any other number, which stands for `#`.
    private struct Counting: CustomTestStringConvertible {
        let name: String
        let english: (one: String, many: String)
        let portuguese: (one: String, many: String)
        let phrase: @Sendable (Int) -> Phrase

        var testDescription: String { name }
    }

    private static let counting = [
        Counting(
            name: "withoutReceipt", english: ("1 message is ", "# messages are "),
            portuguese: ("1 mensagem ficou ", "# mensagens ficaram "),
            phrase: { .withoutReceipt($0) }),
        Counting(
            name: "newSinceYouLeft", english: ("1 message", "# messages"),
            portuguese: ("1 mensagem", "# mensagens"),
            phrase: { .newSinceYouLeft(UInt64($0), at: "") }),
        Counting(
            name: "missed", english: ("1 message since ", "# messages since "),
            portuguese: ("1 mensagem desde ", "# mensagens desde "),
            phrase: { .missed(UInt64($0), since: "") }),
        Counting(
            name: "noLongerKept",
            english: ("1 message that you missed is ", "# messages that you missed are "),
            portuguese: (
                "1 mensagem que você perdeu não está mais guardada",
                "# mensagens que você perdeu não estão mais guardadas"
            ),
            phrase: { .noLongerKept(UInt64($0)) }),
        Counting(
            name: "toldAgain",
            english: (
                "1 private message had no receipt and was",
                "# private messages had no receipt and were"
            ),
            portuguese: (
                "1 mensagem privada estava sem recibo e foi enviada",
                "# mensagens privadas estavam sem recibo e foram enviadas"
            ),
            phrase: { .toldAgain($0) }),
        Counting(
            name: "callsUnanswered",
            english: (
                "1 ring, wall or act is without an answer",
                "# rings, walls or acts are without an answer"
            ),
            portuguese: (
                "1 chamado, anúncio ou ato ficou sem resposta",
                "# chamados, anúncios ou atos ficaram sem resposta"
            ),
            phrase: { .callsUnanswered($0) }),
        Counting(
            name: "standing", english: ("1 session here", "# sessions here"),
            portuguese: ("1 sessão aqui", "# sessões aqui"),
            phrase: { .standing(here: $0, lastSeq: 7) }),
        Counting(
            name: "noAnswer", english: ("1 second;", "# seconds;"),
            portuguese: ("1 segundo;", "# segundos;"),
            phrase: { .noAnswer("", seconds: Int64($0)) }),
        Counting(
            name: "pasteQuestion",
            english: ("1 line pasted: Enter says it,", "# lines pasted: Enter says them "),
            portuguese: ("1 linha colada: Enter a diz,", "# linhas coladas: Enter as diz "),
            phrase: { .pasteQuestion(lines: $0, isCut: true) }),
        Counting(
            name: "benchQuestion", english: (", 1 client", ", # clients"),
            portuguese: (", 1 cliente", ", # clientes"),
            phrase: { .benchQuestion("", clients: $0) }),
        Counting(
            name: "benchTooManyClients", english: ("1 client here", "# clients here"),
            portuguese: ("1 cliente aqui", "# clientes aqui"),
            phrase: { .benchTooManyClients("", clients: $0) }),
        Counting(
            name: "benchRounds", english: ("1 round", "medians of # rounds"),
            portuguese: ("1 rodada", "medianas de # rodadas"), phrase: { .benchRounds($0) }),
    ]
    /// They take numbers that are no counts of what follows them, or always large ones.
    private static let uncounted: Set = [
        "day", "title", "inputLine", "foreignSocket", "aNumber", "aNumberOrOff",
        "notACount", "notPositive",
        "pathTooLong", "socketPathTooLong", "benchRound", "benchDisturbed", "benchDiffers",
        "benchLost", "benchRepeated", "badDescriptor", "argumentNotUTF8",
    ]

    @Test(arguments: counting, [0, 1, 2, 21])
    private func `a number and what it counts go together`(counting: Counting, count: Int) {
        let phrase = counting.phrase(count)
        for (text, pair) in [
            (phrase.english, counting.english), (phrase.portuguese, counting.portuguese),
        ] {
            let wanted = count == 1 ? pair.one : pair.many.replacing("#", with: "\(count)")
            // The word ends there: `1 messages` has `1 message` in it.
            let rest = text.firstRange(of: wanted).map { text[$0.upperBound...] }
            #expect(
                rest.map { $0.first?.isLetter != true || !isLetter(wanted.last) } == true, "\(text)"
            )
        }
    }

    @Test(arguments: [
        (0, "nobody else is here", "não há mais ninguém aqui"),
        (1, "1 other is here", "há mais 1 aqui"),
        (2, "2 others are here", "há mais 2 aqui"), (21, "21 others are here", "há mais 21 aqui"),
    ])
    func `who else is here is counted`(others: Int, english: String, portuguese: String) {
        let phrase = Phrase.youAre("ada", here: others + 1)
        #expect(phrase.english.hasPrefix("you are ada; \(english); "))
        #expect(phrase.portuguese.hasPrefix("você é ada; \(portuguese); "))
    }

    @Test func `every phrase that takes a number is counted here, or known to need no counting`()
        throws
    {
        let code = try swiftFiles(in: "Sources/TalkLanguage").map(text(of:)).joined()
        let functions = code.matches(of: /static func (\w+)\(([^)]*)\) -> Phrase/)
        let taking = functions.filter { $0.2.contains(/: U?Int(?:32|64)?\b/) }.map { String($0.1) }
        #expect(taking.count > 20)
        let known = Self.uncounted.union(Self.counting.map(\.name)).union(["youAre"])
        #expect(Set(taking).subtracting(known) == [])
        #expect(known.subtracting(taking) == [])
    }

    private func isLetter(_ character: Character?) -> Bool { character?.isLetter == true }
}
