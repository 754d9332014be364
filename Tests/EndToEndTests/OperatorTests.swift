import TalkProtocol
import TestSupport
import Testing

/// Operators' acts as far as one account can see them: whoever runs the tests is an operator, or nobody is.
@Suite struct OperatorTests {
    private func daemon(_ settings: [String] = []) throws -> Daemon {
        try Daemon(
            Daemon.roomy + Operator.settings + settings,
            settings: Daemon.Settings(keepsInMemory: true))
    }

    @Test func `each act on who is not here is done, or refused with its reason`() throws {
        let daemon = try daemon()
        defer { daemon.end() }
        let op = try daemon.join("op")
        let own = Account.own.login
        let isRoot = Account.own.uid == 0
        for (act, members, wanted) in [
            ("dismiss", #""to":"daemon""#, "nobody-there"),
            ("lift", #""to":"daemon""#, "nothing-to-lift"),
            ("mute", #""to":"daemon","seconds":60"#, "acted"), ("ban", #""to":"daemon""#, "acted"),
            ("lift", #""to":"daemon""#, "acted"), ("lift", #""to":"daemon""#, "nothing-to-lift"),
            ("mute", #""to":"no-such-login-here""#, "no-such-account"),
            ("ban", #""to":"root""#, "not-on-root"), ("mute", #""to":"0""#, "not-on-root"),
            ("dismiss", #""to":"root""#, "not-on-root"),
            ("lift", #""to":"root""#, "nothing-to-lift"),
            ("ban", #""to":"\#(own)""#, isRoot ? "not-on-root" : "not-on-yourself"),
            ("lift", #""to":"op""#, isRoot ? "nothing-to-lift" : "not-on-yourself"),
            ("dismiss", #""to":"op""#, isRoot ? "not-on-root" : "nobody-there"),
            ("redact", #""seq":7"#, "no-such-message"), ("redact", "", "bad-value"),
            ("mute", #""to":"daemon","seconds":0"#, "bad-value"),
            (
                "mute", #""to":"daemon","text":"\#(String(repeating: "x", count: 401))""#,
                "text-too-long"
            ),
            ("mute", #""to":"daemon","text":"\#(String(repeating: "x", count: 400))""#, "acted"),
            ("ban", #""to":"54321""#, "acted"),
        ] {
            #expect(try op.act(act, members).outcome == wanted, "\(act) \(members)")
        }
        let acts = try op.acts()
        #expect(acts.map { $0["act"] } == ["mute", "ban", "lift", "mute", "ban"])
        #expect(acts.map { $0[bool: "standing"] } == [nil, nil, nil, true, true])
        #expect(try op.acts(#""count":1"#).count == 2, "and what still holds")
        #expect(acts[4]["to"] == "54321" && acts[4][integer: "to_uid"] == 54321)
        try daemon.awaitLog("act kind=ban uid=54321 account=54321 by=\(own)")
    }

    @Test(arguments: ["+0", " 0", "-0", "0x0", "4294967295", ""])
    func `an account is called by the digits of its number, and by nothing like them`(
        number: String
    ) throws {
        let daemon = try daemon()
        defer { daemon.end() }
        let op = try daemon.join("op")
        for (act, wanted) in [
            ("ring", "nobody-there"), ("dismiss", "no-such-account"), ("mute", "no-such-account"),
            ("ban", "no-such-account"), ("lift", "no-such-account"),
        ] {
            #expect(try op.act(act, #""to":"\#(number)""#).outcome == wanted, "\(act)")
        }
    }

    @Test func `who dismisses themselves ends their other sessions`() throws {
        guard Account.own.uid != 0 else {
            let ada = try Accounts.ada.get()
            let daemon = try Daemon(["operators=\(ada.login)"])
            defer { daemon.end() }
            return try expectDismissesOthers(try daemon.json(as: ada), daemon.json(as: ada), ada)
        }
        let daemon = try daemon()
        defer { daemon.end() }
        try expectDismissesOthers(try daemon.json(), daemon.json(), .own)
    }

    private func expectDismissesOthers(
        _ one: JSONClient, _ other: JSONClient, _ account: Account
    ) throws {
        try one.hello("one")
        try other.hello("other")
        #expect(try one.act("dismiss", #""to":"other","text":"\t""#).outcome == "acted")
        let came = try other.gather(until: "error")
        // What it is told last.
        #expect(came.suffix(2).map { $0["code"] ?? $0.event } == ["acted", "dismissed"], "\(came)")
        #expect(came.last?[bool: "fatal"] == true)
        #expect(try one.expect("left")["reason"] == "dismissed")
        try one.settle()
    }

    @Test func `who has left and does not read what is due is no session any more`() throws {
        let daemon = try daemon()
        defer { daemon.end() }
        let op = try daemon.join("op")
        let guest = try daemon.json(as: Programs.isRoot ? Accounts.ada.get() : nil)
        try guest.hello("guest", extra: #""backlog":0"#)
        // More than its socket holds.
        for _ in 1...80 { try op.say(String(repeating: "x", count: 8000)) }
        try guest.send(#"{"do":"leave"}"#)
        try op.expect("left")
        try op.send(#"{"do":"who","verbose":true}"#)
        let people = try op.gather(until: "end").filter { $0.event == "person" }
        #expect(people.map { $0["name"] } == ["op"], "\(people)")
        let login = Programs.isRoot ? try Accounts.ada.get().login : Account.own.login
        let outcome = try op.act("dismiss", #""to":"\#(login)""#).outcome
        #expect(outcome == "nobody-there", "\(outcome)")
    }

    @Test func `of a flooder who is dismissed nothing more is heard`() throws {
        let daemon = try daemon(["pace=5", "burst=5"])
        defer { daemon.end() }
        let op = try daemon.join("op")
        let guest = try daemon.json(as: Programs.isRoot ? Accounts.ada.get() : nil)
        try guest.hello("guest", extra: #""backlog":0"#)
        let speech = (1...400).map { #"{"do":"say","text":"\#($0)"}"# + "\n" }.joined()
        try guest.send(speech, unfinished: true)
        try op.expect("said")
        let asked = ContinuousClock.now
        #expect(try op.act("dismiss", #""to":"guest""#).event == "acted")
        let after = try op.gather(until: "left")
        let took = ContinuousClock.now - asked
        // What is left of its burst, and what its pace allows until it is gone.
        let allowance = Programs.isRoot ? 1 : Programs.allowance
        let seconds = Int(took / .seconds(1)) + 1
        #expect(after.count { $0.event == "said" } <= 5 * allowance * (1 + seconds))
        #expect(after.last?["reason"] == "dismissed")
        // What it said by then is waited for, but not for ever.
        guard took < .seconds(Limits.stoppingSeconds) else { return }
        #expect(try op.settle().allSatisfy { $0.event != "said" })
    }

    @Test func `nobody but operators does any of it, and everybody may ask`() throws {
        let guest: Account? = Programs.isRoot ? try Accounts.ada.get() : nil
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.json(as: guest)
        try ada.hello("ada")
        for act in ["dismiss", "mute", "ban", "lift"] {
            #expect(try ada.act(act, #""to":"daemon""#).outcome == "operators-only")
        }
        #expect(try ada.act("topic", #""text":"x""#).outcome == "operators-only")
        #expect(try ada.act("redact", #""seq":1"#).outcome == "operators-only")
        try ada.send(#"{"do":"who","verbose":true}"#)
        #expect(try ada.expect("error")["code"] == "operators-only")
        #expect(try ada.acts().isEmpty)
        try ada.send(#"{"do":"topic"}"#)
        #expect(try ada.next()?.event == "end")
        let plain = try daemon.plain(as: guest)
        try plain.enter("lia")
        try plain.send("/acts")
        try plain.expectNotice("operators have done nothing yet")
        try plain.send("/topic")
        try plain.expectNotice("there is no topic")
        try plain.send("/mute daemon 10m")
        try plain.expectNotice("only this host's operators may do that")
    }

    @Test func `the topic is told, asked for, and shown to who comes`() throws {
        let daemon = try daemon()
        defer { daemon.end() }
        let op = try daemon.join("op")
        let ada = try daemon.join("ada")
        let acted = try op.act("topic", #""text":"tea at four""#)
        #expect(acted["act"] == "topic" && acted["name"] == "op")
        #expect(try ada.expect("acted")["text"] == "tea at four")
        let welcome = try daemon.json().hello("lia")
        #expect(welcome["topic"] == "tea at four")
        let plain = try daemon.enter("kim")
        try plain.send("/topic")
        try plain.expectNotice("op", "set the topic: tea at four")
        try op.act("topic", #""text":"""#)
        #expect(try daemon.json().hello("mia")["topic"] == nil)
    }

    @Test(arguments: ["disk", "memory"])
    func `a redacted text is in no answer any more, and its number stays`(history: String) throws {
        let daemon = try daemon(["history=\(history)"])
        defer { daemon.end() }
        let op = try daemon.join("op")
        let ada = try daemon.join("ada")
        try ada.say("one")
        try ada.say("my password is hunter2", id: "secret")
        try ada.say("three")
        try ada.expect("said") { $0[integer: "seq"] == 3 }
        try op.redact(2, text: "a password")
        let acted = try ada.expect("acted")
        #expect(acted[integer: "seq"] == 2, "\(acted)")
        #expect(acted["to"] == Account.own.login && acted["text"] == "a password")
        #expect(try op.act("redact", #""seq":2"#).outcome == "no-such-message")
        try ada.say("my password is hunter2", id: "secret")
        #expect(try ada.expect("receipt")[integer: "seq"] == 2)
        try ada.send(#"{"do":"history"}"#)
        let past = try ada.gather(until: "end").filter { $0.event == "past" }
        #expect(past.map { $0["text"] } == ["one", "", "three"])
        #expect(past.map { $0["style"] } == [nil, "redacted", nil])
        #expect(past.map { $0["id"] } == [nil, "secret", nil])
        let plain = try daemon.plain()
        try plain.enter("kim")
        try plain.expectNotice("what ada", "said (2) was taken away by an operator")
        for name in daemon.ledger.names {
            let bytes = contents(of: "\(daemon.ledger.directory)/\(name)")
            #expect(!String(decoding: bytes, as: UTF8.self).contains("hunter2"), "\(name)")
        }
        try ada.say("four")
        #expect(try ada.expect("said")[integer: "seq"] == 4)
    }
}
