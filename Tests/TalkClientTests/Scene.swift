import TalkLanguage
import TalkProtocol
import TalkText

@testable import TalkClient

/// What the tests of conversations share: a conversation with nobody behind it, whose desk is read.
struct Scene<Party: Conversation> {
    var party: Party
    private(set) var output = ""
    private(set) var requests: [Request] = []
    private(set) var complaints: [String] = []
    private(set) var ending: TalkLanguage.ExitStatus?

    init(_ party: Party) {
        self.party = party
    }

    mutating func act(_ body: (inout Party, inout Desk) -> Void) {
        var desk = Desk()
        body(&party, &desk)
        party.settle(&desk)
        output += String(decoding: desk.output, as: UTF8.self)
        complaints += desk.complaints.map(\.english)
        ending = ending ?? desk.ending
        var reader = LineReader()
        reader.append(desk.wire)
        while case .complete(let line)? = reader.next() {
            do {
                requests.append(try Request(jsonLine: line))
            } catch {
                complaints.append("not a request: \(error)")
            }
        }
    }

    mutating func greet(_ line: String = "talkroom 1 host: choose a username [ada]") {
        guard let greeting = Greeting(line: Array(line.utf8)) else { return }
        act { $0.greeted(by: greeting, &$1) }
    }

    mutating func hear(_ events: Event...) {
        for event in events {
            act { $0.heard(event, line: Array(event.jsonLine.dropLast()), &$1) }
        }
    }

    mutating func type(_ text: String) {
        act { $0.typed(Array(text.utf8), &$1) }
    }

    mutating func endInput() {
        act { $0.inputEnded(&$1) }
    }

    mutating func close() {
        act { $0.closed(&$1) }
    }

    /// The ids of what was said or told so far, in order.
    var ids: [MessageID?] {
        requests.compactMap { request in
            switch request {
            case .say(_, _, let id), .tell(_, _, let id): id
            default: nil
            }
        }
    }
}

extension Circumstances {
    static let test = Circumstances(
        language: .english, socketPath: "/s", client: "talkroom/test",
        randomToken: { String(UInt64.random(in: 0...(.max)), radix: 16) })
}

extension Event {
    static func welcome(here: Int = 1, seq: UInt64 = 0) -> Event {
        .welcome(
            Welcome(
                host: "host", ledger: "l", seq: seq, oldest: 1, speaker: .ada, session: 1,
                here: here, reset: false))
    }

    static func said(_ text: SafeText, id: MessageID? = nil, seq: UInt64 = 1) -> Event {
        .said(
            Said(
                seq: seq, time: .start, speaker: .ada, text: text, style: .plain, id: id))
    }

    static func refused(_ code: ErrorCode, id: MessageID? = nil, fatal: Bool = false) -> Event {
        .error(
            Failure(
                code: SafeText(sanitizing: code.rawValue), text: "as the daemon says", id: id,
                fatal: fatal))
    }
}

extension Speaker {
    static let ada = Speaker(name: "ada", account: "ada", uid: 1000)
}

extension Timestamp {
    static let start = Timestamp(milliseconds: 0)
}

extension SafeText: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(sanitizing: value)
    }
}
