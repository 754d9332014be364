import Glibc
import TestSupport
import Testing

/// The client does not trust the daemon either: what it prints is safe whatever comes.
@Suite struct UntrustedDaemonTests {
    private static let greeting = "talkroom 1 ho\u{1B}[2Jst: choose a username [ad\u{202E}a]\n"
    private static let welcome =
        #"{"event":"welcome","version":1,"host":"h\u001b[2J","ledger":"l","seq":0,"oldest":1,"#
        + #""name":"ada","account":"ada","uid":0,"session":1,"here":1}"# + "\n"

    /// Everything hostile in every text that an event has.
    private static let everything: String = Hostile.allCases.enumerated().map { index, hostile in
        let seq = index + 1
        let text = quoted(hostile.message)
        let who = #""name":\#(text),"account":\#(text),"uid":1"#
        let when = #""time":"2026-01-01T00:00:00.000Z""#
        return [
            #"{"event":"said","seq":\#(seq),\#(when),\#(who),"text":\#(text)}"#,
            #"{"event":"told",\#(when),\#(who),"to":\#(text),"text":\#(text)}"#,
            #"{"event":"joined",\#(when),\#(who),"session":2}"#,
            #"{"event":"left",\#(when),\#(who),"session":2,"reason":"quit"}"#,
            #"{"event":"renamed",\#(when),\#(who),"session":2,"was":\#(text)}"#,
            #"{"event":"error","code":"x\u001b","text":\#(text)}"#,
            #"{"event":\#(text)}"#, #"{"event":"said"}"#, "\u{1B}[2J", "{",
        ].map { $0 + "\n" }.joined()
    }.joined()

    private static let farewell =
        #"{"event":"said","seq":9999,"time":"2026-01-01T00:00:00.000Z","name":"ada","account":"ada","#
        + #""uid":0,"text":"the end"}"# + "\n"

    @Test func `nothing hostile that a daemon sends reaches a pipe`() throws {
        let text = Self.greeting + Self.welcome + Self.everything + Self.farewell
        let directory = try TemporaryDirectory()
        let server = try FakeServer(saying: text, closing: false)
        let (stream, child) = try carry(
            [Programs.talkroom, "--plain", "-n", "ada", "-s", server.socket],
            errors: .file(directory.file("errors")))
        let client = PlainClient(stream, carrier: child)
        for line in try client.gather(until: "the end", where: { $0 == "ada: the end" }) {
            #expect(forbidden(in: line).isEmpty, "\(escaped(line))")
        }
        child.signal(SIGTERM)
        try child.waitForExit()
        let errors = contents(of: directory.file("errors"))
        #expect(!errors.contains(0x1B), "\(escaped(errors))")
        withExtendedLifetime(server) {}
    }

    /// Each hostile text as escapes of JSON in an event, and where an event has keys that nobody knows.
    private static let escapedTexts: String = Hostile.allCases.enumerated().map { index, hostile in
        let seq = 3 * index + 1
        let text = quoted(hostile.message)
        let who = #""name":"ada","account":"ada","uid":1"#
        let when = #""time":"2026-01-01T00:00:00.000Z""#
        return [
            #"{"event":"said","seq":\#(seq),\#(when),\#(who),"text":\#(text)}"#,
            #"{"event":"said","seq":\#(seq + 1),\#(when),\#(who),"text":"oi","later":\#(text)}"#,
            #"{"event":"said","seq":\#(seq + 2),\#(when),\#(who),"text":"oi",\#(text):1}"#,
            #"{"event":"person",\#(who),"session":2,"since":"2026-01-01T00:00:00.000Z","idle":0,"#
                + #""later":\#(text)}"#,
            #"{"event":"later","key":\#(text)}"#, #"{"event":\#(text)}"#,
        ].map { $0 + "\n" }.joined()
    }.joined()

    @Test(arguments: [["--json"], ["log", "-f", "--json"], ["who", "--json"]])
    func `no escape of JSON hides something hostile from a pipe`(arguments: [String]) throws {
        let text = Self.greeting + Self.welcome + Self.escapedTexts + Self.farewell
        let last =
            #"{"event":"person","name":"end","account":"ada","uid":0,"session":3,"#
            + #""since":"2026-01-01T00:00:00.000Z","idle":0}"#
        let server = try FakeServer(saying: text + last + "\n", closing: false)
        let (stream, child) = try carry([Programs.talkroom] + arguments + ["-s", server.socket])
        let client = try JSONClient(stream, carrier: child, greeted: false)
        let end = arguments[0] == "who" ? "person" : "said"
        let came = try client.gather(until: end) { $0["text"] == "the end" || $0["name"] == "end" }
        #expect(came.count > Hostile.allCases.count)
        for event in came {
            for (key, value) in event.values {
                guard case .string(let text) = value else { continue }
                for line in (key + "\n" + text).split(separator: "\n") {
                    #expect(forbidden(in: String(line)).isEmpty, "\(event)")
                }
            }
        }
        withExtendedLifetime(server) {}
    }

    @Test func `nothing hostile that a daemon sends reaches a terminal`() throws {
        let text = Self.greeting + Self.welcome + Self.everything + Self.farewell
        let server = try FakeServer(saying: text, closing: false)
        let terminal = try Pty(
            [Programs.talkroom, "-n", "ada", "-s", server.socket],
            environment: ["LC_ALL": "C.UTF-8"])
        try terminal.expect(line: "ada: the end")
        #expect(terminal.screen.strangers.isEmpty, "\(terminal.screen.strangers)")
        for row in terminal.screen.transcript {
            #expect(forbidden(in: row).isEmpty, "\(escaped(row))")
        }
        withExtendedLifetime(server) {}
    }

    @Test(arguments: [
        (["who"], Int32(69)), (["log"], Int32(69)), (["send", "oi", "--timeout=5"], Int32(1)),
    ])
    func `an answer that breaks off is not success`(arguments: [String], status: Int32) throws {
        let server = try FakeServer(saying: Self.greeting + Self.welcome, closing: true)
        let asked = try run([Programs.talkroom] + arguments + ["-s", server.socket])
        #expect(asked.status == status, "\(asked)")
        #expect(asked.errorText.hasPrefix("talkroom: "), "\(asked)")
        #expect(!asked.errors.contains(0x1B), "\(asked)")
        withExtendedLifetime(server) {}
    }

    @Test func `a refusal of the daemon is shown safely`() throws {
        let hostile = "talkroom 1 h\u{1B}[2J: error full \u{1B}]0;x\u{7}\u{202E}no\u{9B}2J\n"
        let server = try FakeServer(saying: hostile, closing: true)
        let asked = try run([Programs.talkroom, "who", "-s", server.socket])
        #expect(asked.status == 69, "\(asked)")
        #expect(forbidden(in: asked.errorText.filter { $0 != "\n" }).isEmpty, "\(asked)")
        withExtendedLifetime(server) {}
    }
}
