import Foundation
import TestSupport
import Testing

/// What an event looks like, byte for byte where protocol.md says so.
@Suite struct WireShapeTests {
    /// The keys of each event, those that may be missing apart.
    private static let shapes: [String: (always: Set<String>, sometimes: Set<String>)] = [
        "welcome": (
            [
                "version", "host", "ledger", "seq", "oldest", "name", "account", "uid", "session",
                "here",
            ], ["reset"]
        ),
        "said": (["seq", "time", "name", "account", "uid", "text"], ["style", "id"]),
        "past": (["seq", "time", "name", "account", "uid", "text"], ["style", "id"]),
        "receipt": (["seq", "time", "id"], []),
        "told": (["time", "name", "account", "uid", "to", "text"], ["id"]),
        "joined": (["time", "name", "account", "uid", "session"], []),
        "left": (["time", "name", "account", "uid", "session", "reason"], []),
        "renamed": (["time", "name", "account", "uid", "session", "was"], []),
        "person": (["name", "account", "uid", "session", "since", "idle"], []),
        "end": ([], []),
        "pong": ([], ["id"]),
        "error": (["code", "text"], ["id", "fatal"]),
    ]

    /// One of each kind of event, as the daemon wrote it.
    private func everyKind(_ daemon: Daemon) throws -> [WireEvent] {
        let ada = try daemon.json()
        var events = [try ada.hello("ada", extra: #""after":99"#)]
        let wren = try daemon.join("wren")
        try wren.send(#"{"do":"say","text":"oi é \u0022\\/ \t\n 😀","id":"1"}"#)
        try wren.send(#"{"do":"say","text":"waves","style":"action"}"#)
        try wren.send(#"{"do":"tell","to":"ada","text":"psst"}"#)
        try wren.send(#"{"do":"name","name":"lia"}"#)
        try wren.send(#"{"do":"leave"}"#)
        _ = try wren.eventsToEnd()
        events += try ada.gather(until: "left")
        try ada.say("twice", id: "2")
        try ada.say("twice", id: "2")
        // An answer comes after it unless the disk is slow.
        events += try ada.gather(until: "receipt")
        try ada.send(#"{"do":"who"}"#)
        try ada.send(#"{"do":"history"}"#)
        try ada.send("{")
        try ada.send(#"{"do":"ping"}"#)
        events += try ada.gather(until: "pong")
        return events
    }

    @Test func `every event has the keys that the protocol names and no other`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let events = try everyKind(daemon)
        #expect(Set(events.map(\.event)) == Set(Self.shapes.keys))
        for event in events {
            let shape = try #require(Self.shapes[event.event], "\(event)")
            let keys = Set(event.values.keys).subtracting(["event"])
            #expect(shape.always.isSubset(of: keys), "\(event)")
            #expect(keys.isSubset(of: shape.always.union(shape.sometimes)), "\(event)")
        }
    }

    @Test func `events are compact, the event first, then seq and time`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        for event in try everyKind(daemon) {
            let line = String(decoding: event.line, as: UTF8.self)
            #expect(line.hasPrefix(#"{"event":""#), "\(event)")
            #expect(line.wholeMatch(of: Self.compact) != nil, "\(event)")
            if event.event == "said" || event.event == "past" || event.event == "receipt" {
                let start =
                    #"{"event":"\#(event.event)","seq":\#(event[integer: "seq"] ?? 0),"time":"#
                #expect(line.hasPrefix(start), "\(event)")
            } else if event["time"] != nil {
                #expect(line.hasPrefix(#"{"event":"\#(event.event)","time":"#), "\(event)")
            }
        }
    }

    private static var compact: Regex<Substring> {
        /\{(?:"[a-z]+":(?:"(?:[^"\\]|\\.)*"|-?[0-9]+|true|false),?)*\}/
            .matchingSemantics(.unicodeScalar)
    }

    @Test func `times are RFC 3339 in UTC with milliseconds, and of now`() throws {
        let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let daemon = try Daemon()
        defer { daemon.end() }
        for event in try everyKind(daemon) {
            guard let time = event["time"] ?? event["since"] else { continue }
            #expect(
                time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil, "\(time)")
            let date = try format.parse(time)
            #expect(abs(date.timeIntervalSinceNow) < 300, "\(time)")
        }
    }

    @Test func `text stays UTF-8 and is escaped no more than it must be`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.send(#"{"do":"say","text":"\u00e9\u4e16\ud83d\ude00 \"\\\/ <&>\t\n"}"#)
        let line = String(decoding: try ada.expect("said").line, as: UTF8.self)
        #expect(line.contains(#""text":"é世😀 \"\\/ <&>\t\n""#), "\(escaped(line))")
    }

    @Test func `unknown keys are ignored`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.send(#"{"x":1,"do":"ping","room":"a","via":"b","fd":3,"y":true,"id":"1"}"#)
        #expect(try ada.next()?["id"] == "1")
    }

    @Test func `a line may end in CR LF and hold blanks where JSON lets it`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.send("{ \"do\" :\t\"ping\" , \"id\" : \"1\" } \r")
        #expect(try ada.next()?["id"] == "1")
    }

    // Without a disk, on which what is said could wait until its sender has left.
    @Test func `what comes after leave is not read, and an unfinished line is not said`() throws {
        let daemon = try Daemon(["history=memory"])
        defer { daemon.end() }
        let witness = try daemon.join("witness")
        let ada = try daemon.join("ada")
        let requests = [
            #"{"do":"say","text":"one"}"#, #"{"do":"leave"}"#, #"{"do":"say","text":"two"}"#,
        ]
        try ada.send(requests.joined(separator: "\n"))
        let wren = try daemon.join("wren")
        try wren.send(#"{"do":"say","text":"three"}"#)
        try wren.send(#"{"do":"say","text":"four"}"#, unfinished: true)
        wren.stream.finishSending()
        #expect(try wren.eventsToEnd().contains { $0["text"] == "three" })
        _ = try ada.eventsToEnd()
        let came = try witness.settle()
        let texts = came.filter { $0.event == "said" }.compactMap { $0["text"] }
        #expect(texts.sorted() == ["one", "three"], "\(came)")
    }

    @Test func `what can still be read from a client that reads nothing is said`() throws {
        let daemon = try Daemon(Daemon.roomy + ["history=memory"])
        defer { daemon.end() }
        let witness = try daemon.join("witness")
        let stream = try daemon.connect()
        let speech = (1...50).map { #"{"do":"say","text":"\#($0)"}"# + "\n" }.joined()
        try stream.send(Array((#"{"do":"hello","name":"ada"}"# + "\n" + speech).utf8))
        stream.close()
        let came = try witness.gather(until: "left")
        #expect(came.count { $0.event == "said" } == 50, "a failed send loses nothing")
    }
}
