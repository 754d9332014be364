import TalkText

/// Why a line from a daemon is no event that this program knows.
package enum EventFault: Error, Hashable, Sendable {
    /// An event that a later daemon may send; to be ignored.
    case unknown
    /// Not JSON, or a key lacks or has the wrong type.
    case malformed
}

extension Event {
    /// Reads a line of the JSON dialect; bytes that are not UTF-8 are repaired, every text is made safe.
    package init(jsonLine: [UInt8]) throws(EventFault) {
        let fields = try EventFields(line: jsonLine)
        switch try fields.string("event") {
        case "welcome": self = .welcome(try fields.welcome())
        case "said": self = .said(try fields.said())
        case "past": self = .past(try fields.said())
        case "receipt": self = .receipt(try fields.receipt())
        case "told": self = .told(try fields.told())
        case "joined": self = .joined(try fields.presence())
        case "left": self = .left(try fields.presence(), try fields.reason())
        case "renamed": self = .renamed(try fields.presence(), was: try fields.label("was"))
        case "person": self = .person(try fields.person())
        case "rang": self = .rang(try fields.rang())
        case "answered": self = .answered(try fields.presence())
        case "lodger": self = .lodger(try fields.lodger())
        case "unreached": self = .unreached(try fields.unreached())
        case "reached": self = .reached(try fields.reached())
        case "messages": self = .messages(try fields.messages())
        case "give": self = .give
        case "acted": self = .acted(try fields.act())
        case "act": self = .act(try fields.act())
        case "end": self = .end
        case "pong": self = .pong(id: fields.id)
        case "error": self = .error(try fields.failure())
        default: throw .unknown
        }
    }
}

/// The keys of an event, each read as the type it must have.
private struct EventFields {
    private let object: JSONObject

    init(line: [UInt8]) throws(EventFault) {
        do throws(JSONFault) {
            object = try Self.object(from: line)
        } catch {
            throw .malformed
        }
    }

    private static func object(from line: [UInt8]) throws(JSONFault) -> JSONObject {
        do throws(JSONFault) {
            return try JSONReader.object(from: line)
        } catch {
            guard error == .notUTF8 else { throw error }
            return try JSONReader.object(
                from: Array(String(decoding: line, as: UTF8.self).utf8))
        }
    }

    /// An id that breaks its rule is as good as none.
    var id: MessageID? {
        guard case .string(let text) = object["id"] else { return nil }
        return MessageID(text)
    }

    func welcome() throws(EventFault) -> Welcome {
        Welcome(
            host: try label("host"), ledger: try label("ledger"), seq: try number("seq"),
            oldest: try number("oldest"), speaker: try speaker(), session: try number("session"),
            here: try count("here"), reset: boolean("reset"),
            topic: object["topic"] == nil ? .empty : try row("topic"))
    }

    func said() throws(EventFault) -> Said {
        Said(
            seq: try number("seq"), time: try time("time"), speaker: try speaker(),
            text: try text("text"), style: style, id: id)
    }

    func receipt() throws(EventFault) -> Receipt {
        guard let id else { throw .malformed }
        return Receipt(seq: try number("seq"), time: try time("time"), id: id)
    }

    func told() throws(EventFault) -> Told {
        Told(
            time: try time("time"), speaker: try speaker(), to: try label("to"),
            text: try text("text"), id: id)
    }

    func presence() throws(EventFault) -> Presence {
        Presence(time: try time("time"), speaker: try speaker(), session: try number("session"))
    }

    func person() throws(EventFault) -> Person {
        Person(
            speaker: try speaker(), session: try number("session"), since: try time("since"),
            idleSeconds: try count("idle"),
            details: object["state"] == nil ? nil : try details())
    }

    private func details() throws(EventFault) -> PersonDetails {
        PersonDetails(
            state: PersonDetails.State(rawValue: try string("state")) ?? .present,
            client: try label("client"), terminal: try label("terminal"),
            undeliveredBytes: try count("undelivered"), isMuted: boolean("muted"),
            isOperator: boolean("operator"))
    }

    /// An act that a later daemon may know of is unknown.
    func act() throws(EventFault) -> Act {
        guard let kind = ActKind(rawValue: try string("act")) else { throw .unknown }
        var to: Act.Subject?
        if object["to"] != nil {
            to = Act.Subject(account: try label("to"), uid: try uid("to_uid"))
        }
        return Act(
            time: try time("time"), speaker: try speaker(), kind: kind, to: to,
            until: object["until"] == nil ? nil : try time("until"),
            seq: object["seq"] == nil ? nil : try number("seq"),
            ledger: object["ledger"] == nil ? nil : try label("ledger"), text: try row("text"),
            isStanding: boolean("standing"), isKept: object["kept"] != .boolean(false), id: id)
    }

    func failure() throws(EventFault) -> Failure {
        Failure(
            code: try label("code"), text: try text("text"), id: id, fatal: boolean("fatal"))
    }

    func rang() throws(EventFault) -> Rang {
        Rang(
            time: try time("time"), speaker: try speaker(), to: try label("to"),
            text: try text("text"))
    }

    func lodger() throws(EventFault) -> Lodger {
        Lodger(
            account: try label("account"), uid: try uid(), terminals: try count("terminals"),
            takesMessages: boolean("messages"), idleSeconds: try count("idle"))
    }

    func unreached() throws(EventFault) -> Unreached {
        Unreached(
            account: try label("account"), uid: try uid(), terminal: try label("terminal"),
            reason: Unreached.Reason(rawValue: try string("reason")) ?? .failed)
    }

    func reached() throws(EventFault) -> Reached {
        var reached = Reached(to: object["to"] == nil ? nil : try label("to"), id: id)
        reached.sessions = try count("sessions")
        reached.allSessions = try count("all_sessions")
        reached.terminals = try count("terminals")
        reached.allTerminals = try count("all_terminals")
        reached.off = try count("off")
        reached.failed = try count("failed")
        if object["terminal"] != nil { reached.terminal = try label("terminal") }
        return reached
    }

    func messages() throws(EventFault) -> MessagesState {
        MessagesState(
            areTaken: boolean("messages"), handed: try count("handed"), isHere: boolean("here"),
            isKept: boolean("kept"), id: id)
    }

    /// A reason that a later daemon may give reads as the connection's end.
    func reason() throws(EventFault) -> LeaveReason {
        LeaveReason(rawValue: try string("reason")) ?? .hungUp
    }

    private var style: Request.Style {
        guard case .string(let word) = object["style"] else { return .plain }
        return Request.Style(rawValue: word) ?? .plain
    }

    private func speaker() throws(EventFault) -> Speaker {
        // Who reads events seldom writes them.
        return Speaker(
            name: try label("name"), account: try label("account"), uid: try uid(),
            isSaidOften: false)
    }

    private func uid(_ key: String = "uid") throws(EventFault) -> UInt32 {
        guard let uid = UInt32(exactly: try number(key)) else { throw .malformed }
        return uid
    }

    func string(_ key: String) throws(EventFault) -> String {
        guard case .string(let text) = object[key] else { throw .malformed }
        return text
    }

    /// A text, of as many bytes as one of an honest daemon has at the most, each of which may have become U+FFFD.
    func text(_ key: String) throws(EventFault) -> SafeText {
        let text = try string(key)
        let maxBytes = Limits.maxTextBytes * 3
        if text.utf8.count <= maxBytes { return SafeText(sanitizing: text) }
        return SafeText(repairing: Array(text.utf8.prefix(maxBytes - 2)))
    }

    /// A text of one line, which ends what is shown.
    func row(_ key: String) throws(EventFault) -> SafeText {
        oneLine(try string(key), maxCharacters: Limits.maxRowBytes)
    }

    /// A text that is shown within a line, and so must not break it: what it says next would be a forgery. It
    /// may be shown in every line of a text, and so must not be long either.
    func label(_ key: String) throws(EventFault) -> SafeText {
        let text = try string(key)
        // Nearly every name, login and code.
        let whole = SafeText(sanitizing: text)
        if whole.isQuotable, text.utf8.count <= TextLimits.maxLoginCharacters { return whole }
        return oneLine(text, maxCharacters: TextLimits.maxLoginCharacters)
    }

    private func oneLine(_ text: String, maxCharacters: Int) -> SafeText {
        let start = text.unicodeScalars.prefix(maxCharacters)
        let safe = SafeText(sanitizing: String(start))
        let scalars = safe.string.unicodeScalars.map { scalar -> Unicode.Scalar in
            scalar == "\n" || scalar == "\t" ? "\u{FFFD}" : scalar
        }
        return SafeText(sanitizing: String(String.UnicodeScalarView(scalars)))
    }

    private func number(_ key: String) throws(EventFault) -> UInt64 {
        guard case .integer(let number) = object[key], number >= 0 else { throw .malformed }
        return UInt64(number)
    }

    /// How many there are of something: more than an honest daemon counts to are as many as that, so that several
    /// can be added.
    private func count(_ key: String) throws(EventFault) -> Int {
        Int(min(try number(key), UInt64(Int32.max)))
    }

    private func time(_ key: String) throws(EventFault) -> Timestamp {
        guard let time = Timestamp(try string(key)) else { throw .malformed }
        return time
    }

    private func boolean(_ key: String) -> Bool {
        object[key] == .boolean(true)
    }
}
