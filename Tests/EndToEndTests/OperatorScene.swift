import TestSupport
import Testing

extension WireEvent {
    /// `acted`, or the code of an error.
    var outcome: String { event == "error" ? self["code"] ?? "" : event }
}

/// Root, an operator, somebody, who is banned and who is muted; all that can be in the room are.
final class OperatorScene {
    enum Party: String, CaseIterable {
        case root, op, ordinary, banned, muted

        var isOperator: Bool { self == .root || self == .op }
    }

    let daemon: Daemon
    private let accounts: [Party: Account]
    private var clients: [Party: JSONClient] = [:]
    /// The number of what each of them said.
    var messages: [Party: Int] = [:]

    init(_ settings: [String] = []) throws {
        accounts = [
            .op: try Accounts.fourth.get(), .ordinary: try Accounts.ada.get(),
            .banned: try Accounts.wren.get(), .muted: try Accounts.third.get(),
        ]
        daemon = try Daemon(
            Daemon.roomy + ["operators=\(Accounts.fourth.get().login)"] + settings,
            settings: Daemon.Settings(keepsInMemory: true))
        for party in Party.allCases {
            let client = try connect(party)
            try client.hello(extra: #""backlog":0"#)
            try client.say("of \(party)")
            messages[party] = try client.expect("said")[integer: "seq"]
            clients[party] = client
        }
        try restore()
    }

    func end() { daemon.end() }

    func account(of party: Party) -> Account? { accounts[party] }
    func login(of party: Party) -> String { accounts[party]?.login ?? "root" }
    func connect(_ party: Party) throws -> JSONClient { try daemon.json(as: accounts[party]) }

    func client(of party: Party) throws -> JSONClient {
        if let client = clients[party] { return client }
        let client = try connect(party)
        try client.hello(extra: #""backlog":0"#)
        clients[party] = client
        return client
    }

    /// Everybody is as they are called again.
    func restore() throws {
        let root = try client(of: .root)
        for party in Party.allCases where party != .root {
            let to = #""to":"\#(login(of: party))""#
            try root.act("lift", to)
            if party == .banned {
                try root.act("ban", to)
                clients[party] = nil
            } else {
                if party == .muted { try root.act("mute", to) }
                // Who was dismissed is here again.
                clients[party] = clients[party].flatMap { isHere($0) ? $0 : nil }
                _ = try client(of: party)
            }
        }
    }

    private func isHere(_ client: JSONClient) -> Bool { (try? client.settle()) != nil }

    /// What was done is told to everybody, and has become of whom it was done to.
    func expectHolds(_ acted: WireEvent, on target: Party) throws {
        let act = acted["act"] ?? ""
        let observer = try client(of: .root)
        let last = try #require(observer.acts().last)
        #expect(last["act"] == act && last["to"] == login(of: target), "\(last)")
        #expect(last[bool: "standing"] == (act == "mute" || act == "ban" ? true : nil))
        // The disk may have taken longer than an act waits for it.
        try eventually("it is kept") { try observer.acts().last?[bool: "kept"] == nil }
        if act == "dismiss" || act == "ban", target != .banned {
            let error = try client(of: target).expect("error")
            #expect(error["code"] == "dismissed" && error[bool: "fatal"] == true, "\(error)")
            clients[target] = nil
        }
        let greeting = try connect(target).greeting
        let isBanned = act == "ban" || (target == .banned && act != "lift")
        #expect(greeting.contains(": error banned ") == isBanned, "\(act) \(target): \(greeting)")
        guard !isBanned else { return }
        let client = try client(of: target)
        try client.say("am I heard?", id: "heard-\(UInt64.random(in: 0...UInt64.max))")
        let isMuted = act == "mute" || (target == .muted && act != "lift")
        let answer = try client.gather(until: isMuted ? "error" : "said") {
            isMuted || $0["account"] == self.login(of: target)
        }
        #expect(answer.last?["code"] == (isMuted ? "muted" : nil), "\(act) \(target)")
        clients[target] = client
    }
}
