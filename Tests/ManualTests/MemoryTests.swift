import TalkProtocol
import TalkServer
import TestSupport
import Testing

/// talkroomd(8), "Memory", against the code.
@Suite struct MemoryTests {
    private let page: ManualPage

    init() throws {
        page = try ManualPage("talkroomd.8")
    }

    @Test func `every part of the ceiling is in the table with its figure, and nothing else`() {
        let rows = page.part("Memory").rows.filter { $0[1].contains { $0.isNumber } }
        #expect(rows.map { $0[1] } == (Self.once + Self.ofSession).map(grouped))
        #expect(Self.once.reduce(0, +) == MemoryCeiling.fixedBytes)
        #expect(Self.ofSession.reduce(0, +) == MemoryCeiling.sessionBytes)
    }

    @Test func `the ceiling is what the page says it is`() {
        let usual = MemoryCeiling(sessions: Limits.defaultSessions).bytes
        let account = Limits.defaultSessionsPerAccount * MemoryCeiling.sessionBytes
        let sayings = [
            "So the ceiling is \(grouped(MemoryCeiling.fixedBytes)) bytes and "
                + "\(grouped(MemoryCeiling.sessionBytes)) for each of",
            "With the default of \(grouped(Limits.defaultSessions)) that is \(grouped(usual)) bytes, "
                + "or \(gibibytes(usual));",
            "with 1,000 it is \(gibibytes(MemoryCeiling(sessions: 1000).bytes)).",
            "can take \(account / 1024 / 1024) MiB of it, and "
                + "\(Limits.maxAccountPrivateBytes / 1024 / 1024) MiB of what was told.",
        ]
        for saying in sayings { #expect(page.plain.contains(saying), "\(saying)") }
    }

    private static let once = [
        MemoryCeiling.programBytes, MemoryCeiling.rememberedBytes, MemoryCeiling.toldBytes,
    ]
    private static let ofSession = [
        MemoryCeiling.stackBytes, MemoryCeiling.placeBytes, MemoryCeiling.lineBytes,
        MemoryCeiling.answerBytes, MemoryCeiling.allocatorBytes, MemoryCeiling.unreadBytes,
        MemoryCeiling.threadBytes,
    ]

    /// To a tenth.
    private func gibibytes(_ bytes: Int) -> String {
        let tenths = (bytes * 10 + 1 << 29) >> 30
        return "\(tenths / 10).\(tenths % 10) GiB"
    }
}
