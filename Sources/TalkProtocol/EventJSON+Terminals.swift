import TalkText

extension Rang {
    func write(to writer: inout JSONWriter) {
        writer.write(.time, time)
        speaker.write(to: &writer)
        writer.write(.to, to)
        writer.write(.text, text)
    }
}

extension Lodger {
    func write(to writer: inout JSONWriter) {
        writer.write(.account, account)
        writer.write(.uid, uid)
        writer.write(.terminals, terminals)
        writer.write(.messages, takesMessages)
        writer.write(.idle, idleSeconds)
    }
}

extension Unreached {
    func write(to writer: inout JSONWriter) {
        writer.write(.account, account)
        writer.write(.uid, uid)
        writer.write(.terminal, terminal)
        writer.write(.reason, reason.rawValue)
    }
}

extension Reached {
    func write(to writer: inout JSONWriter) {
        if let to { writer.write(.to, to) }
        writer.write(.sessions, sessions)
        writer.write(.allSessions, allSessions)
        writer.write(.terminals, terminals)
        writer.write(.allTerminals, allTerminals)
        writer.write(.off, off)
        writer.write(.failed, failed)
        if let terminal { writer.write(.terminal, terminal) }
        if let id { writer.write(.id, id.string) }
    }
}

extension MessagesState {
    func write(to writer: inout JSONWriter) {
        writer.write(.messages, areTaken)
        writer.write(.handed, handed)
        writer.write(.here, isHere)
        writer.write(.kept, isKept)
        if let id { writer.write(.id, id.string) }
    }
}
