import TalkLanguage
import TalkRoom
import Testing

@testable import TalkServer

@Suite struct ConfigurationTests {
    @Test func `a file of every key is read, with comments and spaces`() {
        var configuration = Configuration()
        let faults = configuration.read(
            """
            # talkroom.conf
            sessions = 5
              sessions_per_account=6   # six
            pace = off
            burst = 7
            backlog = 8
            history = off
            sync = batch
            retention_days = 9
            retention_bytes = 1048576
            allow = root, daemon
            operators =
            ring = off
            wall = everyone
            language = pt_BR
            user = daemon
            """, file: "f")
        #expect(faults.isEmpty)
        #expect(configuration.room.sessions == 5 && configuration.room.sessionsPerAccount == 6)
        #expect(configuration.room.pace == nil && configuration.room.burst == 7)
        #expect(configuration.room.backlog == 8 && configuration.history == .off)
        #expect(configuration.sync == .batch && configuration.retentionDays == 9)
        #expect(configuration.retentionBytes == 1_048_576)
        #expect(configuration.allow == ["root", "daemon"] && configuration.operators.isEmpty)
        #expect(configuration.ring == .off && configuration.wall == .everyone)
        #expect(configuration.language == .portuguese && configuration.user == "daemon")
    }

    @Test func `what is wrong is told with file, line and the nearest key`() {
        var configuration = Configuration()
        let faults = configuration.read(
            "\nsesions = 3\nnonsense\nburst = many\nallow = no-such-group\n", file: "f")
        #expect(faults.map(\.place) == ["f:2", "f:3", "f:4", "f:5"])
        #expect(faults[0].problem == .unknownKey("sesions", nearest: "sessions"))
        #expect(faults[1].problem == .notASetting)
        #expect(faults[2].phrase.english.hasPrefix("f:4: burst = many: must be a number from 1"))
    }

    enum LineEnd: String, CaseIterable {
        case lineFeed = "\n"
        case both = "\r\n"
    }

    @Test(arguments: LineEnd.allCases, ["", "# a comment"])
    func `a line ends with a line feed, or both, and a comment with it`(end: LineEnd, first: String)
    {
        var configuration = Configuration()
        let lines = [first, "allow = no-such-group", "burst = 7  # seven", "backlog = 8", ""]
        let faults = configuration.read(lines.joined(separator: end.rawValue), file: "f")
        #expect(faults.map(\.place) == ["f:2"])
        #expect(configuration.allow == ["no-such-group"])
        #expect(configuration.room.burst == 7 && configuration.room.backlog == 8)
    }

    enum NoLineEnd: String, CaseIterable {
        case verticalTab = "\u{B}"
        case formFeed = "\u{C}"
        case nextLine = "\u{85}"
        case lineSeparator = "\u{2028}"
        case paragraphSeparator = "\u{2029}"
    }

    @Test(arguments: NoLineEnd.allCases)
    func `nothing else ends a comment, nor counts as a line`(character: NoLineEnd) {
        var configuration = Configuration()
        let faults = configuration.read(
            "# one\(character.rawValue)sessions = 7\nburst\(character.rawValue) = 7\n\nnonsense",
            file: "f")
        #expect(configuration == Configuration())
        #expect(faults.map(\.place) == ["f:2", "f:4"])
    }

    @Test(arguments: ["# one\rsessions = 7\n", "backlog = 8\rsessions = 7", "\r\r\n"])
    func `a carriage return in the midst of a line is told`(text: String) {
        var configuration = Configuration()
        let faults = configuration.read("\n" + text, file: "f")
        #expect(faults.map(\.problem) == [.carriageReturn] && faults.map(\.place) == ["f:2"])
        #expect(configuration == Configuration())
    }

    @Test func `a byte order mark is passed over at the beginning alone`() {
        var configuration = Configuration()
        #expect(configuration.read("\u{FEFF}sessions = 7\n", file: "f").isEmpty)
        #expect(configuration.room.sessions == 7)
        #expect(configuration.read("\u{FEFF}# one\n", file: "f").isEmpty)
        #expect(configuration.read("\u{FEFF}", file: "f").isEmpty)
        let faults = configuration.read("\n\u{FEFF}sessions = 8\n", file: "f")
        #expect(faults.map(\.place) == ["f:2"] && configuration.room.sessions == 7)
    }

    @Test func `a comment begins with its sign, whatever mark stands behind that`() {
        var configuration = Configuration()
        #expect(configuration.read("sessions = 7 #\u{301} one\n#\u{20DD}\n", file: "f").isEmpty)
        #expect(configuration.room.sessions == 7)
    }

    @Test(arguments: [
        ("sessions", 1, 100_000), ("sessions_per_account", 1, 100_000), ("pace", 1, 1_000_000),
        ("burst", 1, 1_000_000), ("backlog", 0, 1000), ("retention_days", 1, 36_500),
    ])
    func `a number is taken at its bounds and not beyond`(key: String, least: Int, most: Int) {
        var configuration = Configuration()
        for (value, isRight) in [
            (least, true), (most, true), (least - 1, false), (most + 1, false),
        ] {
            let faults = configuration.read("\(key) = \(value)", file: "f")
            #expect(faults.isEmpty == isRight, "\(key) = \(value)")
        }
        for value in ["", "+1", "1.5", "0x10", "١", "99999999999999999999"] {
            #expect(!configuration.read("\(key) = \(value)", file: "f").isEmpty)
        }
    }
}
