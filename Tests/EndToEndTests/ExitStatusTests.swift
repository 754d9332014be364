import Foundation
import TestSupport
import Testing

/// What `talkroom` says, and ends with, when it cannot do what it is asked.
@Suite struct ExitStatusTests {
    private func talkroom(_ arguments: [String]) throws -> Finished {
        try run([Programs.talkroom] + arguments, environment: ["TALKROOM_SOCKET": "/nowhere/sock"])
    }

    @Test(arguments: [
        ["--nonsense"], ["-Z"], ["dance"], ["send", "--nonsense"], ["who", "--to", "ada"],
        ["log", "-c"], ["log", "-c", "many"], ["log", "-c", "-1"], ["-n"], ["--name"], ["-s"],
        ["--plain", "--json"], ["--plain=yes"], ["who", "ada"], ["log", "ada"],
        ["admin"], ["admin", "dance"], ["admin", "ban"], ["admin", "redact", "x"],
    ])
    func `wrong usage ends with 64 and a line that says what is wrong`(arguments: [String]) throws {
        let refused = try talkroom(arguments)
        #expect(refused.status == 64, "\(refused)")
        #expect(refused.errorText.hasPrefix("talkroom: "), "\(refused)")
        #expect(refused.output.isEmpty, "\(refused)")
    }

    @Test(arguments: [
        [], ["who"], ["send", "--timeout=5", "oi"], ["log"], ["--plain"], ["--json"],
        ["admin", "acts"],
    ])
    func `no socket ends with 69 and the way out`(arguments: [String]) throws {
        let directory = try TemporaryDirectory()
        let socket = directory.file("chat.sock")
        let refused = try talkroom(arguments + ["-s", socket])
        #expect(refused.status == 69, "\(refused)")
        let lines = refused.errorText.split(separator: "\n").map { String($0) }
        #expect(
            lines == [
                "talkroom: \(socket): No such file or directory",
                "talkroom: is talkroomd running? See talkroomd(8), or try: talkroom --local",
            ])
    }

    @Test func `a path too long for a socket is said with its limit and the way out`() throws {
        let refused = try talkroom(["who", "-s", "/" + String(repeating: "s", count: 107)])
        #expect(refused.status == 64, "\(refused)")
        for words in ["107", "-s", "TALKROOM_SOCKET"] {
            #expect(refused.errorText.contains(words), "\(refused)")
        }
    }

    @Test func `what the system says is said in Portuguese to who speaks it`() throws {
        let refused = try run(
            [Programs.talkroom, "who", "-s", "/nowhere/sock"],
            environment: ["LC_ALL": "pt_BR.UTF-8"])
        #expect(refused.status == 69, "\(refused)")
        #expect(
            refused.errorText.hasPrefix(
                "talkroom: /nowhere/sock: Arquivo ou diretório não encontrado\n"), "\(refused)")
    }

    @Test func `a socket that nobody listens on ends with 69 and the way out`() throws {
        let daemon = try Daemon()
        daemon.child.killAndReap()
        let refused = try daemon.run(["who"])
        #expect(refused.status == 69, "\(refused)")
        #expect(
            refused.errorText == """
                talkroom: \(daemon.socket): Connection refused
                talkroom: is talkroomd running? See talkroomd(8), or try: talkroom --local

                """)
    }

    /// What is said by programs that are not talkroomd.
    enum Stranger: String, CaseIterable {
        case ssh = "SSH-2.0-OpenSSH_9.2\r\n"
        case http = "HTTP/1.1 400 Bad Request\r\n\r\n"
        case anotherVersion = "talkroom 2 host: choose a username [ada]\n"
        case noVersion = "talkroom\n"
        case json = "{\"event\":\"welcome\"}\n"
        case binary = "\u{0}\u{1}\u{2}\n"
        case empty = "\n"
    }

    @Test(arguments: Stranger.allCases)
    func `the other end that does not speak this protocol ends with 76`(stranger: Stranger) throws {
        let server = try FakeServer(saying: stranger.rawValue, closing: true)
        for arguments in [["who"], ["send", "oi"], ["--plain", "-n", "ada"], ["--json"]] {
            let refused = try talkroom(arguments + ["-s", server.socket])
            #expect(refused.status == 76, "\(arguments): \(refused)")
            #expect(refused.errorText.hasPrefix("talkroom: \(server.socket): "), "\(refused)")
            #expect(refused.errorText.contains("-s"), "the way out: \(refused)")
        }
        withExtendedLifetime(server) {}
    }

    @Test func `an endless greeting ends with 76 too`() throws {
        let endless = String(repeating: "a", count: 1_100_000)
        let server = try FakeServer(saying: endless, closing: false)
        #expect(try talkroom(["who", "-s", server.socket]).status == 76)
        withExtendedLifetime(server) {}
    }

    @Test func `who is turned away is told why`() throws {
        let daemon = try Daemon(["sessions=2"])
        defer { daemon.end() }
        _ = try daemon.join("ada")
        _ = try daemon.join("wren")
        for arguments in [["who"], ["send", "--timeout=1", "oi"], ["--plain"], ["--json"]] {
            let refused = try daemon.run(arguments)
            #expect(refused.status == 69, "\(arguments): \(refused)")
            #expect(refused.errorText.hasPrefix("talkroom: "), "\(arguments): \(refused)")
            #expect(refused.errorText.contains("full"), "\(arguments): \(refused)")
        }
    }

    @Test func `a name that is refused is said`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        for arguments in [["send", "-n", "daemon", "oi"], ["--plain", "-n", "daemon"]] {
            let refused = try daemon.run(arguments)
            #expect(refused.status == 1, "\(arguments): \(refused)")
            #expect(refused.errorText.hasPrefix("talkroom: daemon: "), "\(refused)")
        }
    }

    @Test(arguments: [
        [Programs.talkroom, "--help"], [Programs.talkroom, "-h"],
        [Programs.talkroom, "send", "--help"],
        [Programs.talkroomd, "--help"], [Programs.talkroomd, "-h"],
    ])
    func `help goes to standard output and ends with 0`(command: [String]) throws {
        let helped = try run(command)
        #expect(helped.status == 0, "\(helped)")
        #expect(helped.errors.isEmpty, "\(helped)")
        #expect(helped.lines.count > 3, "\(helped)")
        #expect(helped.lines.last?.isEmpty == false, "\(helped)")
        #expect(helped.lines.allSatisfy { $0.count <= 80 }, "\(helped)")
    }

    @Test(arguments: ["--version", "-V"])
    func `the version is one line`(option: String) throws {
        for (path, name) in [(Programs.talkroom, "talkroom"), (Programs.talkroomd, "talkroomd")] {
            let asked = try run([path, option])
            #expect(asked.status == 0, "\(asked)")
            #expect(asked.lines.count == 1 && asked.lines[0].hasPrefix("\(name) "), "\(asked)")
        }
    }

    @Test func `-s wins over TALKROOM_SOCKET`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let named = try daemon.run(["who", "-s", "/nowhere/sock"])
        #expect(named.status == 69, "\(named)")
        #expect(try daemon.run(["who"]).status == 0)
    }
}
