import Foundation
import TestSupport

/// What somebody does in the room, or at its door, in words of the JSON dialect.
enum RoomDeed {
    struct Hello {
        var name: String?
        var isPresent = true
        var backlog: Int?
        var after: Int?
        var ledger: String?
    }

    case hello(Hello)
    case say(String, style: String? = nil, id: String? = nil)
    case tell(to: String, String, id: String? = nil)
    case name(String)
    case who
    case history(before: Int?, count: Int?)
    case ping(id: String?)
    case ring(to: String, String?, id: String? = nil)
    case wall(String, group: String? = nil, id: String? = nil)
    case mesg(Bool?, id: String?)
    case ignore([String])
    case act(Act)
    case askTopic
    case acts(Int?)
    case whoVerbose
    case unknown(String, id: String?)
    /// A line that is no request, with the codes that are a right answer.
    case broken([UInt8], Set<String>)
    case leave
    /// The end of what it sends, with a line that it does not end.
    case endInput(String)
    case hangUp
    /// A line of the plain dialect alone, which the daemon answers by a notice, or not at all.
    case plain(String, isAnswered: Bool)

    /// What is done besides sending something, for who looks for a fault.
    var ending: String? {
        switch self {
        case .endInput: " and ends its input"
        case .hangUp: " and hangs up"
        default: nil
        }
    }

    var id: String? {
        switch self {
        case .say(_, _, let id), .tell(_, _, let id), .ping(let id), .ring(_, _, let id),
            .wall(_, _, let id), .mesg(_, let id), .unknown(_, let id):
            id
        case .act(let act): act.id
        default: nil
        }
    }

    /// What is sent; nothing for who hangs up.
    func bytes(inPlain isPlain: Bool) -> [UInt8] {
        switch self {
        case .broken(let bytes, _): bytes + [0x0A]
        case .plain(let line, _): Array((line + "\n").utf8)
        case .endInput(let rest): Array(rest.utf8)
        case .hangUp: []
        default: Array(((isPlain ? plainLine : jsonLine) + "\n").utf8)
        }
    }

    private var jsonLine: String {
        switch self {
        case .hello(let hello):
            object([
                "do": "hello", "name": hello.name, "present": hello.isPresent ? nil : false,
                "backlog": hello.backlog, "after": hello.after, "ledger": hello.ledger,
            ])
        case .say(let text, let style, let id):
            object(["do": "say", "text": text, "style": style, "id": id])
        case .tell(let to, let text, let id):
            object(["do": "tell", "to": to, "text": text, "id": id])
        case .name(let name): object(["do": "name", "name": name])
        case .who: object(["do": "who"])
        case .history(let before, let count):
            object(["do": "history", "before": before, "count": count])
        case .ping(let id): object(["do": "ping", "id": id])
        case .ring(let to, let text, let id):
            object(["do": "ring", "to": to, "text": text, "id": id])
        case .wall(let text, let group, let id):
            object(["do": "wall", "text": text, "group": group, "id": id])
        case .mesg(let takes, let id): object(["do": "mesg", "messages": takes, "id": id])
        case .ignore(let logins):
            object(["do": "ignore", "accounts": logins.joined(separator: " ")])
        case .act(let act):
            object([
                "do": act.kind, "to": act.to, "seconds": act.seconds, "seq": act.seq,
                "text": act.text, "id": act.id,
            ])
        case .askTopic: object(["do": "topic"])
        case .acts(let count): object(["do": "acts", "count": count])
        case .whoVerbose: object(["do": "who", "verbose": true])
        case .unknown(let word, let id): object(["do": word, "id": id])
        case .leave: object(["do": "leave"])
        case .broken, .endInput, .hangUp, .plain: ""
        }
    }

    private func object(_ members: KeyValuePairs<String, Any?>) -> String {
        let written = members.compactMap { key, value -> String? in
            switch value {
            case let text as String: "\"\(key)\":\(quoted(text))"
            case let other?: "\"\(key)\":\(other)"
            case nil: nil
            }
        }
        return "{" + written.joined(separator: ",") + "}"
    }

    private var plainLine: String {
        switch self {
        case .hello(let hello): hello.name ?? ""
        case .say(let text, style: "action", _): "/me " + text
        case .say(let text, _, _): text.utf8.first == UInt8(ascii: "/") ? "/" + text : text
        case .tell(let to, let text, _): "/msg \(to) \(text)"
        case .name(let name): "/nick " + name
        case .who: "/who"
        case .ring(let to, let text, _): "/ring \(to)" + (text.map { " " + $0 } ?? "")
        case .wall(let text, _, _): "/wall " + text
        case .act(let act): act.line
        case .askTopic: "/topic"
        case .acts: "/acts"
        case .whoVerbose: "/who -v"
        case .leave: "sair"
        default: ""
        }
    }

    /// The same, as it can be said in the plain dialect; nil when it cannot.
    var inPlain: RoomDeed? {
        switch self {
        case .hello(let hello): hello.name.map(Self.isLine) == false ? nil : Self.hello(in: hello)
        case .name(let name): Self.isLine(name) ? self : nil
        case .say(let text, style: "action", _): .say(Self.argument(text), style: "action")
        case .say(let text, _, _): Self.saying(text)
        case .tell(let to, let text, _): .tell(to: to, Self.argument(text))
        case .ring(let to, let text, _): .ring(to: to, text.map(Self.argument))
        case .wall(let text, nil, _): .wall(Self.argument(text))
        case .act(let act): act.inPlain.map { .act($0) }
        case .acts: .acts(nil)
        case .who, .askTopic, .whoVerbose, .leave, .endInput, .hangUp, .plain: self
        case .broken(_, let codes) where codes == ["not-utf8"]: self
        case .wall, .history, .ping, .mesg, .ignore, .unknown, .broken: nil
        }
    }

    /// Whether a name can stand behind a command: no space is part of it, and nothing combines with the one before.
    static func isLine(_ name: String) -> Bool {
        name.unicodeScalars.allSatisfy { $0 != " " && $0 != "\n" }
            && name.unicodeScalars.first?.properties.generalCategory != .nonspacingMark
    }

    private static func hello(in hello: Hello) -> RoomDeed {
        .hello(Hello(name: hello.name?.isEmpty == true ? nil : hello.name))
    }

    /// A line holds no LF, and the CR before it is dropped.
    private static func saying(_ text: String) -> RoomDeed {
        var scalars = text.unicodeScalars.map { $0 == "\n" ? " " : $0 }
        while scalars.last == "\r" { scalars.removeLast() }
        var line = ""
        line.unicodeScalars += scalars
        let isBlank = scalars.allSatisfy(\.properties.isWhitespace)
        return isBlank ? .plain(line, isAnswered: false) : .say(line)
    }

    /// What stands behind a command; spaces around it do not count.
    static func argument(_ text: String) -> String {
        var line = "x"
        line.unicodeScalars += text.unicodeScalars.map { $0 == "\n" ? " " : $0 }
        while let last = line.unicodeScalars.last, " \t\r".unicodeScalars.contains(last) {
            line.unicodeScalars.removeLast()
        }
        return line
    }
}
