import Posix
import TalkRoom
import TestSupport
import Testing

@testable import TalkServer

@Suite struct SessionOutputTests {
    @Test func `for who has gone nothing more is read and made`() throws {
        let directory = try TemporaryDirectory()
        let address = try #require(SocketAddress(path: directory.file("socket")))
        let listener = try ListeningSocket(binding: address, mode: harmlessMode)
        func comeAndGo() throws { _ = try Socket.connect(to: address) }
        try comeAndGo()
        guard let socket = try listener.accept() else {
            Issue.record("nobody came")
            return
        }
        // A child that another test starts just now holds it until it is a program of its own.
        let deadline = Deadline()
        while try !socket.wait(for: [], milliseconds: 10).contains(.hungUp) {
            try #require(!deadline.hasPassed)
        }
        let log = try OperatorLog(isSilent: true)
        defer { log.end(milliseconds: 1000) }
        let hall = try Hall(settings: ServerSettings(), log: log, past: Past(), archive: nil)
        let connection = Connection(
            session: 1, uid: 1, socket: socket, acceptedAt: 0, isVisit: false)
        var output = SessionOutput(connection, hall: hall)
        var pieces = 0
        try output.begin {
            pieces += 1
            return pieces <= 1000 ? Array("a piece of a replay\n".utf8) : nil
        }
        #expect(pieces == 1)
    }
}
