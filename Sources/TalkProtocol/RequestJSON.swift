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
        case "who": self = .who
        case "history":
            self = .history(
                before: try fields.natural("before").map(UInt64.init),
                count: try fields.natural("count").map(Int.init))
        case "ping": self = .ping(id: fields.id)
        case "leave": self = .leave
        default: throw RequestFault(.unknownRequest, id: fields.id)
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
        case .who: writer.write(.`do`, "who")
        case .history(let before, let count):
            writer.write(.`do`, "history")
            if let before { writer.write(.before, before) }
            if let count { writer.write(.count, count) }
        case .ping(let id):
            writer.write(.`do`, "ping")
            if let id { writer.write(.id, id.string) }
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
    }
}

/// The keys of a request, each read as the type it should have.
private struct RequestFields {
    private let object: JSONObject
    let id: MessageID?

    init(line: [UInt8]) throws(RequestFault) {
        do throws(JSONFault) {
            object = try JSONReader.object(from: line)
        } catch {
            switch error {
            case .notUTF8: throw RequestFault(.notUTF8)
            case .malformed: throw RequestFault(.badJSON)
            case .unwantedValue: throw RequestFault(.badValue)
            }
        }
        switch object["id"] {
        case nil: id = nil
        case .string(let text):
            guard let valid = MessageID(text) else { throw RequestFault(.badValue) }
            id = valid
        default: throw RequestFault(.badValue)
        }
    }

    func hello() throws(RequestFault) -> Request.Hello {
        let replay: Request.Replay
        let ledger = try string("ledger")
        let backlog = try natural("backlog")
        if let after = try natural("after") {
            replay = .after(UInt64(after), ledger: ledger)
        } else {
            replay = .backlog(backlog.map(Int.init))
        }
        return Request.Hello(
            name: try string("name"), present: try boolean("present") ?? true, replay: replay,
            client: try string("client"))
    }

    func style() throws(RequestFault) -> Request.Style {
        guard let word = try string("style") else { return .plain }
        guard let style = Request.Style(rawValue: word) else {
            throw RequestFault(.badValue, id: id)
        }
        return style
    }

    func required(_ key: String) throws(RequestFault) -> String {
        guard let text = try string(key) else { throw RequestFault(.badValue, id: id) }
        return text
    }

    func string(_ key: String) throws(RequestFault) -> String? {
        switch object[key] {
        case nil: return nil
        case .string(let text): return text
        default: throw RequestFault(.badValue, id: id)
        }
    }

    func boolean(_ key: String) throws(RequestFault) -> Bool? {
        switch object[key] {
        case nil: return nil
        case .boolean(let truth): return truth
        default: throw RequestFault(.badValue, id: id)
        }
    }

    /// A number that is not negative.
    func natural(_ key: String) throws(RequestFault) -> Int64? {
        switch object[key] {
        case nil: return nil
        case .integer(let number) where number >= 0: return number
        default: throw RequestFault(.badValue, id: id)
        }
    }
}
