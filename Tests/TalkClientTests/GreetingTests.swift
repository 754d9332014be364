import TalkProtocol
import TalkText
import Testing

@testable import TalkClient

@Suite struct GreetingTests {
    @Test(arguments: [
        ("talkroom 1 host: choose a username [ada]", "ada"),
        ("talkroom 1 host: escolha um nome de usuário [ada]", "ada"),
        ("talkroom 1 [h]: something else", nil),
        ("talkroom 1", nil),
        ("talkroom 1 host: []", nil),
    ])
    func `two words make a greeting, whatever follows`(line: String, name: String?) {
        let greeting = Greeting(line: Array(line.utf8))
        #expect(greeting != nil)
        #expect(greeting?.defaultName?.string == name)
        #expect(greeting?.refusal == nil)
    }

    @Test(arguments: [
        "", "talkroom", "talkroom 2 host: x", "talkroom 10", "SSH-2.0-x", " talkroom 1",
    ])
    func `anything else is no greeting`(line: String) {
        #expect(Greeting(line: Array(line.utf8)) == nil)
    }

    @Test func `a refusal carries its code and its words`() {
        let greeting = Greeting(line: Array("talkroom 1 host: error full try later [x]".utf8))
        #expect(greeting?.refusal == Failure(code: "full", text: "try later [x]", fatal: true))
    }
}
