import Testing

@testable import TalkText

enum BadName: String, CaseIterable {
    case empty = ""
    case space = "ada lovelace"
    case lineFeed = "ada\n"
    case escape = "a\u{1B}b"
    case firstDot = ".ada"
    case firstHyphen = "-ada"
    case firstUnderscore = "_apt"
    case firstMark = "\u{301}ada"
    case markAfterDigit = "1\u{301}a"
    case markAfterPunctuation = "a_\u{301}"
    case fiveMarks = "x\u{323}\u{324}\u{325}\u{326}\u{327}"
    case mixedScripts = "ad\u{430}"
    case latinAndGreek = "ad\u{3B1}"
    case hanAndLatin = "ada木"
    case hangulAndKana = "가か"
    case mathematicalLetters = "\u{1D41A}\u{1D41D}"
    case cherokee = "\u{13AA}\u{13A0}"
    case gothic = "\u{10330}"
    case zeroWidthJoiner = "a\u{200D}b"
    case zeroWidthNonJoiner = "\u{645}\u{6CC}\u{200C}\u{62E}"
    case zeroWidthSpace = "a\u{200B}b"
    case rightToLeftOverride = "\u{202E}ada"
    case hangulFiller = "\u{3164}"
    case halfwidthFiller = "\u{FFA0}"
    case combiningGraphemeJoiner = "a\u{34F}da"
    case arabicDigits = "a\u{661}"
    case fullwidthDigits = "a\u{FF11}"
    case enclosingMark = "a\u{20DD}"
    case emoji = "👩"
    case privateUse = "a\u{E000}"
    case unassigned = "a\u{378}"
    case tatweel = "\u{645}\u{640}"
    case at = "a@b"
    case colon = "ada:"
    case slash = "/who"
    case parentheses = "ada(wren)"
    case romanNumeral = "\u{2160}"
    case stackedHangulVowels = "\u{1100}\u{1161}\u{1161}\u{1161}\u{1161}\u{1161}\u{1161}"
    case tooLong = "abcdefghijklmnopqrstuvwxyz1234567"
}

enum GoodName: String, CaseIterable {
    case one = "a"
    case digit = "7"
    case signs = "ada.l_v-9"
    case portuguese = "joão"
    case vietnamese = "Nguyễn"
    case markThatStays = "x\u{323}\u{301}"
    case cyrillic = "Анна"
    case greek = "Ελένη"
    case hebrew = "\u{5E9}\u{5C1}\u{5DC}\u{5D5}\u{5DD}"
    case arabic = "\u{645}\u{62D}\u{645}\u{62F}9"
    case devanagari = "\u{930}\u{93E}\u{92E}\u{94D}"
    case thai = "\u{E19}\u{E49}\u{E33}"
    case japanese = "山田タロー"
    case hiraganaWithMark = "がき"
    case korean = "김철수"
    case koreanWithHan = "金철"
    case bopomofo = "ㄅ木"
    case georgian = "ნინო"
    case ethiopic = "ሰላም"
    case armenian = "Արամ"
    case longest = "abcdefghijklmnopqrstuvwxyz123456"
}

struct NameTests {
    @Test(arguments: BadName.allCases)
    func `a name that breaks the rule is none`(bad: BadName) {
        #expect(Name(bad.rawValue) == nil)
    }

    @Test(arguments: GoodName.allCases)
    func `a name in one writing is taken, and is safe text`(good: GoodName) throws {
        let name = try #require(Name(good.rawValue))
        #expect(name.string == good.rawValue)
        #expect(scalars(SafeText(sanitizing: name.string).string) == scalars(name.string))
        #expect(scalars(Name(login: good.rawValue).string) == scalars(name.string))
    }

    @Test func `a name is kept composed, so that one name has one spelling`() {
        #expect(Name("joa\u{303}o").map { scalars($0.string) } == scalars("jo\u{E3}o"))
        #expect(Name("joa\u{303}o") == Name("jo\u{E3}o"))
    }

    @Test func `its length counts composed characters, and text without end is not read`() {
        #expect(Name(String(repeating: "\u{1FA7}", count: 32)) != nil)
        #expect(Name(String(repeating: "\u{3C9}\u{314}\u{342}\u{345}", count: 32)) != nil)
        #expect(Name(String(repeating: "\u{3C9}\u{314}\u{342}\u{345}", count: 33)) == nil)
        #expect(Name(String(repeating: "a", count: 10_000_000)) == nil)
    }

    @Test(arguments: [
        ("ada", "ada"), ("_apt", "_apt"), ("", "_"), ("-x", "_x"), (".x", "_x"),
        ("systemd-network", "systemd-network"), ("DOM\\ada", "DOM_ada"), ("pc$", "pc_"),
        ("ada lovelace", "ada_lovelace"), ("a@b.c", "a_b.c"), ("ad\u{430}", "ad\u{430}"),
        ("a\u{1B}[2J", "a__2J"), ("\u{301}a", "_a"), ("a\u{202E}b", "a_b"), ("1000", "1000"),
    ])
    func `a login is always a name`(login: String, shown: String) {
        #expect(Name(login: login).string == shown)
    }

    @Test func `a login's name is safe text and bounded, whatever the login`() {
        var random = Xorshift(state: 4_101_842_887_655_102_017)
        for _ in 0..<5_000 {
            let values = (0..<9).map { _ in UInt32.random(in: 0...0x11FF, using: &random) }
            let login = String(String.UnicodeScalarView(values.compactMap(Unicode.Scalar.init)))
            let name = Name(login: login).string
            #expect(scalars(SafeText(sanitizing: name).string) == scalars(name))
            #expect(scalars(Name(login: name).string) == scalars(name))
        }
        #expect(Name(login: String(repeating: "x", count: 5_000)).string.count == 256)
    }

    @Test func `every letter that a name may have is safe text by itself`() {
        var wrong: [UInt32] = []
        for value in UInt32(0)...0x3FFFF {
            guard let scalar = Unicode.Scalar(value), let name = Name(String(scalar)) else {
                continue
            }
            if scalars(SafeText(sanitizing: name.string).string) != scalars(name.string) {
                wrong.append(value)
            }
        }
        #expect(wrong == [])
    }

    @Test func `a uid is a name of digits only`() {
        #expect(Name(uid: 4_294_967_295).string == "4294967295")
        #expect(Name(uid: 0).isDigitsOnly)
        #expect(Name("7")?.isDigitsOnly == true)
        #expect(Name("7a")?.isDigitsOnly == false)
    }
}
