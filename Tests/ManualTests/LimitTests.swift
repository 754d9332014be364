import TalkProtocol
import TalkText
import TestSupport
import Testing

/// talkroom(7), "Limits", against the code.
@Suite struct LimitTests {
    private let page: ManualPage

    init() throws {
        page = try ManualPage("talkroom.7")
    }

    @Test func `every limit is in the tables with its figure, and nothing else`() {
        let rows = page.part("Limits").rows.map { "\($0[0]): \($0[1])" }
        #expect(rows.sorted() == Self.rows.map { "\($0): \(grouped($1.figure))" }.sorted())
    }

    @Test(arguments: [
        "Sources/TalkProtocol/Limits.swift", "Sources/TalkText/TextLimits.swift",
    ])
    func `no limit of the code is left out`(file: String) throws {
        let names = try text(of: file).matches(of: /static let (\w+)/).map { String($0.1) }
        #expect(!names.isEmpty)
        #expect(Set(names).subtracting(Self.rows.values.map(\.name)) == [])
    }

    private typealias Figure = (name: String, figure: Int)

    /// What each row is called, and where its figure comes from.
    private static let rows: [String: Figure] = [
        "bytes of a line from a client": ("maxLineBytes", Limits.maxLineBytes),
        "bytes of a message's text": ("maxTextBytes", Limits.maxTextBytes),
        "lines of a message's text": ("maxTextLines", Limits.maxTextLines),
        "bytes of a text that count as a line": ("bytesPerLine", Limits.bytesPerLine),
        "other bytes that count as a line": (
            "skippedBytesPerLine", Limits.skippedBytesPerLine
        ),
        "lines of an account for each message": ("linesPerMessage", Limits.linesPerMessage),
        "keys of one JSON object": ("maxObjectKeys", Limits.maxObjectKeys),
        "characters of an id": ("maxIDCharacters", Limits.maxIDCharacters),
        "characters of a username": ("maxNameCharacters", Limits.maxNameCharacters),
        "characters shown of a login": ("maxLoginCharacters", TextLimits.maxLoginCharacters),
        "marks in a row in a name": ("maxStackedMarks", TextLimits.maxStackedMarks),
        "marks in a row in a text": ("maxStackedMarks", Limits.maxStackedMarks),
        "emoji joined into one picture": ("maxJoinedEmoji", TextLimits.maxJoinedEmoji),
        "refusals of a name in one session": ("maxNameRefusals", Limits.maxNameRefusals),
        "seconds to a complete first line": ("firstLineSeconds", Limits.firstLineSeconds),
        "seconds of taking none of an answer": ("stalledSeconds", Limits.stalledSeconds),
        "seconds of pace for who has gone": ("goneSeconds", Limits.goneSeconds),
        "seconds for last words at its stop": ("stoppingSeconds", Limits.stoppingSeconds),
        "undelivered live bytes of a session": ("maxOutboxBytes", Limits.maxOutboxBytes),
        "undelivered bytes told to an account":
            ("maxAccountPrivateBytes", Limits.maxAccountPrivateBytes),
        "undelivered bytes told to all": ("maxPrivateBytes", Limits.maxPrivateBytes),
        "sessions in all *": ("defaultSessions", Limits.defaultSessions),
        "sessions of one account *":
            ("defaultSessionsPerAccount", Limits.defaultSessionsPerAccount),
        "messages of one account at once *": ("defaultBurst", Limits.defaultBurst),
        "messages of one account a second *": ("defaultPace", Limits.defaultPace),
        "times that, for operators and root":
            ("operatorsBytesAllowance", Limits.operatorsBytesAllowance),
        "times that, of operators and root": ("operatorsAllowance", Limits.operatorsAllowance),
        "more sessions for operators and root":
            ("operatorsSessions", Limits.operatorsSessions),
        "more sessions for root alone": ("rootsSessions", Limits.rootsSessions),
        "connections for each message":
            ("connectionsPerMessage", Limits.connectionsPerMessage),
        "answers that count as one request": ("itemsPerRequest", Limits.itemsPerRequest),
        "rings of one account to one at once": ("maxRings", Limits.maxRings),
        "seconds to one more ring": ("ringSeconds", Limits.ringSeconds),
        "seconds in which a ring is answered": ("answerSeconds", Limits.answerSeconds),
        "rings to one account to be answered":
            ("maxUnansweredRings", Limits.maxUnansweredRings),
        "bytes of a ring, a reason, a topic": ("maxRowBytes", Limits.maxRowBytes),
        "days of a mute or a ban": ("maxSanctionDays", Limits.maxSanctionDays),
        "acts kept that hold no more": ("maxActs", Limits.maxActs),
        "acts in one answer": ("defaultActs", Limits.defaultActs),
        "accounts whose rings one ignores":
            ("maxUnwantedAccounts", Limits.maxUnwantedAccounts),
        "seconds a terminal has to take lines": ("terminalSeconds", Limits.terminalSeconds),
        "seconds that a wall may ask for": ("maxTerminalSeconds", Limits.maxTerminalSeconds),
        "seconds to hand a terminal over": ("handoverSeconds", Limits.handoverSeconds),
        "terminals handed over by one account":
            ("maxHandedTerminals", Limits.maxHandedTerminals),
        "terminals handed over in all":
            ("maxHandedTerminalsInAll", Limits.maxHandedTerminalsInAll),
        "seconds a wall, wish or act waits for the disk": ("diskSeconds", Limits.diskSeconds),
        "terminals that one call waits for at once":
            ("maxAwaitedTerminals", Limits.maxAwaitedTerminals),
        "milliseconds for who takes a terminal to end":
            ("handoverEndMilliseconds", Int(Limits.handoverEndMilliseconds)),
        "walls known again while they wait":
            ("maxRememberedWalls", Limits.maxRememberedWalls),
        "bytes of a terminal's name in a hello":
            ("maxTerminalNameBytes", Limits.maxTerminalNameBytes),
        "things said in a backlog *": ("defaultBacklog", Limits.defaultBacklog),
        "things said in one history": ("maxHistoryCount", Limits.maxHistoryCount),
        "things said whose ids are remembered": ("maxRememberedIDs", Limits.maxRememberedIDs),
        "things said that are remembered":
            ("maxRememberedMessages", Limits.maxRememberedMessages),
        "bytes of lines that are remembered": ("maxRememberedBytes", Limits.maxRememberedBytes),
        "bytes taken from a socket at first": ("receiveBytes", Limits.receiveBytes),
        "bytes taken from it when there are more": ("maxReceiveBytes", Limits.maxReceiveBytes),
        "messages of one session said at once": ("maxSpeeches", Limits.maxSpeeches),
        "those of a newcomer, or who is too fast": ("firstSpeeches", Limits.firstSpeeches),
        "bytes of their texts": ("maxSpeechBytes", Limits.maxSpeechBytes),
        "threads ended and not joined": ("maxUnjoinedThreads", Limits.maxUnjoinedThreads),
        "bytes the kernel holds for who does not read":
            ("sendBufferBytes", Limits.sendBufferBytes),
        "bytes of lines looked into at once": ("recallChunkBytes", Limits.recallChunkBytes),
        "milliseconds of silence before a quiet word": (
            "quietMilliseconds", Int(Limits.quietMilliseconds)
        ),
        "milliseconds of silence before memory shrinks": (
            "trimMilliseconds", Int(Limits.trimMilliseconds)
        ),
        "looks for more before a thread sleeps": ("maxLooks", Limits.maxLooks),
        "microseconds that are long to let others run": (
            "longYieldMicroseconds", Int(Limits.longYieldMicroseconds)
        ),
        "microseconds without looking after that": (
            "lingeringOffMicroseconds", Int(Limits.lingeringOffMicroseconds)
        ),
        "listeners for each look before sending": ("readersPerYield", Limits.readersPerYield),
        "looks before sending": ("maxYields", Limits.maxYields),
        "listeners to a quiet word": ("maxSpeakersReaders", Limits.maxSpeakersReaders),
        "bytes handed to a socket at once": ("maxSendBytes", Limits.maxSendBytes),
        "bytes in a piece of an answer": ("answerChunkBytes", Limits.answerChunkBytes),
        "bytes said ahead of their sending": ("maxUnflushedBytes", Limits.maxUnflushedBytes),
        "bytes taken ahead of the disk": ("maxUnwrittenBytes", Limits.maxUnwrittenBytes),
        "bytes written to the disk at once": ("maxDraftBytes", Limits.maxDraftBytes),
        "seconds of silence before old segments are looked for": (
            "tidySeconds", Limits.tidySeconds
        ),
        "milliseconds between two words to the service manager": (
            "statusMilliseconds", Int(Limits.statusMilliseconds)
        ),
        "refusals at the door that are looked at": ("maxRefusals", Limits.maxRefusals),
        "milliseconds in which that is counted":
            ("refusalMilliseconds", Int(Limits.refusalMilliseconds)),
        "descriptors that are not for sessions": ("ownDescriptors", Limits.ownDescriptors),
        "milliseconds an answer waits for the disk": (
            "patienceMilliseconds", Int(Limits.patienceMilliseconds)
        ),
    ]
}

/// `1048576` as the page has it: `1,048,576`.
func grouped(_ number: Int) -> String {
    let digits = String(number)
    return digits.enumerated().map { index, digit in
        let left = digits.count - index
        return index > 0 && left.isMultiple(of: 3) ? ",\(digit)" : "\(digit)"
    }.joined()
}
