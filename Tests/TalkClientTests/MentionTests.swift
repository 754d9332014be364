import Testing

@testable import TalkClient

@Suite struct MentionTests {
    private func found(_ names: String..., in text: String) -> [String] {
        let bytes = Array(text.utf8)
        return Mention.places(of: names, in: text).map {
            String(decoding: bytes[$0], as: UTF8.self)
        }
    }

    @Test(arguments: [
        "ada", "ADA", "ada: oi", "oi, ada.", "@ada", "(ada)", "olá ada…", "ada-", "ada.", "«ada»",
        "你好ada吗", "ada's", "oi\tada", "x-, ada",
    ])
    func `a name is found where it is a word of its own`(text: String) {
        #expect(found("ada", in: text).map { $0.lowercased() } == ["ada"])
    }

    @Test(arguments: [
        "", "ad", "adan", "canada", "ada2", "2ada", "ada_", "ada-2", "ada.lovelace", "x.ada",
        "a-ada", "adaé", "éada", "ada\u{301}", "adа",
    ])
    func `what only has it in it does not mention it`(text: String) {
        #expect(found("ada", in: text).isEmpty)
    }

    @Test func `every place is found, in order, and none is in another`() {
        let text = "Ada and wren, ada-wren? WREN ada"
        #expect(found("ada", "wren", in: text) == ["Ada", "wren", "WREN", "ada"])
        #expect(found("ada", "ada", in: "ada ada") == ["ada", "ada"])
        #expect(found("ada-2", "ada", in: "oi ada-2") == ["ada-2"])
    }

    @Test func `names of other scripts are found in either case, and between words without spaces`()
    {
        #expect(found("Анна", in: "привет, анна!") == ["анна"])
        #expect(found("Анна", in: "аннаб").isEmpty)
        #expect(found("ação", in: "uma AÇÃO") == ["AÇÃO"])
        #expect(found("小明", in: "你好小明吗") == ["小明"])
    }
}
