/// The keys of a request, each read as the type it should have.
struct RequestFields {
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
            client: try string("client"), terminal: try string("terminal"))
    }

    func ring() throws(RequestFault) -> Request.Ring {
        Request.Ring(
            to: try required("to"), text: try string("text"), terminal: try string("terminal"),
            isWhole: try boolean("whole") ?? false, id: id)
    }

    func wall() throws(RequestFault) -> Request.Wall {
        Request.Wall(
            text: try required("text"), group: try string("group"),
            hasBanner: try boolean("banner") ?? true, seconds: try natural("seconds").map(Int.init),
            id: id)
    }

    func who() throws(RequestFault) -> Request.Who {
        if try boolean("verbose") ?? false { return .verbose }
        return try boolean("terminals") ?? false ? .terminals : .present
    }

    /// - Throws: `unknown-request` for a word that is no act's.
    func act(_ word: String) throws(RequestFault) -> Request {
        guard let kind = ActKind(rawValue: word) else {
            throw RequestFault(.unknownRequest, id: id)
        }
        var act = Request.Act(kind, text: try string("text"))
        switch kind {
        case .dismiss, .lift: act.to = try required("to")
        case .mute, .ban:
            act.to = try required("to")
            act.seconds = try seconds()
        case .topic: if act.text == nil { return .topic(id: id) }
        case .redact: act.seq = UInt64(try requiredNatural("seq"))
        }
        return .act(act, id: id)
    }

    /// How long something is to hold; nil for as long as nobody lifts it.
    private func seconds() throws(RequestFault) -> Int? {
        guard let seconds = try natural("seconds") else { return nil }
        guard (1...Int64(Limits.maxSanctionDays) * 86_400).contains(seconds) else {
            throw RequestFault(.badValue, id: id)
        }
        return Int(seconds)
    }

    func style() throws(RequestFault) -> Request.Style {
        guard let word = try string("style") else { return .plain }
        guard let style = Request.Style(rawValue: word), style == .plain || style == .action else {
            throw RequestFault(.badValue, id: id)
        }
        return style
    }

    func required(_ key: String) throws(RequestFault) -> String {
        guard let text = try string(key) else { throw RequestFault(.badValue, id: id) }
        return text
    }

    private func requiredNatural(_ key: String) throws(RequestFault) -> Int64 {
        guard let number = try natural(key) else { throw RequestFault(.badValue, id: id) }
        return number
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
