import TestSupport
import Testing

@testable import Posix

@Suite struct EventPollTests {
    @Test func `what is ready is told by its token, as long as it is ready`() throws {
        let directory = try TemporaryDirectory()
        let address = try #require(SocketAddress(path: directory.file("s")))
        let listener = try ListeningSocket(binding: address, mode: harmlessMode)
        var poll = try EventPoll()
        try poll.add(listener, token: -1)
        #expect(try poll.wait(milliseconds: 0) == 0)
        let client = try Socket.connect(to: address)
        #expect(try poll.wait(milliseconds: 1000) == 1)
        #expect(poll.token(at: 0) == -1)
        guard let peer = try listener.accept() else {
            Issue.record("nobody is waiting")
            return
        }
        try poll.add(peer, token: 70_000)
        #expect(try poll.wait(milliseconds: 0) == 0)
        _ = try client.send([1, 2].span)
        for _ in 0..<2 {
            #expect(try poll.wait(milliseconds: 1000) == 1)
            #expect(poll.token(at: 0) == 70_000)
            #expect(poll.conditions(at: 0) == .readable)
        }
        var buffer: [UInt8] = [0, 0, 0]
        let count = try peer.receive(into: &buffer)
        #expect(count == 2)
        #expect(buffer == [1, 2, 0])
        #expect(try peer.receive(into: &buffer) == nil)
        try poll.change(peer, token: 5, to: .writable)
        #expect(try poll.wait(milliseconds: 0) == 1)
        #expect(poll.token(at: 0) == 5 && poll.conditions(at: 0) == .writable)
        client.shutdown(.writing)
        #expect(try peer.receive(into: &buffer) == 0)
    }

    @Test func `bytes are found, compared and added`() {
        let bytes: [UInt8] = [1, 2, 3, 2]
        let places = [(2, 0), (2, 2), (1, 1), (1, 4)].map { byte, start in
            bytes.span.firstIndex(of: byte, from: start)
        }
        #expect(places == [1, 3, nil, nil])
        let comparisons = [(1..<2, 3..<4), (1..<2, 2..<3), (0..<4, 0..<3), (0..<0, 4..<4)].map {
            bytes.span.extracting($0).isEqual(to: bytes.span.extracting($1))
        }
        #expect(comparisons == [true, false, false, true])
        var more: [UInt8] = [0]
        more.append(bytes.span.extracting(2...))
        #expect(more == [0, 3, 2])
    }
}
