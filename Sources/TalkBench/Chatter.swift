/// What four people say, as talkroomd tells it: typical lines of 20 to 300 bytes, the same in every run.
struct Chatter {
    /// Who reads it, and is spoken to now and then.
    static let reader = "ada"
    /// The word that ends each begins so, and its number follows: no terminal breaks a short word.
    static let mark = "#"

    private static let texts = 500
    /// How long they are to be: most are short.
    private static let lengths = [20, 25, 30, 40, 50, 60, 80, 100, 150, 290]
    private static let speakers = [("bob", 1001), ("wren", 1002), ("carol", 1003), ("dave", 1004)]
    private static let words = """
        the a of to and in that it is was for on are as with his they at be this from have or by one had \
        not but what all were when we there can an your which their said if do will each about how up out \
        them then she many some so these would other into has more her two like him see time could no make \
        than first been its who now people my made over did down only way find use may water long little \
        very after words called just where most know coração amanhã não
        """.split(separator: " ").map(String.init)

    /// From the speaker's name up to the mark.
    private let middles: [[UInt8]]

    init() {
        var generator = Generator()
        middles = (0..<Self.texts).map { index in
            let (name, uid) = Self.speakers[generator.next(below: Self.speakers.count)]
            let text = Self.text(index, &generator)
            return Array(
                #"","name":"\#(name)","account":"\#(name)","uid":\#(uid),"text":"\#(text) "#.utf8)
        }
    }

    /// Writes the event of a message to the end of `bytes`.
    ///
    /// - Parameter number: Its place in the ledger, from 1.
    func append(_ number: Int, to bytes: inout [UInt8]) {
        bytes += #"{"event":"said","seq":"#.utf8
        bytes += "\(number)".utf8
        bytes += #","time":""#.utf8
        bytes += Self.time(number).utf8
        bytes += middles[number % Self.texts]
        bytes += Self.mark.utf8
        bytes += "\(number)".utf8
        bytes += #"","style":"plain","id":"0123456789abcdef"#.utf8
        Self.append(number, digits: 16, to: &bytes)
        bytes += "\"}\n".utf8
    }

    /// A text as it stands in JSON; every so many have something more than words in them.
    private static func text(_ index: Int, _ generator: inout Generator) -> String {
        let length = lengths[generator.next(below: lengths.count)]
        var words: [String] = []
        // The mark is a part of it, too.
        var bytes = mark.utf8.count + 4
        func add(_ word: String) {
            words.append(word)
            bytes += word.utf8.count + 1
        }
        switch index % 20 {
        case 3: add("https://example.org/some/path/\(generator.next(below: 1_000_000))")
        case 9: add("\(reader):")
        case 16: add("漢字 👍")
        default: break
        }
        repeat { add(Self.words[generator.next(below: Self.words.count)]) } while bytes < length - 2
        // Some have several lines.
        let gap = index % 32 == 0 ? #"\n"# : " "
        return words[0] + gap + words.dropFirst().joined(separator: " ")
    }

    /// A millisecond after the one before.
    private static func time(_ number: Int) -> String {
        var bytes = Array("2026-11-27T".utf8)
        let units = [(10 + number / 3_600_000, ":"), (number / 60_000, ":"), (number / 1000, ".")]
        for (index, (value, end)) in units.enumerated() {
            append(index == 0 ? value % 24 : value % 60, digits: 2, to: &bytes)
            bytes += end.utf8
        }
        append(number % 1000, digits: 3, to: &bytes)
        return String(decoding: bytes, as: UTF8.self) + "Z"
    }

    private static func append(_ value: Int, digits: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    /// The same numbers in every run (SplitMix64).
    private struct Generator {
        private var state: UInt64 = 1

        mutating func next(below bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ mixed >> 31) % UInt64(bound))
        }
    }
}
