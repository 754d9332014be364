import TestSupport
import Testing

/// The seven requirements, as a program of the JSON dialect meets them.
@Suite struct JSONRequirementTests {
    @Test func `RF-01 many clients at once talk to each other in JSON`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let names = (1...50).map { "guest\($0)" }
        let clients = try names.map { try daemon.join($0) }
        for (name, client) in zip(names, clients) { try client.say("this is \(name)") }
        for client in clients {
            var heard: Set<String> = []
            while heard.count < names.count {
                let said = try client.expect("said")
                #expect(said["text"] == "this is \(said["name"] ?? "")")
                heard.insert(said["name"] ?? "")
            }
            #expect(heard == Set(names))
        }
    }

    @Test(arguments: JSONParting.allCases)
    func `RF-02 the others are told of a disconnection with its reason in JSON`(
        parting: JSONParting
    ) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.json(as: nil)
        let welcome = try wren.hello("wren")
        try ada.expect("joined") { $0["name"] == "wren" }
        try parting.perform(wren)
        let left = try ada.expect("left")
        #expect(left["name"] == "wren")
        #expect(left["reason"] == parting.reason)
        #expect(left["account"] == Account.own.login)
        #expect(left[integer: "uid"] == Int(Account.own.uid))
        #expect(left[integer: "session"] == welcome[integer: "session"])
        #expect(try ada.settle().isEmpty, "told once")
    }

    @Test func `RF-03 a JSON client is asked for a username and may take the default`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let asked = try daemon.json()
        #expect(asked.greeting.hasPrefix("talkroom 1 "))
        #expect(asked.greeting.hasSuffix("[\(Account.own.login)]"))
        #expect(try asked.hello()["name"] == Account.own.login)
        #expect(try daemon.json().hello("wren")["name"] == "wren")
    }

    @Test func `RF-04 who sends leave is disconnected and the others are told`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.join("wren")
        try wren.send(#"{"do":"leave"}"#)
        #expect(try wren.eventsToEnd().allSatisfy { $0.event != "error" })
        let left = try ada.expect("left")
        #expect(left["name"] == "wren")
        #expect(left["reason"] == "quit")
    }

    @Test func `RF-05 a JSON client is sent what it said itself`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.say("oi", id: "first")
        let echo = try ada.expect("said")
        #expect(echo["text"] == "oi")
        #expect(echo["id"] == "first")
        #expect(echo[integer: "seq"] == 1)
    }

    @Test func `RF-06 everyone already there is told in JSON who arrives`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let there = try ["ada", "lia", "sol"].map { try daemon.join($0) }
        for client in there { try client.settle() }
        let welcome = try daemon.json().hello("wren")
        #expect(welcome[integer: "here"] == 4)
        for client in there {
            let joined = try client.expect("joined")
            #expect(joined["name"] == "wren")
            #expect(joined[integer: "session"] == welcome[integer: "session"])
            #expect(try client.settle().isEmpty, "told once")
        }
    }

    @Test func `RF-07 every message carries its sender's name in JSON`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.join("wren")
        try ada.say("from ada")
        for client in [ada, wren] {
            let said = try client.expect("said")
            #expect(said["name"] == "ada")
            #expect(said["account"] == Account.own.login)
            #expect(said["text"] == "from ada")
        }
    }
}

/// How a JSON client goes away, and the reason that the others are told.
enum JSONParting: CaseIterable {
    case leave, endOfInput, killed, killedInMidLine

    var reason: String {
        switch self {
        case .leave, .endOfInput: "quit"
        case .killed, .killedInMidLine: "hung-up"
        }
    }

    func perform(_ client: JSONClient) throws {
        switch self {
        case .leave: try client.send(#"{"do":"leave"}"#)
        case .endOfInput: client.stream.finishSending()
        case .killed: client.killCarrier()
        case .killedInMidLine:
            // One piece: once the pong is here, the half line is there.
            try client.send(#"{"do":"ping"}"# + "\n" + #"{"do":"say","te"#, unfinished: true)
            try client.expect("pong")
            client.killCarrier()
        }
    }
}
