import TestSupport
import Testing

@testable import Posix

@Suite struct SocketTests {
    @Test(arguments: [
        ("/run/notify", "/run/notify"), ("@name", "@name"), ("@a/b", "@a/b"), ("run", nil),
        ("", nil), ("/", nil), ("@", nil), ("vsock:2:1", nil),
        ("@" + String(repeating: "x", count: 107), nil),
    ])
    func `where a service manager listens is a path or a name`(text: String, path: String?) {
        #expect(SocketAddress(serviceManagers: text)?.path == path)
    }

    @Test func `a path of the longest length is an address and one more byte is not`() {
        #expect(SocketAddress.maxPathBytes == 107)
        #expect(SocketAddress(path: String(repeating: "x", count: 107)) != nil)
        #expect(SocketAddress(path: String(repeating: "x", count: 108)) == nil)
        #expect(SocketAddress(path: String(repeating: "é", count: 54)) == nil)
        #expect(SocketAddress(path: "") == nil)
        #expect(SocketAddress(path: "a\0b") == nil)
    }

    @Test func `an error has its name and its words`() {
        #expect(SystemError.notFound.symbol == "ENOENT")
        #expect(SystemError.notFound.description == "No such file or directory")
        #expect(SystemError(code: 9999).symbol == nil)
    }

    @Test func `both ends know each other, take what fits and see the end`() throws {
        let directory = try TemporaryDirectory()
        let address = try #require(SocketAddress(path: directory.file("s")))
        let listener = try ListeningSocket(binding: address, mode: harmlessMode)
        #expect(try isNobodyWaiting(listener))
        let client = try Socket.connect(to: address)
        guard let peer = try listener.accept() else {
            Issue.record("nobody is waiting")
            return
        }
        #expect(try peer.peerCredentials().uid == Accounts.ownUID)
        var sent = 0
        let block = [UInt8](repeating: 7, count: 65_536)
        while let count = try client.send(block[...]) { sent += count }
        var received = 0
        while case .bytes(let bytes) = try peer.receive(maxBytes: 4096) { received += bytes.count }
        #expect(received == sent)
        client.shutdown(.writing)
        guard case .end = try peer.receive(maxBytes: 1) else {
            Issue.record("no end")
            return
        }
        let ready = try peer.wait(for: .readable, milliseconds: 0)
        #expect(ready.contains(.readable) && !ready.contains(.hungUp))
    }

    @Test func `a peer that has gone is a broken pipe, not a signal`() throws {
        let directory = try TemporaryDirectory()
        let address = try #require(SocketAddress(path: directory.file("s")))
        let listener = try ListeningSocket(binding: address, mode: harmlessMode)
        func connectAndGo() throws { _ = try Socket.connect(to: address) }
        try connectAndGo()
        guard let peer = try listener.accept() else {
            Issue.record("nobody is waiting")
            return
        }
        // A child that another test starts just now holds it until it is a program of its own.
        var isHungUp = false
        let deadline = Deadline()
        while !isHungUp, !deadline.hasPassed {
            isHungUp = try peer.wait(for: [], milliseconds: 10).contains(.hungUp)
        }
        #expect(isHungUp)
        #expect(throws: SystemError.brokenPipe) { try peer.send([1]) }
    }

    @Test func `nobody listening is a refusal and nothing there is not found`() throws {
        let directory = try TemporaryDirectory()
        let address = try #require(SocketAddress(path: directory.file("s")))
        #expect(throws: SystemError.notFound) { _ = try Socket.connect(to: address) }
        func listenAndGo() throws { _ = try ListeningSocket(binding: address, mode: harmlessMode) }
        try listenAndGo()
        // A child that another test starts just now holds it until it is a program of its own.
        try eventually("a refusal") {
            do throws(SystemError) {
                _ = try Socket.connect(to: address)
                return false
            } catch {
                return error == .connectionRefused
            }
        }
    }

    private func isNobodyWaiting(_ listener: borrowing ListeningSocket) throws -> Bool {
        if try listener.accept() != nil { return false }
        return true
    }
}
