import TestSupport
import Testing

/// Who may do what to whom, with real accounts. Only root can make them.
@Suite(
    .serialized, .enabled(if: Accounts.canBeMade, "only root can make the accounts that this needs")
)
struct OperatorMatrixTests {
    @Test(arguments: OperatorScene.Party.allCases)
    func `each act on each account is done, or refused with its reason`(
        actor: OperatorScene.Party
    ) throws {
        let scene = try OperatorScene()
        defer { scene.end() }
        guard actor != .banned else {
            let refused = try scene.connect(.banned)
            #expect(refused.greeting.contains(": error banned "), "\(refused.greeting)")
            return
        }
        for target in OperatorScene.Party.allCases {
            for act in ["dismiss", "mute", "ban", "lift"] {
                let outcome = try scene.client(of: actor).act(
                    act, #""to":"\#(scene.login(of: target))""#)
                let wanted = Self.outcome(of: act, by: actor, on: target)
                #expect(outcome.outcome == wanted, "\(actor) \(act) \(target): \(outcome)")
                if wanted == "acted" {
                    try scene.expectHolds(outcome, on: target)
                    try scene.restore()
                }
            }
            let seq = scene.messages[target] ?? 0
            let isRefused = actor == .op && target == .root
            let wanted = actor.isOperator ? (isRefused ? "not-on-root" : "acted") : "operators-only"
            var outcomes: [String] = []
            repeat {
                let outcome = try scene.client(of: actor).act("redact", #""seq":\#(seq)"#)
                outcomes.append(outcome.outcome)
            } while outcomes.last == "not-kept" && outcomes.count < 20
            // One that was not kept in time may be done all the same.
            let isDone = outcomes.count > 1 && outcomes.last == "no-such-message"
            #expect(
                outcomes.last == wanted || isDone && wanted == "acted",
                "\(actor) redact \(target): \(outcomes)")
        }
        let topic = try scene.client(of: actor).act("topic", #""text":"tea""#)
        #expect(topic.outcome == (actor.isOperator ? "acted" : "operators-only"))
        try scene.client(of: actor).send(#"{"do":"who","verbose":true}"#)
        let who = try scene.client(of: actor).gather(until: actor.isOperator ? "end" : "error")
        #expect(who.contains { $0["code"] == "operators-only" } == !actor.isOperator)
        // What was done everybody may ask.
        #expect(try !scene.client(of: actor).acts().isEmpty)
    }

    private static func outcome(
        of act: String, by actor: OperatorScene.Party, on target: OperatorScene.Party
    ) -> String {
        guard actor.isOperator else { return "operators-only" }
        switch (target, act) {
        case (.root, "lift"): return "nothing-to-lift"
        case (.root, _): return "not-on-root"
        case (.op, "dismiss") where actor == .op: return "nobody-there"
        case (.op, _) where actor == .op: return "not-on-yourself"
        case (.op, "lift"), (.ordinary, "lift"): return "nothing-to-lift"
        case (.banned, "dismiss"): return "nobody-there"
        default: return "acted"
        }
    }

    @Test func `a muted operator governs, but says nothing to everybody, nor frees themselves`()
        throws
    {
        let scene = try OperatorScene()
        defer { scene.end() }
        let op = try scene.client(of: .op)
        try scene.client(of: .root).act("mute", #""to":"\#(scene.login(of: .op))""#)
        #expect(
            try op.act("lift", #""to":"\#(scene.login(of: .op))""#).outcome == "not-on-yourself")
        #expect(try op.act("topic", #""text":"tea""#).outcome == "muted")
        #expect(try op.act("mute", #""to":"\#(scene.login(of: .ordinary))""#).outcome == "acted")
        #expect(try op.act("lift", #""to":"\#(scene.login(of: .ordinary))""#).outcome == "acted")
    }

    @Test func `who is muted hears, asks and leaves, and says nothing in any way`() throws {
        let scene = try OperatorScene(["ring=everyone", "wall=everyone"])
        defer { scene.end() }
        let muted = try scene.client(of: .muted)
        for request in [
            #""do":"say","text":"oi""#, #""do":"say","text":"oi","style":"action""#,
            #""do":"tell","to":"root","text":"oi""#, #""do":"ring","to":"root""#,
            #""do":"wall","text":"oi""#, #""do":"wall","text":"oi","group":"tty""#,
            #""do":"name","name":"kestrel""#,
        ] {
            try muted.send("{\(request),\"id\":\"1\"}")
            #expect(try muted.expect("error")["code"] == "muted", "\(request)")
        }
        let ordinary = try scene.client(of: .ordinary)
        try ordinary.say("can you hear me?")
        try muted.expect("said") { $0["text"] == "can you hear me?" }
        for ask in ["who", "history"] {
            try muted.send(#"{"do":"\#(ask)"}"#)
            try muted.expect("end")
        }
        let acts = try muted.acts()
        #expect(acts.contains { $0["act"] == "mute" && $0[bool: "standing"] == true })
        let again = try scene.connect(.muted)
        try again.send(#"{"do":"hello","name":"kestrel"}"#)
        #expect(try again.expect("error")["code"] == "muted")
        try again.hello()
        let plain = try scene.daemon.plain(as: scene.account(of: .muted))
        try plain.enter("")
        try plain.send("oi")
        try plain.expectNotice("muted")
        let seen = try ordinary.settle()
        #expect(seen.allSatisfy { $0.event != "told" && $0["text"] != "oi" }, "\(seen)")
    }

    @Test func `who is banned is told until when and why, and comes in when it is over`() throws {
        let scene = try OperatorScene()
        defer { scene.end() }
        let (op, login) = (try scene.client(of: .op), scene.login(of: .ordinary))
        let ordinary = try scene.client(of: .ordinary)
        try op.act("ban", #""to":"\#(login)","seconds":3600,"text":"too\nloud""#)
        let came = try ordinary.gather(until: "error")
        #expect(came.last?["code"] == "dismissed" && came.last?[bool: "fatal"] == true)
        #expect(came.contains { $0.event == "acted" && $0["text"] == "too loud" })
        let refused = try scene.connect(.ordinary)
        let until = try #require(scene.client(of: .root).acts().last?["until"])
        #expect(
            refused.greeting.hasSuffix(
                ": error banned your account is banned until \(until.prefix(10)) "
                    + "\(until.dropFirst(11).prefix(5)) UTC: too loud; ask \(scene.login(of: .op))"),
            "\(refused.greeting)")
        try op.expect("left") { $0["account"] == login && $0["reason"] == "dismissed" }
        // The same again, for a shorter time.
        try op.act("ban", #""to":"\#(login)","seconds":1"#)
        try eventually("the ban is over") {
            try !scene.connect(.ordinary).greeting.contains(": error banned ")
        }
        try op.act("ban", #""to":"\#(login)""#)
        #expect(try scene.connect(.ordinary).greeting.contains(": error banned "))
        try op.act("lift", #""to":"\#(login)""#)
        #expect(try !scene.connect(.ordinary).greeting.contains(": error banned "))
    }

    @Test func `operators see every session, and who has no name yet`() throws {
        let scene = try OperatorScene()
        defer { scene.end() }
        let op = try scene.client(of: .op)
        let asking = try scene.connect(.ordinary)
        try asking.hello(
            extra: #""present":false,"backlog":0,"client":"looker","terminal":"pts/77""#)
        _ = try scene.connect(.ordinary)
        try op.send(#"{"do":"who","verbose":true}"#)
        let people = try op.gather(until: "end").filter { $0.event == "person" }
        let own = people.filter { $0["account"] == scene.login(of: .ordinary) }
        #expect(own.compactMap { $0["state"] } == ["present", "asking", "entering"], "\(own)")
        #expect(own.allSatisfy { $0["name"] == scene.login(of: .ordinary) })
        #expect(own.dropFirst().first?["client"] == "looker")
        #expect(own.dropFirst().first?["terminal"] == "pts/77")
        let operators = people.filter { $0[bool: "operator"] == true }.compactMap { $0["account"] }
        #expect(Set(operators) == [scene.login(of: .root), scene.login(of: .op)])
        let muted = people.filter { $0[bool: "muted"] == true }.compactMap { $0["account"] }
        #expect(muted == [scene.login(of: .muted)])
    }
}
