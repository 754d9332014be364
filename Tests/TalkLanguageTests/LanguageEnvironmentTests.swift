import TalkLanguage
import Testing

@Suite struct LanguageEnvironmentTests {
    @Test(arguments: [
        (nil, nil, nil, Language.english),
        (nil, nil, "pt_BR.UTF-8", .portuguese),
        (nil, nil, "pt", .portuguese),
        (nil, nil, "pt_PT@euro", .portuguese),
        (nil, nil, "ptx", .english),
        (nil, nil, "C.UTF-8", .english),
        (nil, "en_US", "pt_BR", .english),
        (nil, "", "pt_BR", .portuguese),
        ("C", "pt_BR", "pt_BR", .english),
        ("pt_BR", "C", "C", .portuguese),
        ("", "", "", .english),
    ])
    func `the first locale that is set decides`(
        lcAll: String?, lcMessages: String?, lang: String?, language: Language
    ) {
        #expect(Language(lcAll: lcAll, lcMessages: lcMessages, lang: lang) == language)
    }

    @Test(arguments: [
        ("sned", "send"), ("snd", "send"), ("whoo", "who"), ("lgo", "log"), ("SEND", "send"),
    ])
    func `a slip finds the word that was meant`(word: String, meant: String) {
        #expect(NearestWord.to(word, among: ["send", "who", "log"]) == meant)
    }

    @Test(arguments: ["xyzzy", "", "ring", String(repeating: "s", count: 5000)])
    func `a word of its own finds nothing`(word: String) {
        #expect(NearestWord.to(word, among: ["send", "who", "log"]) == nil)
    }
}
