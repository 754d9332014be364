import TalkText

extension Event {
    /// The event as one line of the JSON dialect, with its LF: `event` first, then `seq` and `time`.
    package var jsonLine: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// Appends ``jsonLine``.
    package func append(to bytes: inout [UInt8]) {
        var writer = JSONWriter(after: &bytes)
        writer.write(members: head)
        switch self {
        case .welcome(let welcome): welcome.write(to: &writer)
        case .said(let said), .past(let said): said.write(to: &writer)
        case .receipt(let receipt): receipt.write(to: &writer)
        case .told(let told): told.write(to: &writer)
        case .joined(let presence): presence.write(to: &writer)
        case .left(let presence, let reason):
            presence.write(to: &writer)
            writer.write(.reason, reason.rawValue)
        case .renamed(let presence, let was):
            presence.write(to: &writer)
            writer.write(.was, was)
        case .person(let person): person.write(to: &writer)
        case .rang(let rang): rang.write(to: &writer)
        case .answered(let presence): presence.write(to: &writer)
        case .lodger(let lodger): lodger.write(to: &writer)
        case .unreached(let unreached): unreached.write(to: &writer)
        case .reached(let reached): reached.write(to: &writer)
        case .messages(let state): state.write(to: &writer)
        case .acted(let act), .act(let act): act.write(to: &writer)
        case .give, .end: break
        case .pong(let id):
            if let id { writer.write(.id, id.string) }
        case .error(let failure): failure.write(to: &writer)
        }
        bytes = writer.end()
    }

    /// The first member, `event`, as it is written.
    private var head: [UInt8] {
        switch self {
        case .welcome: EventHead.welcome
        case .said: EventHead.said
        case .receipt: EventHead.receipt
        case .told: EventHead.told
        case .joined: EventHead.joined
        case .left: EventHead.left
        case .renamed: EventHead.renamed
        case .person: EventHead.person
        case .past: EventHead.past
        case .rang: EventHead.rang
        case .answered: EventHead.answered
        case .lodger: EventHead.lodger
        case .unreached: EventHead.unreached
        case .reached: EventHead.reached
        case .messages: EventHead.messages
        case .give: EventHead.give
        case .acted: EventHead.acted
        case .act: EventHead.act
        case .end: EventHead.end
        case .pong: EventHead.pong
        case .error: EventHead.error
        }
    }
}

/// Quoted once, not once a line.
private enum EventHead {
    static let welcome = head("welcome")
    static let said = head("said")
    static let receipt = head("receipt")
    static let told = head("told")
    static let joined = head("joined")
    static let left = head("left")
    static let renamed = head("renamed")
    static let person = head("person")
    static let past = head("past")
    static let rang = head("rang")
    static let answered = head("answered")
    static let lodger = head("lodger")
    static let unreached = head("unreached")
    static let reached = head("reached")
    static let messages = head("messages")
    static let give = head("give")
    static let acted = head("acted")
    static let act = head("act")
    static let end = head("end")
    static let pong = head("pong")
    static let error = head("error")

    private static func head(_ word: StaticString) -> [UInt8] {
        Array("\"event\":\"\(word)\"".utf8)
    }
}

extension Speaker {
    /// Its members, written once for all that it says.
    static func members(name: SafeText, account: SafeText, uid: UInt32) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(.name, name)
        writer.write(.account, account)
        writer.write(.uid, uid)
        return writer.members()
    }

    func write(to writer: inout JSONWriter) {
        writer.write(members: members)
    }
}

extension Welcome {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.seq, seq)
        writer.write(.version, 1)
        writer.write(.host, host)
        writer.write(.ledger, ledger)
        writer.write(.oldest, oldest)
        speaker.write(to: &writer)
        writer.write(.session, session)
        writer.write(.here, here)
        if reset { writer.write(.reset, true) }
        if !topic.isBlank { writer.write(.topic, topic) }
    }
}

extension Said {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.seq, seq)
        writer.write(.time, time)
        speaker.write(to: &writer)
        writer.write(.text, text)
        if style != .plain { writer.write(.style, style.rawValue) }
        if let id { writer.write(.id, id.string) }
    }
}

extension Receipt {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.seq, seq)
        writer.write(.time, time)
        writer.write(.id, id.string)
    }
}

extension Told {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.time, time)
        speaker.write(to: &writer)
        writer.write(.to, to)
        writer.write(.text, text)
        if let id { writer.write(.id, id.string) }
    }
}

extension Presence {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.time, time)
        speaker.write(to: &writer)
        writer.write(.session, session)
    }
}

extension Person {
    fileprivate func write(to writer: inout JSONWriter) {
        speaker.write(to: &writer)
        writer.write(.session, session)
        writer.write(.since, since)
        writer.write(.idle, idleSeconds)
        details?.write(to: &writer)
    }
}

extension Failure {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.code, code)
        writer.write(.text, text)
        if let id { writer.write(.id, id.string) }
        if fatal { writer.write(.fatal, true) }
    }
}
