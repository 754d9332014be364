import Testing

@testable import TalkLanguage

@Suite struct PhraseSystemTests {
    @Test func `an error that is likely has words in each language`() {
        let phrase = Phrase.system(symbol: "ECONNREFUSED", english: "Connection refused")
        #expect(phrase.text(in: .english) == "Connection refused")
        #expect(phrase.text(in: .portuguese) == "Conexão recusada")
    }

    @Test(arguments: ["EXFULL", nil])
    func `any other has the C library's`(symbol: String?) {
        let phrase = Phrase.system(symbol: symbol, english: "Exchange full")
        #expect(phrase.text(in: .portuguese) == "Exchange full")
    }
}
