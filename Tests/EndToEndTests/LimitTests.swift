import TestSupport
import Testing

/// The limits of talkroom(7), each at its figure and one beyond it.
@Suite struct LimitTests {
    private func ping(ofBytes count: Int) -> String {
        let head = #"{"do":"ping","id":"long","x":""#
        return head + String(repeating: "a", count: count - head.utf8.count - 2) + #""}"#
    }

    @Test func `a line of 64 KiB is taken and one byte more is not`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.send(ping(ofBytes: 65536))
        #expect(try ada.next()?["id"] == "long")
        try ada.send(ping(ofBytes: 65536) + "\r")
        #expect(try ada.next()?["id"] == "long", "a CR before the LF does not count")
        try ada.send(ping(ofBytes: 65537))
        #expect(try ada.next()?["code"] == "text-too-long")
        try ada.send(ping(ofBytes: 300_000))
        #expect(try ada.next()?["code"] == "text-too-long")
        #expect(try ada.settle().isEmpty, "told once, and the rest of the line is skipped")
    }

    @Test func `a text of 2048 lines is said and one line more is refused whole`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let most = Array(repeating: "a", count: 2048).joined(separator: "\n")
        try ada.say(most)
        #expect(try ada.expect("said")["text"] == most)
        try ada.say(most + "\na", id: "beyond")
        let refused = try ada.next()
        #expect(refused?["code"] == "text-too-long")
        #expect(refused?["id"] == "beyond")
    }

    @Test func `a text of 8 KiB is said whole and one byte more is refused whole`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        for most in [String(repeating: "a", count: 8192), String(repeating: "é", count: 4096)] {
            try ada.say(most)
            #expect(try ada.expect("said")["text"] == most)
            try ada.say(most + "a", id: "beyond")
            let refused = try ada.next()
            #expect(refused?["code"] == "text-too-long")
            #expect(refused?["id"] == "beyond")
            try ada.send(#"{"do":"tell","to":"ada","text":\#(quoted(most))}"#)
            #expect(try ada.next()?["text"] == most)
            try ada.send(#"{"do":"tell","to":"ada","text":\#(quoted(most + "a"))}"#)
            #expect(try ada.next()?["code"] == "text-too-long")
        }
        #expect(try ada.settle().isEmpty)
    }

    @Test func `a line of 8 KiB is said in plain text and one byte more is not`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        let most = String(repeating: "a", count: 8192)
        try ada.send(most)
        try ada.expect(line: shown("ada", most))
        for length in [8193, 65536, 65537, 200_000] {
            try ada.send(String(repeating: "b", count: length))
            #expect(try ada.next()?.hasPrefix("-- ") == true, "\(length) bytes")
        }
        try ada.send("still here")
        #expect(try ada.next() == shown("ada", "still here"))
    }

    @Test func `a username of 32 characters is taken and one of 33 is not`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let most = "a" + String(repeating: "b", count: 31)
        #expect(try daemon.json().hello(most)["name"] == most)
        let composed = String(repeating: "é", count: 32)
        #expect(
            try daemon.json().hello(String(repeating: "e\u{301}", count: 32))["name"]
                == composed)
        let client = try daemon.json()
        for beyond in [most + "b", composed + "é", ""] {
            try client.send(#"{"do":"hello","name":\#(quoted(beyond))}"#)
            #expect(try client.next()?["code"] == "name-invalid", "\(escaped(beyond))")
        }
    }

    @Test func `ten refused names are forgiven and the eleventh closes the connection`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let patient = try daemon.json()
        for _ in 1...10 { try patient.send(#"{"do":"hello","name":"no name"}"#) }
        #expect(try patient.hello("ada")["name"] == "ada")
        let stubborn = try daemon.json()
        let hello = #"{"do":"hello","name":"no name"}"# + "\n"
        try stubborn.stream.send(Array(String(repeating: hello, count: 12).utf8))
        let answers = try stubborn.eventsToEnd()
        #expect(answers.count { $0["code"] == "name-invalid" } == 11)
        #expect(answers.last?[bool: "fatal"] == true)
        let person = try daemon.plain()
        try person.stream.send(Array(String(repeating: "no name\n", count: 12).utf8))
        let lines = try person.linesToEnd()
        #expect(lines.count { $0.hasPrefix("-- ") } >= 11)
        #expect(lines.count { $0.hasPrefix("talkroom 1 ") } == 11, "the greeting again, ten times")
    }

    @Test func `an id of 1 to 64 printable ASCII characters is taken and no other`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        for good in ["1", " ", "~", String(repeating: "x", count: 64)] {
            try ada.say("said", id: good)
            #expect(try ada.next()?["id"] == good)
        }
        for bad in ["", String(repeating: "x", count: 65), "\u{7F}", "\t", "é"] {
            try ada.say("not said", id: bad)
            #expect(try ada.next()?["code"] == "bad-value", "\(escaped(bad))")
        }
    }

    @Test func `as many sessions as may be are taken and one more is told that it is full`() throws
    {
        let daemon = try Daemon(["sessions=3"])
        defer { daemon.end() }
        let clients = try expectRoom(for: 3, in: daemon)
        try expectTurnedAway(with: "full", from: daemon)
        try expectRoomAgain(after: clients[0], in: daemon)
    }

    @Test func `an account has as many sessions as may be and is told when it has too many`() throws
    {
        let daemon = try Daemon(["sessions_per_account=3"])
        defer { daemon.end() }
        let clients = try expectRoom(for: 3, in: daemon)
        try expectTurnedAway(with: "too-many-sessions", from: daemon)
        try expectRoomAgain(after: clients[1], in: daemon)
    }

    @Test func `an account has 64 sessions by default and no 65th`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        _ = try expectRoom(for: 64, in: daemon)
        try expectTurnedAway(with: "too-many-sessions", from: daemon)
    }

    private func expectRoom(for count: Int, in daemon: Daemon) throws -> [JSONClient] {
        try (0..<count).map { _ in
            var admitted: JSONClient?
            // The connection that asked whether the daemon answers may not be gone yet.
            try eventually("room for \(count)", seen: { daemon.printed }) {
                let client = try daemon.json()
                admitted = client.greeting.contains("choose a username") ? client : nil
                return admitted != nil
            }
            return try #require(admitted)
        }
    }

    private func expectTurnedAway(with code: String, from daemon: Daemon) throws {
        let stream = try daemon.connect()
        let lines = try stream.linesToEnd().map { String(decoding: $0, as: UTF8.self) }
        #expect(lines.count == 1)
        let words = lines.first?.split(separator: " ", maxSplits: 5).map { String($0) } ?? []
        #expect(words.count == 6, "\(lines)")
        #expect(words.prefix(2) == ["talkroom", "1"])
        #expect(words.dropFirst(3).prefix(2) == ["error", code])
    }

    private func expectRoomAgain(after client: JSONClient, in daemon: Daemon) throws {
        client.close()
        try eventually("room again", seen: { daemon.printed }) {
            try daemon.json().greeting.contains("choose a username")
        }
    }
}
