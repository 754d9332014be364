import TalkText

extension Request.Act {
    func write(to writer: inout JSONWriter, id: MessageID?) {
        writer.write(.`do`, kind.rawValue)
        if let seq { writer.write(.seq, seq) }
        if let to { writer.write(.to, to) }
        if let seconds { writer.write(.seconds, seconds) }
        if let text { writer.write(.text, text) }
        if let id { writer.write(.id, id.string) }
    }
}

extension Act {
    func write(to writer: inout JSONWriter) {
        if let seq { writer.write(.seq, seq) }
        writer.write(.time, time)
        writer.write(.act, kind.rawValue)
        speaker.write(to: &writer)
        if let to {
            writer.write(.to, to.account)
            writer.write(.toUID, to.uid)
        }
        if let until { writer.write(.until, until) }
        if let ledger { writer.write(.ledger, ledger) }
        writer.write(.text, text)
        if isStanding { writer.write(.standing, true) }
        if !isKept { writer.write(.kept, false) }
        if let id { writer.write(.id, id.string) }
    }
}

extension PersonDetails {
    func write(to writer: inout JSONWriter) {
        writer.write(.state, state.rawValue)
        writer.write(.client, client)
        writer.write(.terminal, terminal)
        writer.write(.undelivered, undeliveredBytes)
        if isMuted { writer.write(.muted, true) }
        if isOperator { writer.write(.operator, true) }
    }
}
