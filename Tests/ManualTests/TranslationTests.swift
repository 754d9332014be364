import TalkLanguage
import Testing

/// talkroom(1) in Portuguese against talkroom(1): what is the same in every language is the same in both.
@Suite struct TranslationTests {
    private let english: ManualPage
    private let portuguese: ManualPage

    init() throws {
        english = try ManualPage("talkroom.1")
        portuguese = try ManualPage("pt_BR/talkroom.1")
    }

    /// Written so that it needs no encoding; the first is what programs that read pages look for.
    private static let headings = [
        "NAME": "NAME", "SYNOPSIS": "SINOPSE", "DESCRIPTION": "DESCRI\\(,C\\(~AO",
        "\\&In the room": "Na sala", "When the daemon goes away": "Quando o serviço se vai",
        "Messages at terminals": "Mensagens nos terminais", "Operators": "Operadores",
        "KEYS": "TECLAS", "ACCESSIBILITY": "ACESSIBILIDADE", "RECALL": "LEMBRAN\\(,CA",
        "COMPLETION": "COMPLETAMENTO",
        "ENVIRONMENT": "AMBIENTE", "FILES": "ARQUIVOS", "EXIT STATUS": "STATUS DE SA\\('IDA",
        "EXAMPLES": "EXEMPLOS DE USO", "SEE ALSO": "VEJA TAMB\\('EM", "CAVEATS": "RESSALVAS",
        "SECURITY CONSIDERATIONS": "CONSIDERA\\(,C\\(~OES DE SEGURAN\\(,CA",
    ]
    /// Keys that have no name on their caps.
    private static let arrows = ["Left": "\\(<-", "Right": "\\(->", "Up": "\\(ua", "Down": "\\(da"]

    @Test func `they have the same sections, and are of the same day`() {
        #expect(english.parts.map { Self.headings[$0.heading] } == portuguese.parts.map(\.heading))
        let day = english.lines.first { $0.hasPrefix(".Dd ") }
        #expect(day != nil && portuguese.lines.contains { $0 == day })
    }

    @Test func `each command is typed in the same way`() {
        let synopsis = [english.part("SYNOPSIS"), portuguese.part("SINOPSE")].map { page in
            page.lines.filter { $0 != ".Pp" }.map(unnamed)
        }
        #expect(synopsis[0] == synopsis[1] && !synopsis[0].isEmpty)
    }

    @Test func `every list has the same entries in the same order`() {
        var count = 0
        for (mine, theirs) in pairs where mine.heading != "ACCESSIBILITY" {
            let heads = mine.page.entries.map { inPortuguese(unnamed($0.head)) }
            #expect(theirs.page.entries.map { unnamed($0.head) } == heads, "\(mine.heading)")
            count += heads.count
        }
        #expect(count > 80)
    }

    @Test(arguments: ["Fl", "Cm", "Ev", "Pa", "Dv", "Xr"])
    func `each section names the same things`(macro: String) {
        for (mine, theirs) in pairs {
            let (here, there) = (mine.page.words(behind: macro), theirs.page.words(behind: macro))
            #expect(Set(here) == Set(there), "\(mine.heading)")
        }
        #expect(!english.words(behind: macro).isEmpty)
    }

    @Test(arguments: ["EXIT STATUS", "ENVIRONMENT"])
    func `what is quoted of other programs is quoted as it is`(heading: String) throws {
        let translation = try #require(Self.headings[heading])
        let quoted = english.part(heading).words(behind: "Ql")
        #expect(!quoted.isEmpty && portuguese.part(translation).words(behind: "Ql") == quoted)
    }

    @Test func `each section has the same numbers`() {
        for (mine, theirs) in pairs {
            #expect(numbers(in: mine.page) == numbers(in: theirs.page), "\(mine.heading)")
        }
        #expect(!numbers(in: english).isEmpty)
    }

    @Test func `each section has as many paragraphs`() {
        for (mine, theirs) in pairs where mine.heading != "SYNOPSIS" {
            let paragraphs = [mine, theirs].map { $0.page.lines.count { $0 == ".Pp" } }
            #expect(paragraphs[0] == paragraphs[1], "\(mine.heading)")
        }
    }

    @Test func `the examples do the same`() {
        let texts = /"[^"]*"|echo .*/
        let commands = [english.part("EXAMPLES"), portuguese.part("EXEMPLOS DE USO")].map {
            $0.examples.map { $0.replacing(texts, with: "TEXT") }
        }
        #expect(commands[0] == commands[1] && commands[0].count > 1)
    }

    @Test(arguments: Language.allCases)
    func `what is read aloud is as the page shows it`(language: Language) {
        let (page, greeting, waving) =
            switch language {
            case .english: (english.part("ACCESSIBILITY"), "hello", "waves")
            case .portuguese: (portuguese.part("ACESSIBILIDADE"), "olá", "acena")
            }
        let joined = language == .english ? "bob joined" : "bob entrou"
        let phrases: [Phrase] = [
            .says("bob", greeting, mentions: false),
            .says("bob", "\(greeting), ada", mentions: true),
            .does("bob", waving), .walls("bob", greeting), .tellsYou("bob", greeting),
            .noticed(joined),
        ]
        let shown = page.entries.map { $0.head.replacing("Li ", with: "") }
        #expect(shown == phrases.map { $0.text(in: language) })
        let own: [Phrase] = [.youSaid(greeting), .youTold("bob", greeting)]
        let quotes = page.lines.filter { $0.hasPrefix(".Ql ") && $0.hasSuffix(" .") }
        for phrase in own { #expect(quotes.contains(".Ql \(phrase.text(in: language)) .")) }
    }

    private typealias Part = (heading: String, page: ManualPage)

    private var pairs: [(Part, Part)] { Array(zip(english.parts, portuguese.parts)) }

    /// A line without the names of values, which each language has of its own.
    private func unnamed(_ line: String) -> String {
        line.replacing(/\bAr \w+(?: [[:lower:]]+)*/, with: "Ar")
    }

    private func inPortuguese(_ key: String) -> String {
        Self.arrows.reduce(key) { $0.replacing($1.key, with: $1.value) }
    }

    private func numbers(in page: ManualPage) -> [String] {
        page.lines.filter { !$0.hasPrefix(".Bl") }.flatMap { line in
            line.matches(of: /\d+/).map { String($0.0) }
        }.sorted()
    }
}
