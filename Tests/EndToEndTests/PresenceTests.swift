import TestSupport
import Testing

/// Who is told what of coming, going and renaming.
@Suite struct PresenceTests {
    @Test func `who joins is told how many are here, and not of the own joining`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.json()
        #expect(try ada.hello("ada")[integer: "here"] == 1)
        #expect(try ada.settle().isEmpty)
        let wren = try daemon.json()
        #expect(try wren.hello("wren")[integer: "here"] == 2)
        #expect(try ada.settle().map(\.event) == ["joined"])
    }

    @Test func `who is not present is neither announced nor listed, and may say and tell`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let ghost = try daemon.json()
        #expect(try ghost.hello("ghost", extra: #""present":false"#)[integer: "here"] == 1)
        try ghost.say("boo")
        #expect(try ada.expect("said")["name"] == "ghost")
        try ghost.send(#"{"do":"tell","to":"ada","text":"psst"}"#)
        #expect(try ada.expect("told")["name"] == "ghost")
        try ada.send(#"{"do":"who"}"#)
        let people = try ada.gather(until: "end").filter { $0.event == "person" }
        #expect(people.compactMap { $0["name"] } == ["ada"])
        try ghost.send(#"{"do":"name","name":"spirit"}"#)
        #expect(try ghost.expect("renamed")["name"] == "spirit")
        try ghost.send(#"{"do":"leave"}"#)
        _ = try ghost.eventsToEnd()
        #expect(try ada.settle().isEmpty)
    }

    @Test func `everybody is told of a new name, its bearer too`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.join("wren")
        try ada.send(#"{"do":"name","name":"lia"}"#)
        for client in [ada, wren] {
            let renamed = try client.expect("renamed")
            #expect(renamed["was"] == "ada")
            #expect(renamed["name"] == "lia")
        }
        try ada.say("oi")
        #expect(try wren.expect("said")["name"] == "lia")
    }

    @Test func `a private message reaches every session of that name, else of that login`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let sender = try daemon.join("sender")
        let twins = [try daemon.join("twin"), try daemon.join("twin")]
        let other = try daemon.join("other")
        try sender.send(#"{"do":"tell","to":"twin","text":"by name"}"#)
        for client in twins { #expect(try client.expect("told")["text"] == "by name") }
        #expect(try sender.expect("told")["to"] == "twin")
        #expect(try other.settle().allSatisfy { $0.event != "told" })
        let login = quoted(Account.own.login)
        try sender.send(#"{"do":"tell","to":\#(login),"text":"by login"}"#)
        for client in twins + [other, sender] {
            #expect(try client.expect("told")["text"] == "by login")
        }
        #expect(try sender.settle().isEmpty, "once to each session")
    }

    @Test func `what is told is in nobody's backlog`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.send(#"{"do":"tell","to":"ada","text":"a secret"}"#)
        try ada.say("in public")
        try ada.expect("said")
        let wren = try daemon.json()
        try wren.hello("wren")
        try wren.send(#"{"do":"history"}"#)
        let came = try wren.gather(until: "end")
        #expect(came.compactMap { $0["text"] } == ["in public", "in public"])
    }
}
