/// Why a request's line was refused, and the id it carried, as far as one could be read.
package struct RequestFault: Error, Hashable, Sendable {
    package let code: ErrorCode
    package let id: MessageID?

    package init(_ code: ErrorCode, id: MessageID? = nil) {
        self.code = code
        self.id = id
    }
}

extension Request {
    /// Reads a line of the JSON dialect.
    ///
    /// - Throws: ``RequestFault`` with `not-utf8`, `bad-json`, `bad-value` or `unknown-request`.
    package init(jsonLine: [UInt8]) throws(RequestFault) {
        let fields = try RequestFields(line: jsonLine)
        switch try fields.required("do") {
        case "hello": self = .hello(try fields.hello())
        case "say":
            self = .say(
                text: try fields.required("text"), style: try fields.style(), id: fields.id)
        case "tell":
            self = .tell(
                to: try fields.required("to"), text: try fields.required("text"), id: fields.id)
        case "name": self = .name(try fields.required("name"))
        case "who": self = .who(try fields.who())
        case "history":
            self = .history(
                before: try fields.natural("before").map(UInt64.init),
                count: try fields.natural("count").map(Int.init))
        case "ping": self = .ping(id: fields.id)
        case "ring": self = .ring(try fields.ring())
        case "wall": self = .wall(try fields.wall())
        case "mesg":
            self = .mesg(
                takes: try fields.boolean("messages"), hands: try fields.boolean("fd") ?? false,
                id: fields.id)
        case "ignore":
            self = .ignore(try fields.required("accounts").split(separator: " ").map(String.init))
        case "acts": self = .acts(count: try fields.natural("count").map(Int.init))
        case "leave": self = .leave
        case let word: self = try fields.act(word)
        }
    }

    /// The request as one line of the JSON dialect, with its LF.
    package var jsonLine: [UInt8] {
        var writer = JSONWriter()
        switch self {
        case .hello(let hello): hello.write(to: &writer)
        case .say(let text, let style, let id):
            writer.write(.`do`, "say")
            writer.write(.text, text)
            if style != .plain { writer.write(.style, style.rawValue) }
            if let id { writer.write(.id, id.string) }
        case .tell(let to, let text, let id):
            writer.write(.`do`, "tell")
            writer.write(.to, to)
            writer.write(.text, text)
            if let id { writer.write(.id, id.string) }
        case .name(let name):
            writer.write(.`do`, "name")
            writer.write(.name, name)
        case .who(let who):
            writer.write(.`do`, "who")
            if who == .terminals { writer.write(.terminals, true) }
            if who == .verbose { writer.write(.verbose, true) }
        case .history(let before, let count):
            writer.write(.`do`, "history")
            if let before { writer.write(.before, before) }
            if let count { writer.write(.count, count) }
        case .ping(let id):
            writer.write(.`do`, "ping")
            if let id { writer.write(.id, id.string) }
        case .ring(let ring): ring.write(to: &writer)
        case .wall(let wall): wall.write(to: &writer)
        case .mesg(let takes, let hands, let id):
            writer.write(.`do`, "mesg")
            if let takes { writer.write(.messages, takes) }
            if hands { writer.write(.fd, true) }
            if let id { writer.write(.id, id.string) }
        case .ignore(let accounts):
            writer.write(.`do`, "ignore")
            writer.write(.accounts, accounts.joined(separator: " "))
        case .act(let act, let id): act.write(to: &writer, id: id)
        case .topic(let id):
            writer.write(.`do`, ActKind.topic.rawValue)
            if let id { writer.write(.id, id.string) }
        case .acts(let count):
            writer.write(.`do`, "acts")
            if let count { writer.write(.count, count) }
        case .leave: writer.write(.`do`, "leave")
        }
        return writer.end()
    }
}

extension Request.Hello {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.`do`, "hello")
        if let name { writer.write(.name, name) }
        if !present { writer.write(.present, false) }
        switch replay {
        case .backlog(let count):
            if let count { writer.write(.backlog, count) }
        case .after(let seq, let ledger):
            writer.write(.after, seq)
            if let ledger { writer.write(.ledger, ledger) }
        }
        if let client { writer.write(.client, client) }
        if let terminal { writer.write(.terminal, terminal) }
    }
}

extension Request.Ring {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.`do`, "ring")
        writer.write(.to, to)
        if let text { writer.write(.text, text) }
        if let terminal { writer.write(.terminal, terminal) }
        if isWhole { writer.write(.whole, true) }
        if let id { writer.write(.id, id.string) }
    }
}

extension Request.Wall {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.write(.`do`, "wall")
        writer.write(.text, text)
        if let group { writer.write(.group, group) }
        if !hasBanner { writer.write(.banner, false) }
        if let seconds { writer.write(.seconds, seconds) }
        if let id { writer.write(.id, id.string) }
    }
}
