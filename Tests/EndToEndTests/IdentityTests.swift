import Foundation
import TestSupport
import Testing

/// Whose process the daemon is, and that it is never root's.
@Suite struct IdentityTests {
    private static let onlyRoot = "only root can become another account"

    /// What proc(5) says of every thread, by its key: each value that there is.
    private func facts(of pid: pid_t) throws -> [String: Set<String>] {
        var facts: [String: Set<String>] = [:]
        for task in try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task") {
            let status = String(
                decoding: contents(of: "/proc/\(pid)/task/\(task)/status"), as: UTF8.self)
            for line in status.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1)
                let words = parts.last?.split { $0 == "\t" || $0 == " " } ?? []
                facts[String(parts[0]), default: []].insert(words.joined(separator: " "))
            }
        }
        return facts
    }

    private func expectNoPrivilege(of daemon: Daemon) throws {
        let facts = try facts(of: daemon.pid)
        for key in ["CapInh", "CapPrm", "CapEff", "CapAmb"] {
            #expect(facts[key] == ["0000000000000000"], "\(key)")
        }
        #expect(facts["NoNewPrivs"] == ["1"])
        #expect(facts["Uid"]?.count == 1 && facts["Uid"]?.contains("0 0 0 0") == false)
    }

    private func owner(of path: String) -> (uid: uid_t, gid: gid_t, mode: mode_t) {
        var status = stat()
        stat(path, &status)
        return (status.st_uid, status.st_gid, status.st_mode & 0o7777)
    }

    @Test func `whoever starts it, it has no privilege and can gain none`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        try expectNoPrivilege(of: daemon)
    }

    @Test(.enabled(if: Programs.isRoot, "\(onlyRoot)"))
    func `root's daemon becomes its account in every thread, with no group but its own`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        for _ in 1...3 { try daemon.json().hello() }
        let (uid, gid) = (daemon.account.uid, daemon.account.gid)
        let facts = try facts(of: daemon.pid)
        #expect(facts["Uid"] == ["\(uid) \(uid) \(uid) \(uid)"])
        #expect(facts["Gid"] == ["\(gid) \(gid) \(gid) \(gid)"])
        #expect(facts["Groups"] == [""])
        #expect(daemon.facts.threads > 3)
        try expectNoPrivilege(of: daemon)
        try daemon.awaitLog(" uid=\(uid) pid=\(daemon.pid)\n")
    }

    @Test(.enabled(if: Programs.isRoot, "\(onlyRoot)"))
    func `other processes of its account cannot look into root's daemon`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let look = daemon.account.asPrefix + ["ls", "/proc/\(daemon.pid)/fd"]
        let refused = try run(look)
        #expect(refused.status != 0 && refused.errorText.contains("ermission denied"), "\(refused)")
    }

    /// How a process that is to be ordinary can have more than that.
    @Test(
        .enabled(if: Programs.isRoot, "\(onlyRoot)"),
        arguments: [
            ["--securebits=+no_setuid_fixup"],
            ["--securebits=+no_setuid_fixup", "--inh-caps=+kill", "--ambient-caps=+kill"],
            ["--groups=0,1", "--inh-caps=+kill"],
        ])
    func `what root was started with is given up, too`(options: [String]) throws {
        let daemon = try Daemon(settings: Daemon.Settings(prefix: ["setpriv"] + options + ["--"]))
        defer { daemon.end() }
        try expectNoPrivilege(of: daemon)
        #expect(try facts(of: daemon.pid)["Groups"] == [""])
    }

    @Test(.enabled(if: Programs.isRoot, "\(onlyRoot)"))
    func `the capabilities of an ordinary account are given up`() throws {
        let ada = try Accounts.ada.get()
        let prefix = [
            "setpriv", "--inh-caps=+kill,+chown", "--ambient-caps=+kill,+chown",
            "--reuid=\(ada.uid)", "--regid=\(ada.gid)", "--groups=1", "--",
        ]
        let directory = try TemporaryDirectory()
        chown(directory.path, ada.uid, ada.gid)
        let daemon = try Daemon(
            ["history=off"],
            settings: Daemon.Settings(prefix: prefix, socket: directory.file("chat.sock")))
        defer { daemon.end() }
        try expectNoPrivilege(of: daemon)
        #expect(try facts(of: daemon.pid)["Groups"] == ["1"], "what it may read stays")
    }

    @Test(.enabled(if: Programs.isRoot, "\(onlyRoot)"))
    func `root's daemon that is to end with its parent does so as another account's`() throws {
        let script = #"setpriv --pdeathsig=KILL "$@" & echo $! >&2; wait"#
        let daemon = try Daemon(
            settings: Daemon.Settings(prefix: ["/bin/sh", "-c", script, "sh"]))
        defer { daemon.end() }
        var number: pid_t?
        try eventually("its number") {
            number = daemon.errors.split(separator: "\n").compactMap { pid_t($0) }.first
            return number != nil
        }
        let pid = try #require(number)
        #expect(try facts(of: pid)["Uid"]?.first?.hasPrefix("\(daemon.account.uid) ") == true)
        kill(daemon.pid, SIGKILL)
        try eventually("its end") { ProcessFacts.hasEnded(pid) }
    }

    @Test(.enabled(if: Programs.isRoot, "\(onlyRoot)"))
    func `what root's daemon needs is made for its account, and removed with it`() throws {
        let directory = try TemporaryDirectory()
        let account = try Account.keeping()
        let (place, ledger) = (directory.file("run"), directory.file("ledger"))
        let command =
            [Programs.talkroomd, "-s", place + "/chat.sock", "-d", ledger, "-c", "/dev/null"]
            + account.asService.flatMap { ["-o", $0] }
        let child = try Child(command, stderr: .file(directory.file("err")))
        defer { child.killAndReap() }
        try eventually("its beginning") {
            String(decoding: contents(of: directory.file("err")), as: UTF8.self)
                .contains("listen ")
        }
        #expect(owner(of: place) == (account.uid, account.gid, 0o755))
        #expect(owner(of: ledger) == (account.uid, account.gid, 0o750))
        #expect(owner(of: place + "/chat.sock").mode == 0o666)
        child.signal(SIGTERM)
        #expect(try child.waitForExit() == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place) == [])
    }

    @Test(.enabled(if: Programs.isRoot, "\(onlyRoot)"))
    func `what stays in a directory of root's is taken over by the next`() throws {
        let directory = try TemporaryDirectory()
        let socket = directory.file("chat.sock")
        for _ in 1...2 {
            let daemon = try Daemon(settings: Daemon.Settings(socket: socket))
            defer { daemon.end() }
            try daemon.join("ada").settle()
            #expect(try daemon.terminate() == 0)
            #expect(owner(of: socket).uid == 0)
        }
    }

    @Test(.enabled(if: Programs.isRoot, "\(onlyRoot)"))
    func `what a symbolic link leads to is not given away`() throws {
        let directory = try TemporaryDirectory()
        let roots = try TemporaryDirectory(mode: 0o755)
        let link = directory.file("ledger")
        symlink(roots.path, link)
        let refused = try run([
            Programs.talkroomd, "-s", directory.file("chat.sock"), "-d", link, "-c", "/dev/null",
        ])
        #expect(refused.status == 73, "\(refused)")
        #expect(owner(of: roots.path).uid == 0)
    }

    @Test(.enabled(if: Programs.isRoot, "\(onlyRoot)"))
    func `a ledger's directory that is another's is left alone, with the way out`() throws {
        let directory = try TemporaryDirectory(mode: 0o700)
        mkdir(directory.file("in use"), 0o700)
        let account = try Account.keeping()
        let socket = try TemporaryDirectory().file("chat.sock")
        let refused = try run(
            [Programs.talkroomd, "-s", socket, "-d", directory.path, "-c", "/dev/null"]
                + account.asService.flatMap { ["-o", $0] })
        #expect(refused.status == 73, "\(refused)")
        #expect(refused.errorText.hasPrefix("talkroomd: \(directory.path): "), "\(refused)")
        #expect(
            refused.errorText.hasSuffix(": chown -R \(account.login): \(directory.path)\n"),
            "\(refused)")
        #expect(owner(of: directory.path).uid == 0)
    }

    /// Starts it as root, with no word of whose it is to be; returns its uids, and the owner of its ledger.
    private func start(
        in mode: mode_t, ledger ledgerMode: mode_t? = nil
    ) throws -> (uids: Set<String>, ledger: uid_t) {
        let directory = try TemporaryDirectory(mode: mode)
        let ledger = directory.file("ledger")
        if let ledgerMode {
            mkdir(ledger, ledgerMode)
            chmod(ledger, ledgerMode)
        }
        let child = try Child(
            [
                Programs.talkroomd, "-s", directory.file("chat.sock"), "-c", "/dev/null", "-d",
                ledger,
            ], stderr: .file(directory.file("err")))
        defer { child.killAndReap() }
        try eventually("its beginning") {
            String(decoding: contents(of: directory.file("err")), as: UTF8.self)
                .contains("listen ")
        }
        return (try facts(of: child.pid)["Uid"] ?? [], owner(of: ledger).uid)
    }

    @Test(.enabled(if: Programs.isRoot, "\(onlyRoot)"))
    func `a room that root alone can enter is root's`() throws {
        #expect(try start(in: 0o700) == (["0 0 0 0"], 0))
    }

    /// Missing, empty, and one that was not made for a ledger, as /tmp.
    @Test(
        .enabled(if: Programs.isRoot, "\(onlyRoot)"), arguments: [nil, 0o755, 0o777] as [mode_t?])
    func `root without a choice serves others as the usual account, or as nobody`(
        ledger mode: mode_t?
    ) throws {
        let usual = NameService.account(ofLogin: "talkroom")
        let uid = try #require(usual ?? NameService.account(ofLogin: "nobody")).uid
        let started = try start(in: 0o755, ledger: mode)
        #expect(started.uids == ["\(uid) \(uid) \(uid) \(uid)"])
        #expect(started.ledger == (mode == 0o777 ? 0 : uid))
    }

    @Test(arguments: ["root", "no-such-account", ""])
    func `nobody's daemon is to become root or nobody at all`(login: String) throws {
        let directory = try TemporaryDirectory()
        let socket = directory.file("chat.sock")
        let refused = try run([Programs.talkroomd, "-s", socket, "-o", "user=\(login)"])
        #expect(refused.status == 64, "\(refused)")
        #expect(refused.errorText.contains("user = \(login): must be the login "), "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: socket))
    }

    @Test(
        .enabled(
            if: (try? run(["unshare", "--user", "--map-root-user", "true"]).status) == 0,
            "it needs user namespaces"))
    func `root of a namespace without other accounts serves nobody`() throws {
        let directory = try TemporaryDirectory()
        let socket = directory.file("chat.sock")
        let refused = try run([
            "unshare", "--user", "--map-root-user", Programs.talkroomd, "-s", socket,
            "-c", "/dev/null", "-o", "history=off", "-o", "user=daemon",
        ])
        #expect(refused.status == 77, "\(refused)")
        #expect(refused.errorText.contains("cannot become the account daemon"), "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: socket))
    }
}
