import Glibc
import TalkProtocol
import TestSupport
import Testing

@testable import TalkServer

/// The daemon in this process, with times that a test can wait for: so long that a test that is not let run
/// for a moment does not fail, since only the order of what happens matters.
///
/// - Returns: The seconds that the daemon took to stop.
@discardableResult
private func withDaemon(
    _ change: (inout ServerSettings) -> Void = { _ in }, _ body: (String) throws -> Void
) throws -> Double {
    let directory = try TemporaryDirectory()
    let path = directory.file("chat.sock")
    var settings = ServerSettings()
    settings.isLogging = false
    change(&settings)
    let daemon = try TalkServer.Daemon(path: path, settings: settings)
    let result = Result { try body(path) }
    let begun = ContinuousClock.now
    daemon.stop()
    try result.get()
    return (ContinuousClock.now - begun) / .seconds(1)
}

@Suite struct TimesTests {
    private func json(_ path: String) throws -> JSONClient {
        try JSONClient(LineStream(connecting: path))
    }

    /// Says so many messages of 8,000 bytes, and reads their echoes in between.
    private func say(_ count: Int, _ client: JSONClient) throws {
        for _ in 1...(count / 10) {
            for _ in 1...10 { try client.say(String(repeating: "k", count: 8000)) }
            try client.settle()
        }
    }

    @Test(arguments: ["", "ad", "{\"do\":\"hel"])
    func `who sends no complete first line in time is told so and closed`(start: String) throws {
        try withDaemon {
            $0.firstLineMilliseconds = 10_000
        } _: { path in
            let stream = try LineStream(connecting: path)
            _ = try stream.nextLine(by: Deadline())
            try stream.send(Array(start.utf8))
            let lines = try stream.linesToEnd().map { String(decoding: $0, as: UTF8.self) }
            let lastWords = lines.last ?? ""
            if start.hasPrefix("{") {
                #expect(lastWords.contains("\"timed-out\"") && lastWords.contains("\"fatal\":true"))
            } else {
                #expect(lastWords.hasPrefix("-- "))
            }
        }
    }

    @Test func `who sent a first line may take its time to choose a name`() throws {
        try withDaemon {
            $0.firstLineMilliseconds = 10_000
        } _: { path in
            let slow = try json(path)
            try slow.send(#"{"do":"hello","name":"root/x"}"#)
            try slow.expect("error") { $0["code"] == "name-invalid" }
            // Outlasts another connection that was made later and said nothing.
            let silent = try LineStream(connecting: path)
            _ = try silent.linesToEnd()
            _ = try slow.hello()
        }
    }

    @Test func `who takes nothing of an answer for too long is ended, and the others are told why`()
        throws
    {
        try withDaemon {
            $0.stalledMilliseconds = 2_000
            $0.room.pace = nil
        } _: { path in
            let ada = try json(path)
            _ = try ada.hello()
            try say(100, ada)
            let stuck = try json(path)
            try stuck.send(#"{"do":"hello","backlog":100}"#)
            try ada.expect("left") { $0["reason"] == "timed-out" }
        }
    }

    @Test func `who goes while the pace holds them for minutes is soon known to have gone`() throws
    {
        try withDaemon {
            $0.goneMilliseconds = 500
            $0.room.pace = 1
            $0.room.burst = 3
        } _: { path in
            let ada = try json(path)
            _ = try ada.hello("ada")
            let others = try (1...5).map { number in
                let other = try json(path)
                _ = try other.hello("other\(number)")
                return other
            }
            // Each takes the account the better part of a minute, for root's, too, and they add up.
            let text = String(repeating: "x\n", count: Limits.maxTextLines - 1)
            for other in others { try other.say(text) }
            for other in others { other.close() }
            for _ in others { try ada.expect("left") { $0["reason"] == "hung-up" } }
        }
    }

    @Test func `who reads a replay slowly but steadily is left alone`() throws {
        let stalledSeconds = 10.0
        try withDaemon {
            $0.stalledMilliseconds = Int64(stalledSeconds * 1000)
            $0.room.pace = nil
        } _: { path in
            let ada = try json(path)
            _ = try ada.hello()
            try say(200, ada)
            let reader = try json(path)
            let begun = ContinuousClock.now
            try reader.send(#"{"do":"hello","backlog":200}"#)
            // Between two of them the daemon sends: what is not yet read is more than a socket holds.
            for seq in 1...200 {
                _ = try reader.expect("said") { $0[integer: "seq"] == seq }
                if seq % 25 == 0, seq <= 150 { usleep(2_000_000) }
            }
            let seconds = (ContinuousClock.now - begun) / .seconds(1)
            #expect(seconds > stalledSeconds, "longer in all than it may take nothing")
            _ = try reader.settle()
        }
    }

    @Test func `a daemon stops while somebody takes nothing at all`() throws {
        let seconds = try withDaemon {
            $0.stoppingMilliseconds = 200
            $0.room.pace = nil
        } _: { path in
            let ada = try json(path)
            _ = try ada.hello()
            try say(100, ada)
            let stuck = try json(path)
            try stuck.send(#"{"do":"hello","backlog":100}"#)
            _ = try ada.expect("joined")
        }
        // Well before the stuck one would have been ended for taking nothing.
        #expect(seconds < Double(Limits.stalledSeconds) / 2)
    }
}
