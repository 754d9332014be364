import TestSupport
import Testing

/// Two and three real accounts of this host. Only root can make them.
@Suite(.enabled(if: Accounts.canBeMade, "only root can make the accounts that this needs"))
struct RealAccountsTests {
    @Test func `a wall is for operators, whatever it asks for`() throws {
        let daemon = try Daemon(["wall=operators"])
        defer { daemon.end() }
        let guest = try daemon.json(as: try Accounts.ada.get())
        try guest.hello(extra: #""backlog":0"#)
        for extra in ["", #","group":"tty""#, #","banner":false"#, #","seconds":1"#] {
            try guest.send(#"{"do":"wall","text":"oi"\#(extra)}"#)
            #expect(try guest.expect("error")["code"] == "operators-only")
        }
        try guest.settle()
    }

    @Test func `a wall without a word of whose it is, is root's alone`() throws {
        let ada = try Accounts.ada.get()
        let daemon = try Daemon(["operators=\(ada.login)"])
        defer { daemon.end() }
        let guest = try daemon.json(as: ada)
        try guest.hello(extra: #""backlog":0"#)
        try guest.send(#"{"do":"wall","text":"oi","banner":false}"#)
        #expect(try guest.expect("error")["code"] == "root-only")
    }

    @Test func `a wall for a group takes its number, where no group has that name`() throws {
        let ada = try Accounts.ada.get()
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.json(as: ada)
        try guest.hello(extra: #""backlog":0"#)
        let root = try daemon.json()
        try root.hello(extra: #""present":false,"backlog":0"#)
        for (group, isKnown) in [
            ("\(ada.gid)", true), ("+\(ada.gid)", false), ("4294967294", false),
        ] {
            try root.send(#"{"do":"wall","text":"oi","group":"\#(group)"}"#)
            guard isKnown else {
                #expect(try root.expect("error")["code"] == "no-such-group")
                continue
            }
            #expect(try root.expect("reached")[integer: "sessions"] == 1)
            let told = try guest.expect("told")
            #expect(told["text"] == "oi" && told["to"] == ada.login)
        }
    }

    @Test func `the default names are the logins, in both dialects`() throws {
        let (ada, wren) = (try Accounts.ada.get(), try Accounts.wren.get())
        let daemon = try Daemon()
        defer { daemon.end() }
        let first = try daemon.json(as: ada)
        #expect(first.greeting.hasSuffix(": choose a username [\(ada.login)]"))
        let welcome = try first.hello()
        #expect(welcome["name"] == ada.login)
        #expect(welcome["account"] == ada.login)
        #expect(welcome[integer: "uid"] == Int(ada.uid))
        let second = try daemon.plain(as: wren)
        #expect(try second.expectQuestion().hasSuffix("[\(wren.login)]"))
        try second.send("")
        let joined = try first.expect("joined")
        #expect(joined["name"] == wren.login)
        #expect(joined[integer: "uid"] == Int(wren.uid))
    }

    @Test func `a login that breaks the rules of names is its owner's to ask for`() throws {
        let service = try Accounts.make("_" + Accounts.freshLogin())
        let daemon = try Daemon()
        defer { daemon.end() }
        let sent = try daemon.run(["send", "-n", service.login, "oi"], as: service)
        #expect(sent.status == 0, "\(sent)")
        let other = try daemon.run(["send", "-n", service.login, "oi"])
        #expect(other.status == 64, "\(other)")
    }

    @Test func `neither takes the other's login, present or not`() throws {
        let (ada, wren) = (try Accounts.ada.get(), try Accounts.wren.get())
        let daemon = try Daemon()
        defer { daemon.end() }
        for (thief, victim) in [(ada, wren), (wren, ada)] {
            let client = try daemon.json(as: thief)
            try expectRefused(client, victim.login, as: ["name-reserved", "name-taken"])
            try daemon.json(as: victim).hello()
            try expectRefused(client, victim.login, as: ["name-reserved", "name-taken"])
        }
    }

    @Test func `neither takes what looks like the other's login`() throws {
        let (ada, wren) = (try Accounts.ada.get(), try Accounts.wren.get())
        let table = Disguise.all(of: wren.login)
        #expect(table.count >= 30)
        #expect(Set(table.map(\.name)).count == table.count, "each is another name")
        let daemon = try Daemon(["pace=off"])
        defer { daemon.end() }
        try daemon.json(as: wren).hello()
        let thief = try daemon.json(as: ada)
        try thief.hello()
        for disguise in table { try expectRefused(thief, disguise) }
    }

    @Test func `neither takes the chosen name of the other, nor what looks like it`() throws {
        let (ada, wren) = (try Accounts.ada.get(), try Accounts.wren.get())
        let chosen = "polixaecs"
        let daemon = try Daemon(["pace=off"])
        defer { daemon.end() }
        let owner = try daemon.json(as: wren)
        try owner.hello(chosen)
        let thief = try daemon.json(as: ada)
        try expectRefused(thief, chosen, as: ["name-taken"])
        try thief.hello()
        for disguise in Disguise.all(of: chosen) { try expectRefused(thief, disguise) }
        try owner.send(#"{"do":"leave"}"#)
        try thief.expect("left")
        try thief.send(#"{"do":"name","name":"\#(chosen)"}"#)
        #expect(try thief.expect("renamed")["name"] == chosen, "free once its owner left")
    }

    @Test(arguments: [
        "root", "Root", "ROOT", "r00t", "daemon", "talkroom", "talkroomd", "nobody", "Aviso",
    ])
    func `names of the system and of the program are refused`(name: String) throws {
        let ada = try Accounts.ada.get()
        let daemon = try Daemon()
        defer { daemon.end() }
        let client = try daemon.json(as: ada)
        try expectRefused(client, name, as: ["name-reserved", "name-taken"])
        let person = try daemon.plain(as: ada)
        try person.expectQuestion()
        try person.send(name)
        try person.expectNotice()
        try person.expectQuestion()
    }

    @Test func `one account has many sessions with one name and with several`() throws {
        let ada = try Accounts.ada.get()
        let daemon = try Daemon()
        defer { daemon.end() }
        let sessions = try ["swift", "swift", "martin", "swift"].map { name in
            let client = try daemon.json(as: ada)
            try client.hello(name)
            return client
        }
        try sessions[0].send(#"{"do":"who"}"#)
        let people = try sessions[0].gather(until: "end").filter { $0.event == "person" }
        #expect(
            people.compactMap { $0["name"] }.sorted() == ["martin", "swift", "swift", "swift"])
        #expect(Set(people.map { $0[integer: "session"] }).count == 4)
    }

    @Test func `a name that differs from the login is shown with it`() throws {
        let (ada, wren) = (try Accounts.ada.get(), try Accounts.wren.get())
        let daemon = try Daemon()
        defer { daemon.end() }
        let reader = try daemon.plain(as: wren)
        try reader.enter("")
        let screen = try daemon.terminal(["-n", wren.login], as: wren)
        try screen.expect(words: "sair")
        let ada1 = try daemon.plain(as: ada)
        try ada1.enter("kestrel")
        try reader.expectNotice("kestrel (\(ada.login))", "joined")
        try ada1.send("oi")
        try reader.expect(line: "kestrel (\(ada.login)): oi")
        try screen.expect(line: "kestrel (\(ada.login)): oi")
    }

    @Test func `a private message reaches the two, and no third account`() throws {
        let accounts = try [Accounts.ada.get(), Accounts.wren.get(), Accounts.third.get()]
        let daemon = try Daemon()
        defer { daemon.end() }
        let clients = try accounts.map { account in
            let client = try daemon.json(as: account)
            try client.hello()
            return client
        }
        let to = accounts[1].login
        try clients[0].send(#"{"do":"tell","to":"\#(to)","text":"for you","id":"1"}"#)
        #expect(try clients[1].expect("told")["text"] == "for you")
        #expect(try clients[0].expect("told")["id"] == "1")
        #expect(try clients[2].settle().allSatisfy { $0.event != "told" })
    }
}

/// Expects that `name` is refused, both in `hello` and in `name`, whichever the session's state asks for.
private func expectRefused(_ client: JSONClient, _ name: String, as codes: [String]) throws {
    try client.send(#"{"do":"hello","name":\#(quoted(name))}"#)
    let answer = try client.expect("error")
    #expect(codes.contains(answer["code"] ?? ""), "\(escaped(name)): \(answer)")
}

private func expectRefused(_ client: JSONClient, _ disguise: Disguise) throws {
    try client.send(#"{"do":"name","name":\#(quoted(disguise.name))}"#)
    let came = try client.settle()
    let answer = came.first { $0.event == "error" }
    let refusals = ["name-reserved", "name-taken", "name-invalid"]
    #expect(
        refusals.contains(answer?["code"] ?? ""),
        "\(disguise.how): \(escaped(disguise.name)) was taken")
    #expect(!came.contains { $0.event == "renamed" }, "\(disguise.how)")
}
