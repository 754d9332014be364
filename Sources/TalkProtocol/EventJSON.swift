import TalkText

extension Event {
    /// The event as one line of the JSON dialect, with its LF: `event` first, then `seq` and `time`.
    package var jsonLine: [UInt8] {
        var writer = JSONWriter()
        writer.write(.event, word)
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
            writer.write(.was, was.string)
        case .person(let person): person.write(to: &writer)
        case .end: break
        case .pong(let id):
            if let id { writer.write(.id, id.string) }
        case .error(let failure): failure.write(to: &writer)
        }
        return writer.end()
    }

    /// The value of `event`.
    private var word: String {
        switch self {
        case .welcome: "welcome"
        case .said: "said"
        case .receipt: "receipt"
        case .told: "told"
        case .joined: "joined"
        case .left: "left"
        case .renamed: "renamed"
        case .person: "person"
        case .past: "past"
        case .end: "end"
        case .pong: "pong"
        case .error: "error"
        }
    }
}

extension Speaker {
    /// Its members, written once for all that it says.
    static func members(name: SafeText, account: SafeText, uid: UInt32) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(.name, name.string)
        writer.write(.account, account.string)
        writer.write(.uid, uid)
        return writer.members()
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(members: members)
    }
}

extension Welcome {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.seq, seq)
        writer.write(.version, 1)
        writer.write(.host, host.string)
        writer.write(.ledger, ledger.string)
        writer.write(.oldest, oldest)
        speaker.write(to: &writer)
        writer.write(.session, session)
        writer.write(.here, here)
        if reset { writer.write(.reset, true) }
    }
}

extension Said {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.seq, seq)
        writer.write(.time, time)
        speaker.write(to: &writer)
        writer.write(.text, text.string)
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
        writer.write(.to, to.string)
        writer.write(.text, text.string)
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
    }
}

extension Failure {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.code, code.string)
        writer.write(.text, text.string)
        if let id { writer.write(.id, id.string) }
        if fatal { writer.write(.fatal, true) }
    }
}
