import Testing

@testable import TalkText

/// Two names; the runner prints them as escapes, for nobody could tell them apart.
struct NamePair: Sendable, CustomTestStringConvertible {
    let one: String
    let other: String

    var testDescription: String { "\(one.debugDescription) \(escaped(other))" }

    func likenesses() throws -> (Likeness, Likeness) {
        let one = try #require(Name(one))
        let other = try #require(Name(other))
        return (Likeness(of: one), Likeness(of: other))
    }

    private func escaped(_ text: String) -> String {
        text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
    }

    static let alike = [
        // Case.
        ("ada", "ADA"), ("wren", "Wren"), ("jo\u{E3}o", "JO\u{C3}O"),
        ("\u{3C3}\u{3BF}\u{3C6}\u{3B9}\u{3B1}", "\u{3A3}\u{39F}\u{3A6}\u{399}\u{391}"),
        ("stra\u{DF}e", "STRASSE"), ("\u{3C3}\u{3B1}\u{3C2}", "\u{3C3}\u{3B1}\u{3C3}"),
        ("\u{1E9E}a", "\u{DF}a"), ("\u{430}\u{43D}\u{43D}\u{430}", "\u{410}\u{41D}\u{41D}\u{410}"),
        // Accents and marks.
        ("ada", "\u{E1}d\u{E0}"), ("joao", "jo\u{E3}o"), ("wren", "wr\u{E9}n"),
        ("ada", "a\u{323}da"), ("ada", "ad\u{301}\u{302}\u{303}\u{304}a"),
        ("nguyen", "Nguy\u{1EC5}n"), ("root", "r\u{F6}\u{F6}t"),
        ("\u{435}\u{43B}\u{43A}\u{430}", "\u{451}\u{43B}\u{43A}\u{430}"),
        ("\u{5E9}\u{5DC}\u{5D5}\u{5DD}", "\u{5E9}\u{5B8}\u{5C1}\u{5DC}\u{5D5}\u{5B9}\u{5DD}"),
        ("\u{627}\u{62D}\u{645}\u{62F}", "\u{623}\u{62D}\u{645}\u{62F}"),
        // Strokes, hooks and other letters of Latin.
        ("lukasz", "\u{142}ukasz"), ("soren", "s\u{F8}ren"), ("daemon", "\u{111}aemon"),
        ("hana", "\u{127}ana"), ("tom", "\u{167}om"), ("ada", "\u{251}d\u{251}"),
        ("gigi", "\u{261}i\u{261}i"), ("ivan", "\u{131}van"), ("sara", "\u{17F}ara"),
        ("fara", "\u{17F}ara"), ("bob", "\u{253}ob"), ("ken", "\u{199}en"), ("ana", "a\u{14B}a"),
        ("ada", "a\u{F0}a"), ("aether", "\u{E6}ther"), ("oeuvre", "\u{153}uvre"),
        ("ada", "\u{1D00}\u{1D05}\u{1D00}"), ("root", "\u{280}\u{1D0F}\u{1D0F}\u{1D1B}"),
        ("eve", "\u{259}ve"), ("isis", "\u{26A}s\u{26A}s"), ("ivan", "\u{130}van"),
        ("aron", "\u{1D43}ron"), ("uli", "\u{28A}li"), ("rijs", "r\u{133}s"),
        // Fullwidth.
        ("ada", "\u{FF41}\u{FF44}\u{FF41}"), ("root", "\u{FF32}\u{FF2F}\u{FF2F}\u{FF34}"),
        ("alice", "\u{FF41}\u{FF29}\u{FF49}\u{FF43}\u{FF45}"),
        // Capital I, small l, 1.
        ("alice", "aIice"), ("ali", "all"), ("ALI", "ALL"), ("lin", "iin"), ("pil", "pii"),
        ("alice", "a1ice"), ("lia", "Iia"), ("ilia", "1lia"), ("bill", "biII"),
        ("ivan", "1van"), ("Ivan", "lvan"), ("Ilse", "lIse"),
        // Signs.
        ("ada.lee", "ada_lee"), ("ada-lee", "ada_lee"), ("ada-lee", "ada.lee"),
        // Digits for letters.
        ("root", "r00t"), ("alice", "al1ce"), ("eve", "3v3"), ("ada", "4d4"), ("susan", "5u5an"),
        ("bob", "6o6"), ("bob", "8o8"), ("greg", "9re9"), ("tom", "7om"), ("zoe", "2oe"),
        ("quinn", "9uinn"), ("gigi", "6i6i"), ("admin", "4dm1n"),
        // Cyrillic.
        ("ada", "\u{430}\u{501}\u{430}"), ("root", "\u{433}\u{43E}\u{43E}\u{442}"),
        ("peter", "\u{440}\u{435}\u{442}\u{435}\u{433}"),
        ("alice", "\u{430}\u{4CF}\u{456}\u{441}\u{435}"),
        ("cross", "\u{441}\u{433}\u{43E}\u{455}\u{455}"), ("copy", "\u{441}\u{43E}\u{440}\u{443}"),
        ("xena", "\u{445}\u{435}\u{43F}\u{430}"), ("bob", "\u{432}\u{43E}\u{432}"),
        ("bob", "\u{42C}\u{43E}\u{42C}"), ("max", "\u{43C}\u{430}\u{445}"),
        ("kate", "\u{43A}\u{430}\u{442}\u{435}"), ("hope", "\u{43D}\u{43E}\u{440}\u{435}"),
        ("mike", "\u{43C}\u{456}\u{43A}\u{435}"), ("nun", "\u{43F}\u{438}\u{43F}"),
        ("jojo", "\u{458}\u{43E}\u{458}\u{43E}"), ("ivan", "\u{456}\u{475}\u{430}\u{43F}"),
        ("wow", "\u{461}\u{43E}\u{461}"), ("TOM", "\u{422}\u{41E}\u{41C}"),
        ("rex", "\u{453}\u{435}\u{445}"), ("kiki", "\u{43A}\u{456}\u{43A}\u{456}"),
        ("uwe", "\u{438}\u{448}\u{435}"), ("lia", "\u{4C0}\u{456}\u{430}"),
        ("ken", "\u{49D}\u{435}\u{43F}"),
        // Greek.
        ("tom", "\u{3A4}\u{39F}\u{39C}"), ("ana", "\u{3B1}\u{3B7}\u{3B1}"),
        ("bob", "\u{3B2}\u{3BF}\u{3B2}"), ("kate", "\u{3BA}\u{3B1}\u{3C4}\u{3B5}"),
        ("zoe", "\u{3B6}\u{3BF}\u{3B5}"), ("owen", "\u{3BF}\u{3C9}\u{3B5}\u{3B7}"),
        ("vivi", "\u{3BD}\u{3B9}\u{3BD}\u{3B9}"), ("ike", "\u{399}\u{39A}\u{395}"),
        ("ike", "\u{3B9}\u{3BA}\u{3B5}"), ("ivan", "\u{3B9}\u{3BD}\u{3B1}\u{3B7}"),
        ("hope", "\u{3B7}\u{3BF}\u{3C1}\u{3B5}"), ("cox", "\u{3C2}\u{3BF}\u{3C7}"),
        ("lia", "\u{399}\u{3B9}\u{3B1}"),
        // Armenian and Georgian.
        ("oo", "\u{585}\u{585}"), ("hugo", "\u{570}\u{57D}\u{581}\u{585}"),
        ("oo", "\u{10FF}\u{10FF}"),
        // Neither is Latin.
        ("\u{43F}\u{444}", "\u{3A0}\u{3A6}"), ("\u{30AB}\u{30AB}", "\u{529B}\u{529B}"),
        ("\u{30ED}\u{30ED}", "\u{53E3}\u{53E3}"), ("\u{30BF}\u{30EA}", "\u{5915}\u{308A}"),
        ("\u{30A2}", "\u{30A1}"), ("\u{6CC}\u{6A9}", "\u{64A}\u{643}"),
    ].map(NamePair.init)

    static let unlike = [
        ("bob", "rob"), ("team6", "team8"), ("team1", "team7"), ("ana", "anna"),
        ("user1", "user2"), ("s1234567", "s1234568"), ("ada", "ada_"), ("ada", "ad"),
        ("ada", "adam"), ("ada", "adb"), ("ada", "eda"),
        ("wren", "wern"), ("wren", "wran"), ("ada", "dad"), ("john", "jon"), ("maria", "mario"),
        ("tim", "tom"), ("dan", "don"), ("sam", "pam"), ("kim", "jim"), ("lee", "leo"),
        ("max", "mex"), ("ida", "ada"), ("b6", "b8"), ("b69", "b96"), ("a.b", "ab"), ("a_b", "a1b"),
        ("x-1", "x-2"), ("u1000", "u1001"), ("carl", "karl"), ("anna", "hanna"), ("bern", "bem"),
        ("cloe", "doe"), ("www", "vvwww"), ("eva", "ewa"), ("sid", "sit"), ("zoe", "joe"),
        ("\u{430}\u{43D}\u{43D}\u{430}", "\u{438}\u{43D}\u{43D}\u{430}"),
        ("\u{432}\u{435}\u{440}\u{430}", "\u{43C}\u{435}\u{440}\u{430}"),
        ("\u{432}\u{430}\u{43D}\u{44F}", "\u{441}\u{430}\u{43D}\u{44F}"),
        (
            "\u{3C0}\u{3B5}\u{3C4}\u{3C1}\u{3BF}\u{3C2}",
            "\u{3C0}\u{3B1}\u{3C5}\u{3BB}\u{3BF}\u{3C2}"
        ),
        ("\u{3BD}\u{3B9}\u{3BA}\u{3B7}", "\u{3BD}\u{3B9}\u{3BA}\u{3BF}\u{3C2}"),
        ("\u{3060}\u{3044}", "\u{305F}\u{3044}"), ("\u{304B}", "\u{304C}"),
        ("\u{930}\u{93E}\u{92E}", "\u{930}\u{94B}\u{92E}"),
        ("\u{D55C}\u{AD6D}", "\u{D55C}\u{AE00}"),
        ("\u{E44}\u{E01}\u{E48}", "\u{E44}\u{E02}\u{E48}"),
        ("\u{5C71}\u{7530}", "\u{5C71}\u{53E3}"), ("7", "1"), ("10", "1O0"), ("2", "5"), ("0", "8"),
        ("maria1", "maria4"), ("guest6", "guest9"), ("ada", "ada1"),
    ].map(NamePair.init)
}

struct LikenessTests {
    @Test(arguments: NamePair.alike)
    func `names that could be taken for one another resemble`(pair: NamePair) throws {
        let (one, other) = try pair.likenesses()
        #expect(one.resembles(other))
        #expect(other.resembles(one))
        #expect(one.key == other.key)
    }

    @Test(arguments: NamePair.unlike)
    func `names that can be told apart do not resemble`(pair: NamePair) throws {
        let (one, other) = try pair.likenesses()
        #expect(!one.resembles(other))
        #expect(!other.resembles(one))
        #expect(one.resembles(one))
    }

    @Test func `a login of mixed scripts resembles what it imitates`() {
        let fake = Likeness(of: Name(login: "r\u{43E}\u{3BF}t"))
        #expect(fake.resembles(Likeness(of: Name(login: "root"))))
    }

    @Test func `every letter resembles itself and its other case, and has one key with it`() {
        var wrong: [UInt32] = []
        for name in namesOfOneLetter() where isOneScalar(name.string) {
            let likeness = Likeness(of: name)
            let mappings = name.string.unicodeScalars.flatMap {
                [$0.properties.uppercaseMapping, $0.properties.lowercaseMapping]
            }
            let cases = [name] + mappings.filter(isOneScalar).compactMap { Name($0) }
            for other in cases.map(Likeness.init(of:)) where !isSame(likeness, other) {
                wrong.append(name.string.unicodeScalars.map(\.value).max() ?? 0)
            }
        }
        #expect(wrong == [])
    }

    @Test func `letters that resemble have one key, and do so both ways round`() {
        let listed = Set(LookAlikes.faces.keys).union(LookAlikes.guises.keys).union(0x21...0x7A)
        let letters = listed.sorted().compactMap(Unicode.Scalar.init).map {
            Likeness(of: Name(login: String($0)))
        }
        var wrong = 0
        for one in letters {
            for other in letters where one.resembles(other) {
                if one.key != other.key || !other.resembles(one) { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    /// `resembles` asks for one key first; so ask the glyphs, which know nothing of keys.
    @Test func `glyphs that resemble are never in two buckets`() {
        let listed = Set(LookAlikes.faces.keys).union(LookAlikes.guises.keys).union(0x30...0x7A)
        let glyphs = listed.sorted().compactMap(Unicode.Scalar.init).map {
            LookAlikes.glyph(of: $0, folded: $0.fullFold.first ?? $0)
        }
        var wrong: [UInt32] = []
        for one in glyphs {
            for other in glyphs where one.resembles(other) {
                let buckets = [one, other].map(LookAlikes.all.bucket(of:))
                if buckets[0] != buckets[1] { wrong.append(one.faces[0]) }
            }
        }
        #expect(wrong == [])
    }

    @Test func `no letter has more faces or guises than a glyph has places for`() {
        #expect(LookAlikes.faces.values.allSatisfy { $0.unicodeScalars.count <= 3 })
        #expect(LookAlikes.guises.values.allSatisfy { $0.unicodeScalars.count <= 4 })
    }

    @Test func `no digit resembles another`() {
        let digits = (UInt32(0)...9).map { Likeness(of: Name(uid: $0)) }
        for (place, one) in digits.enumerated() {
            for (otherPlace, other) in digits.enumerated() {
                #expect(one.resembles(other) == (place == otherPlace))
            }
        }
    }

    @Test func `of the small letters of ASCII only i and l resemble one another`() {
        let letters = (UInt8(ascii: "a")...UInt8(ascii: "z")).map {
            Likeness(of: Name(login: String(Unicode.Scalar($0))))
        }
        let alike = [8, 11]
        for (place, one) in letters.enumerated() {
            for (otherPlace, other) in letters.enumerated() {
                let isPair = alike.contains(place) && alike.contains(otherPlace)
                #expect(one.resembles(other) == (place == otherPlace || isPair))
            }
        }
    }

    private func isSame(_ one: Likeness, _ other: Likeness) -> Bool {
        one.resembles(other) && other.resembles(one) && one.key == other.key
    }

    /// Not the Greek letters whose iota goes below or beside, nor what NFC takes apart.
    private func isOneScalar(_ text: String) -> Bool { text.unicodeScalars.count == 1 }

    /// A name of each letter up to the kana; ideographs and syllables have no case and no look.
    private func namesOfOneLetter() -> [Name] {
        [0x41...0x33FF, 0xA640...0xABFF, 0xFF21...0xFF5A, 0x10780...0x107BF, 0x1DF00...0x1E08F]
            .joined().compactMap(Unicode.Scalar.init).compactMap { Name(String($0)) }
    }
}
