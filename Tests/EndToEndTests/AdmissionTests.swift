import TestSupport
import Testing

/// Who is let in by whom, among real accounts of this host. Only root can make them.
@Suite(.enabled(if: Accounts.canBeMade, "only root can make the accounts that this needs"))
struct AdmissionTests {
    @Test func `the client refuses a daemon of a third account`() throws {
        let (ada, third) = (try Accounts.ada.get(), try Accounts.third.get())
        let daemon = try Daemon(settings: Daemon.Settings(account: third))
        defer { daemon.end() }
        for arguments in [["who"], ["send", "oi"], ["log"], ["--plain", "-n", "ada"]] {
            let refused = try daemon.run(arguments, as: ada)
            #expect(refused.status == 77, "\(arguments): \(refused)")
            #expect(refused.errorText.hasPrefix("talkroom: \(daemon.socket): "), "\(refused)")
            #expect(refused.output.isEmpty, "\(refused)")
        }
        #expect(try daemon.run(["who"], as: third).status == 0, "its owner may")
    }

    @Test func `root's daemon is good for everybody`() throws {
        let ada = try Accounts.ada.get()
        let daemon = try Daemon()
        defer { daemon.end() }
        let terminal = try daemon.terminal(as: ada)
        try terminal.expect(words: "Choose a username [\(ada.login)]:")
        #expect(try daemon.run(["who"], as: ada).status == 0)
    }

    @Test func `who is in no allowed group is not let in`() throws {
        let (ada, wren) = (try Accounts.ada.get(), try Accounts.wren.get())
        // useradd makes a group of the same name for each account.
        let daemon = try Daemon(["allow=\(wren.login)"])
        defer { daemon.end() }
        let (stream, _) = try daemon.relay(as: ada)
        let line = String(decoding: try stream.nextLine(by: Deadline()) ?? [], as: UTF8.self)
        #expect(line.contains(": error not-permitted "), "\(escaped(line))")
        stream.finishSending()
        #expect(try stream.nextLine(by: Deadline()) == nil, "and is closed")
        let refused = try daemon.run(["who"], as: ada)
        #expect(refused.status == 77, "\(refused)")
        #expect(try daemon.json(as: wren).hello()["name"] == wren.login)
    }

    @Test func `who holds a name that becomes another's login gives it up and is told`() throws {
        let ada = try Accounts.ada.get()
        let login = Accounts.freshLogin()
        let daemon = try Daemon()
        defer { daemon.end() }
        let holder = try daemon.json(as: ada)
        try holder.hello(login)
        let fresh = try Accounts.make(login)
        let owner = try daemon.json(as: fresh)
        #expect(try owner.hello()["name"] == login)
        let renamed = try holder.expect("renamed")
        #expect(renamed["was"] == login)
        #expect(renamed["name"] == ada.login)
        #expect(try holder.expect("joined")["name"] == login)
    }

    @Test func `one account's flood and sessions are not another's`() throws {
        let (ada, wren) = (try Accounts.ada.get(), try Accounts.wren.get())
        let daemon = try Daemon(["sessions_per_account=2", "pace=5", "burst=1"])
        defer { daemon.end() }
        let flooder = try daemon.json(as: ada)
        try flooder.hello(extra: #""backlog":0"#)
        try daemon.json(as: ada).hello()
        #expect(try daemon.json(as: ada).greeting.contains(": error too-many-sessions "))
        let quick = try daemon.json(as: wren)
        try quick.hello(extra: #""backlog":0"#)
        for number in 1...40 { try flooder.say("\(number)") }
        try quick.say("between")
        let came = try quick.gather(until: "said") { $0["text"] == "between" }
        #expect(came.count { $0.event == "said" } < 40, "it did not wait for the flood")
        try quick.expect("said") { $0["text"] == "40" }
    }
}
