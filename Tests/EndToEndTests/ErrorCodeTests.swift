import Foundation
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
        .turnedOff: (["ring=off"], [#"{"do":"ring","to":"daemon"}"#]),
        .noSuchGroup: (
            ["wall=everyone"], [#"{"do":"wall","text":"oi","group":"no-such-group-here"}"#]
        ),
        .ringsTooOften: (
            [],
            Array(
                repeating: #"{"do":"ring","to":"ada"}"#,
                count: 2 * Limits.maxRings * Programs.allowance)
        ),
        .tooFast: (
            ["pace=5", "burst=1"],
            (1...10 * Programs.allowance).map { #"{"do":"say","text":"number \#($0)"}"# }
        ),
    ]

    /// The files of the tests that show the other codes.
    private static let elsewhere: [ErrorCode: String] = [
        .notUTF8: "EndToEndTests/ErrorCodeTests", .helloFirst: "EndToEndTests/ErrorCodeTests",
        .nameTaken: "EndToEndTests/RealAccountsTests", .full: "EndToEndTests/LimitTests",
        .tooManySessions: "EndToEndTests/LimitTests", .notPermitted: "EndToEndTests/AdmissionTests",
        .tooSlow: "EndToEndTests/SlowReaderTests", .stopping: "EndToEndTests/StoppingTests",
        .timedOut: "TalkServerTests/TimesTests", .notKept: "EndToEndTests/KeptTests",
        .operatorsOnly: "EndToEndTests/RealAccountsTests",
        .rootOnly: "EndToEndTests/RealAccountsTests",
        .notATerminal: "EndToEndTests/HandoverTests",
        .tooManyTerminals: "EndToEndTests/HandoverTests",
        .muted: "EndToEndTests/OperatorMatrixTests", .banned: "EndToEndTests/OperatorMatrixTests",
        .notOnRoot: "EndToEndTests/OperatorTests", .notOnYourself: "EndToEndTests/OperatorTests",
        .noSuchAccount: "EndToEndTests/OperatorTests",
        .noSuchMessage: "EndToEndTests/OperatorTests",
        .nothingToLift: "EndToEndTests/OperatorTests", .dismissed: "EndToEndTests/OperatorTests",
    ]

    @Test func `every code has its test`() throws {
        let shown = Array(Self.provocations.keys) + Array(Self.elsewhere.keys)
        #expect(shown.count == Set(shown).count)
        #expect(Set(shown) == Set(ErrorCode.allCases))
        for (code, file) in Self.elsewhere {
            let tests = try text(of: "Tests/\(file).swift")
            #expect(tests.contains(code.rawValue), "\(code.rawValue) in \(file)")
        }
    }

    @Test(arguments: provocations.keys.sorted { $0.rawValue < $1.rawValue })
    func `the code comes when it is provoked and the session goes on`(code: ErrorCode) throws {
        let (settings, lines) = try #require(Self.provocations[code])
        let daemon = try Daemon(settings)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        // At once: what comes too often is not to be spread by who sends it.
        try ada.send(lines.joined(separator: "\n"))
        let error = try ada.expect("error")
        #expect(error["code"] == code.rawValue)
        #expect(error["text"]?.isEmpty == false)
        #expect(error[bool: "fatal"] != true)
        try ada.settle()
    }

    @Test func `who is too fast is told once, and nothing that it says is lost`() throws {
        // Who owes nothing any more is told anew: that takes five seconds in which nothing of it is read.
        let daemon = try Daemon(["pace=20", "burst=100"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let texts = (1...160 * Programs.allowance).map { "number \($0)" }
        try ada.send(texts.map { #"{"do":"say","text":"\#($0)"}"# }.joined(separator: "\n"))
        let came = try ada.gather(until: "said") { $0[integer: "seq"] == texts.count }
        #expect(came.count { $0["code"] == "too-fast" } == 1)
        #expect(came.filter { $0.event == "said" }.compactMap { $0["text"] } == texts)
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
