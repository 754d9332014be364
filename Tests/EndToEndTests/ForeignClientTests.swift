import TestSupport
import Testing

/// Clients with no code of ours: the seven requirements hold for them too.
enum ForeignClient: CaseIterable {
    case lessonInPython, netcat, socat

    func command(_ socket: String) -> [String] {
        switch self {
        case .lessonInPython: [Programs.python, "-u", Programs.fixture("chat_client.py"), socket]
        case .netcat: [Programs.netcat, "-N", "-U", socket]
        case .socat: [Programs.socat, "-t", "30", "-", "UNIX-CONNECT:\(socket)"]
        }
    }

    func start(_ daemon: Daemon) throws -> PlainClient {
        let (stream, child) = try carry(command(daemon.socket))
        let client = PlainClient(stream, carrier: child)
        daemon.keep(client)
        return client
    }

    func enter(_ daemon: Daemon, as name: String) throws -> PlainClient {
        let client = try start(daemon)
        try client.enter(name)
        return client
    }
}

@Suite struct ForeignClientTests {
    @Test(arguments: ForeignClient.allCases)
    func `RF-01 many clients of other hands talk to each other`(kind: ForeignClient) throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let names = (1...6).map { "guest\($0)" }
        let clients = try names.map { try kind.enter(daemon, as: $0) }
        for (name, client) in zip(names, clients) {
            try client.send("this is \(name)")
            for other in clients { try other.expect(line: shown(name, "this is \(name)")) }
        }
    }

    @Test(arguments: ForeignClient.allCases)
    func `RF-02 they are told of a disconnection, and theirs is told`(kind: ForeignClient) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try kind.enter(daemon, as: "ada")
        let wren = try kind.enter(daemon, as: "wren")
        try ada.expectNotice("wren", "joined")
        try wren.stream.send(Array("whole\nhalf a li".utf8))
        try wren.expect(line: shown("wren", "whole"))
        wren.carrier?.killAndReap()
        try ada.expectNotice("wren", "went away")
    }

    @Test(arguments: ForeignClient.allCases)
    func `RF-03 they are asked for a username`(kind: ForeignClient) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try kind.start(daemon)
        #expect(try ada.expectQuestion().hasSuffix("[\(Account.own.login)]"))
        try ada.send("not a name")
        try ada.expectNotice()
        try ada.expectQuestion()
        try ada.send("ada")
        try ada.expectNotice("ada")
    }

    @Test(arguments: ForeignClient.allCases)
    func `RF-04 sair ends them and the others are told`(kind: ForeignClient) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try kind.enter(daemon, as: "ada")
        let wren = try kind.enter(daemon, as: "wren")
        try wren.send("sair")
        wren.stream.finishSending()
        _ = try wren.linesToEnd()
        #expect(try wren.carrier?.waitForExit() == 0)
        try ada.expectNotice("wren", "left")
    }

    @Test(arguments: ForeignClient.allCases)
    func `RF-05, RF-06 and RF-07 hold for them`(kind: ForeignClient) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try kind.enter(daemon, as: "ada")
        let wren = try kind.enter(daemon, as: "wren")
        try ada.expectNotice(person("wren"), "joined")
        try wren.send("oi")
        #expect(try ada.next() == shown("wren", "oi"))
        #expect(try wren.next() == shown("wren", "oi"))
    }

    @Test(arguments: ForeignClient.allCases)
    func `what was typed before the end of input is said, what is due is delivered`(
        kind: ForeignClient
    ) throws {
        // Without a disk, on which what is said could wait until its sender has left.
        let daemon = try Daemon(["history=memory"])
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        let finished = try run(
            kind.command(daemon.socket), input: "wren\noi\nunfinished")
        #expect(finished.lines.last == shown("wren", "oi"), "\(finished)")
        try ada.expect(line: shown("wren", "oi"))
        try ada.expectNotice("wren", "left")
        try ada.send("after")
        #expect(try ada.next() == shown("ada", "after"), "an unfinished line is dropped")
    }
}
