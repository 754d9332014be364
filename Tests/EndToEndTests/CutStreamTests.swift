import TestSupport
import Testing

/// A whole session in one dialect or the other.
enum Conversation: CaseIterable {
    case json, plain

    var bytes: [UInt8] {
        switch self {
        case .json:
            Array(
                """
                {"do":"hello","name":"ada","backlog":0}\r
                {"do":"say","text":"olá, 世界 \\ud83d\\ude00"}
                {"do":"say","text":"two\\nlines"}
                not json
                {"do":"tell","to":"ada","text":"psst"}
                {"do":"ping","id":"1"}
                {"do":"who"}
                {"do":"leave"}

                """.utf8)
        case .plain:
            Array("no name\nada\r\nolá, 世界 😀\n/me waves\n//x\n/who\n\n/nick lia\noi\nsair\n".utf8)
        }
    }
}

/// A stream means the same wherever it is cut.
@Suite struct CutStreamTests {
    /// With nothing to be written, so that no answer overtakes what waits for a disk that is slow.
    private func daemon() throws -> Daemon {
        try Daemon(Daemon.roomy + ["backlog=0", "history=memory"])
    }

    @Test(arguments: Conversation.allCases)
    func `a conversation cut at any byte is the same conversation`(
        conversation: Conversation
    ) throws {
        let bytes = conversation.bytes
        let daemon = try daemon()
        defer { daemon.end() }
        let whole = try replies(to: [bytes[...]], daemon)
        #expect(whole.count > 7, "\(whole)")
        for index in 1..<bytes.count {
            let cut = try replies(to: [bytes[..<index], bytes[index...]], daemon)
            #expect(cut == whole, "cut after \(index) bytes")
        }
    }

    @Test(arguments: Conversation.allCases)
    func `a conversation sent byte by byte is the same conversation`(
        conversation: Conversation
    ) throws {
        let bytes = conversation.bytes
        let daemon = try daemon()
        defer { daemon.end() }
        let whole = try replies(to: [bytes[...]], daemon)
        let single = try replies(to: bytes.indices.map { bytes[$0...$0] }, daemon)
        #expect(single == whole)
    }

    /// What comes back, less what differs from one session to the next: numbers, times, and who else of this host is at
    /// a terminal just then.
    private func replies(to pieces: [ArraySlice<UInt8>], _ daemon: Daemon) throws -> [String] {
        let stream = try LineStream(connecting: daemon.socket)
        defer { stream.close() }
        for piece in pieces {
            try stream.send(piece)
            try stream.waitUntilTaken()
        }
        return try stream.linesToEnd().map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.contains(/"event":"lodger"|^-- .*, at (a terminal|\d+ terminals)/) }
            .map { line in
                line.replacing(/"(seq|session|oldest|idle)":\d+/) { "\($0.1)" }
                    .replacing(/"(time|since)":"[^"]*"/) { "\($0.1)" }
            }
    }
}
