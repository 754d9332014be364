import TalkProtocol
import TestSupport
import Testing

/// Every `code` of `error`, provoked from outside.
@Suite struct ErrorCodeTests {
    /// How a code is provoked: what is sent after `hello`, and the settings that it takes.
    private static let provocations: [ErrorCode: (settings: [String], lines: [String])] = [
        .nameReserved: ([], [#"{"do":"name","name":"daemon"}"#]),
        .nameInvalid: ([], [#"{"do":"name","name":"no name"}"#]),
        .textTooLong: ([], [#"{"do":"say","text":"\#(String(repeating: "x", count: 8193))"}"#]),
        .textEmpty: ([], [#"{"do":"say","text":""}"#]),
        .badJSON: ([], ["{"]),
        .badValue: ([], [#"{"do":"say"}"#]),
        .unknownRequest: ([], [#"{"do":"dance"}"#]),
        .helloTwice: ([], [#"{"do":"hello"}"#]),
        .idInUse: (
            [], [#"{"do":"say","text":"a","id":"1"}"#, #"{"do":"say","text":"b","id":"1"}"#]
        ),
        .nobodyThere: ([], [#"{"do":"tell","to":"nobody-here","text":"oi"}"#]),
        .tooFast: (
            ["pace=5", "burst=1"], (1...4).map { #"{"do":"say","text":"number \#($0)"}"# }
        ),
    ]

    /// The tests that show the other codes.
    private static let elsewhere: [ErrorCode: String] = [
        .notUTF8: "ErrorCodeTests, a line that is not UTF-8 is refused",
        .helloFirst: "ErrorCodeTests, hello comes first",
        .nameTaken: "RealAccountsTests, neither takes the chosen name of the other",
        .full: "LimitTests, as many sessions as may be are taken",
        .tooManySessions: "LimitTests, an account has as many sessions as may be",
        .notPermitted: "RealAccountsTests, who is in no allowed group is not let in",
        .tooSlow: "SlowReaderTests, a slow reader is ended and delays nobody",
        .stopping: "StoppingTests, everyone is told that the daemon stops",
        .timedOut: "TalkServerTests, which need not wait for it",
        .dismissed: "not provoked by anything yet: operators have an issue of their own",
        .notKept: "not provoked by anything yet: the ledger has an issue of its own",
    ]

    @Test func `every code has its test`() {
        let shown = Set(Self.provocations.keys).union(Self.elsewhere.keys)
        #expect(shown == Set(ErrorCode.allCases))
        #expect(Set(Self.provocations.keys).isDisjoint(with: Self.elsewhere.keys))
    }

    @Test(arguments: provocations.keys.sorted { $0.rawValue < $1.rawValue })
    func `the code comes when it is provoked and the session goes on`(code: ErrorCode) throws {
        let (settings, lines) = try #require(Self.provocations[code])
        let daemon = try Daemon(settings)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        for line in lines { try ada.send(line) }
        let error = try ada.expect("error")
        #expect(error["code"] == code.rawValue)
        #expect(error["text"]?.isEmpty == false)
        #expect(error[bool: "fatal"] != true)
        try ada.settle()
    }

    @Test func `who is too fast is told once, and nothing that it says is lost`() throws {
        let daemon = try Daemon(["pace=20", "burst=2"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        for number in 1...20 { try ada.say("number \(number)") }
        let came = try ada.gather(until: "said") { $0[integer: "seq"] == 20 }
        #expect(came.count { $0["code"] == "too-fast" } == 1)
        let texts = came.filter { $0.event == "said" }.compactMap { $0["text"] }
        #expect(texts == (1...20).map { "number \($0)" })
    }

    @Test func `an error carries the id of the request that it answers`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.send(#"{"do":"dance","id":"a"}"#)
        #expect(try ada.next()?["id"] == "a")
        try ada.say("", id: "b")
        #expect(try ada.next()?["id"] == "b")
        try ada.send(#"{"do":"tell","to":"nobody-here","text":"oi","id":"c"}"#)
        #expect(try ada.next()?["id"] == "c")
    }

    @Test func `a line that is not UTF-8 is refused, in both dialects`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.stream.send(Array(#"{"do":"say","text":""#.utf8) + [0xFF] + Array("\"}\n".utf8))
        #expect(try ada.next()?["code"] == "not-utf8")
        let wren = try daemon.enter("wren")
        try wren.stream.send([0x6F, 0xEC, 0x0A])
        try wren.expectNotice("UTF-8")
        try wren.send("oi")
        try wren.expect(line: shown("wren", "oi"))
        #expect(try ada.settle().count { $0.event == "said" } == 1)
    }

    @Test(arguments: ["say", "tell", "name", "who", "history", "ping"])
    func `hello comes first`(request: String) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let client = try daemon.json()
        try client.send(#"{"do":"\#(request)","text":"x","to":"ada","name":"ada"}"#)
        #expect(try client.next()?["code"] == "hello-first")
        try client.hello("ada")
    }
}
