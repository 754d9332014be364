import Posix
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
    private(set) var preferences: [Preferences.Change] = []
    private(set) var visit: Visit?
    /// How often a terminal was to be handed over.
    private(set) var handings = 0
    private(set) var remembered: [String] = []
    private(set) var ending: TalkLanguage.ExitStatus?
    /// How often it asked for another connection.
    private(set) var retries = 0

    init(_ party: Party) {
        self.party = party
    }

    mutating func act(_ body: (inout Party, inout Desk) -> Void) {
        var desk = Desk()
        body(&party, &desk)
        party.settle(&desk)
        output += String(decoding: desk.output, as: UTF8.self)
        complaints += desk.complaints.map(\.english)
        remembered += desk.remembered
        preferences += desk.preferences
        visit = desk.visit ?? visit
        ending = ending ?? desk.ending
        if desk.retries { retries += 1 }
        if desk.handsOver { handings += 1 }
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
        act { $0.lost(.closed, &$1) }
    }

    /// The daemon is not to be reached.
    mutating func fail(_ status: TalkLanguage.ExitStatus = .unavailable) {
        act { $0.lost(.failed(Ending(status, .verbatim("not to be had"))), &$1) }
    }

    /// Another connection, on which the daemon lets us in.
    mutating func comeBack(
        seq: UInt64, oldest: UInt64 = 1, ledger: SafeText = "l", reset: Bool = false
    ) {
        greet()
        hear(.welcome(seq: seq, oldest: oldest, ledger: ledger, reset: reset))
    }

    /// The requests since so many.
    func requests(from count: Int) -> [Request] { Array(requests.dropFirst(count)) }

    /// What was said or told so far, in order.
    var texts: [String] {
        requests.compactMap { request in
            switch request {
            case .say(let text, _, _), .tell(_, let text, _): text
            default: nil
            }
        }
    }

    /// A receipt for a message, the first of which is 0.
    mutating func hearReceipt(of index: Int) {
        guard let id = ids[index] else { return }
        hear(.receipt(Receipt(seq: 1, time: .start, id: id)))
    }

    /// The id of the last ping, which is of the client's own making.
    var lastPing: MessageID? {
        for request in requests.reversed() {
            if case .ping(let id) = request { return id }
        }
        return nil
    }

    /// The id of the last request that has one.
    var lastID: MessageID? { requests.reversed().lazy.compactMap(\.id).first }

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

extension Scene where Party == TerminalConversation {
    /// At a terminal, in a room where five things were said; comes back to it.
    static func atTerminal() -> Self {
        var scene = Scene(TerminalConversation(.persistent, name: "ada", size: .usual))
        scene.greet()
        scene.hear(.welcome(seq: 5), .said("before", seq: 5))
        return scene
    }
}

extension Scene where Party == PlainConversation {
    /// In a pipe, or at a terminal that is no more than one, in the same room.
    static func inPipe(isScripted: Bool = true) -> Self {
        var scene = Scene(
            PlainConversation(.persistent, name: nil, asks: false, isScripted: isScripted))
        scene.greet()
        scene.hear(.welcome(seq: 5), .said("before", seq: 5))
        return scene
    }
}

extension Circumstances {
    /// Of a client that ends when the daemon goes away.
    static let test = made(reconnects: false)
    /// Of one that comes back.
    static let persistent = made(reconnects: true)

    private static func made(reconnects: Bool) -> Circumstances {
        Circumstances(
            language: .english, program: "talkroom", socketPath: "/s", client: "talkroom/test",
            reconnects: reconnects,
            timeoutMilliseconds: 10_000,
            randomToken: { String(UInt64.random(in: 1 << 60...(.max)), radix: 16) }, chance: { 0 },
            now: { .start }, milliseconds: { 0 }, localTime: { LocalTime(utc: $0) },
            isLogin: { $0 == "daemon" })
    }
}

extension Event {
    static func welcome(
        here: Int = 1, seq: UInt64 = 0, oldest: UInt64 = 1, ledger: SafeText = "l",
        reset: Bool = false
    ) -> Event {
        .welcome(
            Welcome(
                host: "host", ledger: ledger, seq: seq, oldest: oldest, speaker: .ada, session: 1,
                here: here, reset: reset))
    }

    static func told(_ text: SafeText, by speaker: Speaker = .ada, id: MessageID?) -> Event {
        .told(Told(time: .start, speaker: speaker, to: "wren", text: text, id: id))
    }

    static func renamed(to name: SafeText) -> Event {
        let speaker = Speaker(name: name, account: "ada", uid: 1000)
        return .renamed(Presence(time: .start, speaker: speaker, session: 1), was: "ada")
    }

    static func said(
        _ text: SafeText, by speaker: Speaker = .ada, id: MessageID? = nil, seq: UInt64 = 1
    ) -> Event {
        .said(
            Said(
                seq: seq, time: .start, speaker: speaker, text: text, style: .plain, id: id))
    }

    static func rang(_ text: SafeText = "", by speaker: Speaker = .wren) -> Event {
        .rang(Rang(time: .start, speaker: speaker, to: "ada", text: text))
    }

    /// One terminal reached, of two.
    static func reached(
        to who: SafeText? = nil, sessions: Int = 0, terminals: Int = 1, id: MessageID?
    ) -> Event {
        var reached = Reached(to: who, id: id)
        reached.sessions = sessions
        reached.allSessions = sessions
        reached.terminals = terminals
        reached.allTerminals = 2
        reached.off = 1
        return .reached(reached)
    }

    static func unreached(_ reason: Unreached.Reason = .blocked) -> Event {
        .unreached(
            Unreached(account: "wren", uid: 1001, terminal: "pts/3", reason: reason))
    }

    static func lodger(
        _ account: SafeText, terminals: Int = 1, takes: Bool = true, idle: Int = 0
    ) -> Event {
        .lodger(
            Lodger(
                account: account, uid: 1002, terminals: terminals, takesMessages: takes,
                idleSeconds: idle))
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
    /// Of another account.
    static let wren = Speaker(name: "wren", account: "wren", uid: 1001)
}

extension Timestamp {
    /// 14:03 on a Tuesday, 24 November 2026, in UTC.
    static let start = Timestamp(milliseconds: 1_795_528_980_000)
}

extension LocalTime {
    init(utc time: Timestamp) {
        let numbers = time.description.split { !$0.isNumber }.map { Int($0) ?? 0 }
        let days = Int(time.milliseconds / 86_400_000)
        self.init(
            year: numbers[0], month: numbers[1], day: numbers[2], weekday: (days + 4) % 7,
            hour: numbers[3], minute: numbers[4])
    }
}

extension SafeText: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(sanitizing: value)
    }
}

extension String {
    /// How often a part is in it.
    func count(of part: String) -> Int { ranges(of: part).count }
}

extension TerminalSize {
    static let usual = TerminalSize(columns: 200, rows: 24)
}
