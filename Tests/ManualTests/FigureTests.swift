import Glibc
@testable import TalkCommandLine
import TalkLanguage
import TalkProtocol
import TalkTerminal
import TalkText
import TestSupport
import Testing

/// The figures in the prose of the pages against the code.
@Suite struct FigureTests {
    /// A page, and what it says with figures of the code in it.
    private struct Saying: CustomTestStringConvertible {
        let page: String
        let words: String

        var testDescription: String { "\(page): \(words)" }
    }

    @Test(arguments: try ofTheCommand() + ofTheDaemon() + ofTheProtocol())
    private func `a figure is the code's`(saying: Saying) throws {
        #expect(try ManualPage(saying.page).plain.contains(saying.words))
    }

    @Test func `--help has the defaults of the code`() throws {
        let count = TalkroomCommand.Log().count
        let seconds = TalkroomCommand.Persistence().timeoutSeconds
        #expect(Phrase.countOption.english.contains("(default \(count))"))
        #expect(Phrase.countOption.portuguese.contains("(padrão: \(count))"))
        #expect(Phrase.timeoutOption.english.contains("(default \(seconds); 0: one try)"))
        #expect(Phrase.timeoutOption.portuguese.contains("(padrão: \(seconds); 0: "))
        let socket = UsualSocket.path(option: nil, environment: nil)
        let directory = UsualDirectory.path(option: nil, environment: nil)
        for option in [Phrase.socketOption, .serverSocketOption] {
            #expect(option.english.contains(socket) && option.portuguese.contains(socket))
        }
        let option = Phrase.directoryOption
        #expect(option.english.contains(directory) && option.portuguese.contains(directory))
    }

    private static func ofTheCommand() throws -> [Saying] {
        let columns = try ["minColumnsForTimes", "minColumnsForMarks", "timesCells", "marksCells"]
            .map { try figure($0, of: "TalkTerminal/Transcript") }
        let pauses = try [
            "firstPauseMilliseconds", "maxPauseMilliseconds", "maxHurriedMilliseconds",
        ]
        .map { try figure($0, of: "TalkClient/Reconnection") }
        let outbox = try kibibytes(figure("maxBytes", of: "TalkClient/Outbox"))
        let pager = try figure("maxOutputBytes", of: "TalkClient/LogConversation")
        try #require(figure("pauseMilliseconds", of: "TalkClient/Bell") == 1000)
        try #require(TalkroomCommand.maxActCount == Limits.maxActs)
        return try [
            "\(Limits.maxNameCharacters) characters at most, and begins",
            "so many things said, from 0 to \(TalkroomCommand.maxLogCount),",
            "The default is \(TalkroomCommand.Log().count). Of operators' acts, up to \(Limits.maxActs).",
            "shows the last \(figure("numberedCount: Int", of: "TalkClient/Inquiries")) things said",
            "at a terminal of \(columns[0]) columns or more",
            "and what they say, up to \(Limits.maxRowBytes) bytes.",
            "so many seconds, up to \(TalkroomCommand.maxTimeoutSeconds), without",
            "the default is \(TalkroomCommand.Persistence().timeoutSeconds). The time begins",
            "terminal's bell, once a second at the most",
            "has a margin of \(columns[2]) cells",
            "On less than \(columns[0]) columns, and without times, the margin is the \(columns[3]) cells",
            "on less than \(columns[1]) columns there is none",
            "by \(figure("maxIndent", of: "TalkText/Paragraph")) cells more",
            "some \(pauses[0] / 2) to \(pauses[0]) milliseconds",
            "up to \(pauses[1] / 1000) seconds, or up to \(pauses[2] / 1000) second while",
            "up to \(outbox) of it; beyond that", "no further than \(outbox) without a receipt",
            "of which \(figure("maxRows", of: "TalkTerminal/BlockView")) rows are shown",
            "Up to \(kibibytes(LineEditor.maxBytes)) are taken; "
                + "a message may have \(kibibytes(Limits.maxTextBytes)).",
            "the last \(Recall.maxEntries) lines, \(kibibytes(Recall.maxBytes)) at most",
            "up to \(pager / 1024 / 1024) MiB for a pager",
            "takes nothing for \(Limits.stalledSeconds) seconds",
        ].map { Saying(page: "talkroom.1", words: $0) }
    }

    private static func ofTheDaemon() throws -> [Saying] {
        let longest = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1
        let segment = try figure("segmentBytes: Int", of: "TalkLedger/LedgerSettings")
        let largest = try figure("maxFileBytes", of: "TalkServer/Configuration+Loading")
        try #require(Limits.patienceMilliseconds == 100 && Limits.statusMilliseconds == 1000)
        try #require(figure("quietMilliseconds", of: "TalkServer/Trouble") == 60_000)
        try #require(largest == 1024 * 1024)
        try #require(Limits.terminalSeconds == 1)
        try #require(Limits.operatorsBytesAllowance == 2)
        // Each of so many takes two.
        try #require(text(of: "Sources/TalkServer/Daemon.swift").contains("descriptors / 16)"))
        try #require(figure("maxWaitingBytes", of: "TalkServer/OperatorLog") == 1024 * 1024)
        let page = try [
            "Its path has at most \(longest) bytes.",
            "The socket has mode 0\(octal("socketMode", of: "TalkServer/ServerSettings")),",
            "is made, with mode 0\(octal("directoryMode", of: "TalkLedger/LedgerBounds")),",
            "its files have mode 0\(octal("fileMode", of: "TalkLedger/LedgerBounds")).",
            "with every \(segment / 1024 / 1024) MiB, or every eighth of",
            "of \(figure("digits", of: "TalkLedger/SegmentName")) digits",
            "waits a tenth of a second at most",
            "has \(Limits.stoppingSeconds) seconds to take what is due",
            "Told once a minute for each account and reason.",
            "once a second at the most, and only if", "and 1 MiB was waiting",
            "a stack of \(kibibytes(figure("stackBytes", of: "Posix/Thread"))),",
            "An eighth of all is kept for them, \(grouped(2 * Limits.maxHandedTerminalsInAll)) at "
                + "the most, and one account may hand over \(Limits.maxHandedTerminals).",
            "up to \(Limits.maxTerminalSeconds); none waits for another but those that take "
                + "nothing, of which one call waits for \(Limits.maxAwaitedTerminals) at a time",
            "or \(figure("usualColumns", of: "TalkServer/TerminalNotice")) columns",
            "beside the ledger, of mode 0\(octal("mode: UInt32", of: "TalkServer/KeptFile")),",
        ].map { Saying(page: "talkroomd.8", words: $0) }
        let configuration = [
            "It has at most 1 MiB,",
            "the last \(grouped(Limits.maxRememberedMessages)) things said, or as many of them as "
                + "make \(Limits.maxRememberedBytes / 1024 / 1024) MiB",
            "may send \(Limits.linesPerMessage) times as many lines of any kind",
            "Root and operators have \(Limits.operatorsAllowance) times as much of all of it,",
            "an eighth, \(grouped(2 * Limits.maxHandedTerminalsInAll)) at the most, is for terminals",
            "another, \(Limits.maxAwaitedTerminals) at the most, for those that it writes to",
        ].map { Saying(page: "talkroom.conf.5", words: $0) }
        return page + configuration
    }

    private static func ofTheProtocol() -> [Saying] {
        [
            "It took nothing of an answer or a replay for \(Limits.stalledSeconds) seconds.",
            "It has at most \(Limits.maxObjectKeys) keys,",
            "room for lines of \(kibibytes(Limits.maxLineBytes)).",
            "at most \(grouped(Limits.maxHistoryCount)), or the daemon's own number",
            "own choice: 1 to \(Limits.maxIDCharacters) printable ASCII characters",
            "has been refused \(Limits.maxNameRefusals) times in one session",
            "A username is 1 to \(Limits.maxNameCharacters) characters",
            "up to \(TextLimits.maxStackedMarks) combining marks in a row",
            "at most \(TextLimits.maxJoinedEmoji) emoji may make up together",
            "and \(Limits.linesPerMessage) of them are allowed for each message",
            "one more with each \(Limits.bytesPerLine) bytes of its text",
            "Any other line counts for one more with each \(grouped(Limits.skippedBytesPerLine)) bytes of",
            "for \(Limits.goneSeconds) seconds at the most",
            "within \(Limits.handoverSeconds) seconds one byte, LF, must bring two descriptors",
            "by default, and at most \(Limits.maxTerminalSeconds);",
            "once it has reached them \(Limits.maxRings) times, and then once each "
                + "\(Limits.ringSeconds) seconds",
            "It becomes one line, of \(Limits.maxRowBytes) bytes at the most;",
            "Root and operators may ring \(Limits.operatorsAllowance) times as often.",
            "Root and operators may leave twice as much.",
            "and came within \(Limits.answerSeconds / 60) minutes",
            "It is the whole list, of \(Limits.maxUnwantedAccounts) at most,",
        ].map { Saying(page: "talkroom.7", words: $0) }
    }

    // MARK: The code's figures

    /// What a constant of a file of Sources is.
    private static func figure(_ name: String, of file: String) throws -> Int {
        try written(name, of: file).split(separator: "*").map { factor in
            try #require(Int(factor.filter { $0 != " " && $0 != "_" }), "\(file): \(name)")
        }.reduce(1, *)
    }

    /// The digits of a constant that is written in octal.
    private static func octal(_ name: String, of file: String) throws -> Substring {
        let digits = try written(name, of: file)
        try #require(digits.hasPrefix("0o"), "\(file): \(name)")
        return digits.dropFirst(2)
    }

    private static func written(_ name: String, of file: String) throws -> Substring {
        let code = try text(of: "Sources/\(file).swift")
        let values = code.split(separator: "\n").lazy.filter { line in
            ["let ", "var ", "  "].contains { line.contains($0 + name) }
        }.compactMap { line in
            line.firstMatch(of: /[={] (0o\d+|[\d_]+(?: \* [\d_]+)*)/).map(\.1)
        }
        return try #require(values.first, "\(file): \(name)")
    }

    private static func kibibytes(_ bytes: Int) -> String { "\(bytes / 1024) KiB" }
}
