import Glibc
import TestSupport
import Testing

@testable import Posix

@Suite struct IdentityTests {
    private static let other = ServiceAccount(login: "", uid: 47_100, gid: 47_200)

    @Test func `root connects as another account, and is root before and after`() throws {
        let directory = try TemporaryDirectory()
        let address = try #require(SocketAddress(path: directory.file("s")))
        let listener = try ListeningSocket(binding: address, mode: harmlessMode)
        chmod(directory.file("s"), 0o666)
        let before = try Identity.current()
        guard before.isRoot else {
            #expect(throws: SystemError.notPermitted) {
                try Identity.acting(as: Self.other) { () throws(SystemError) in }
            }
            #expect(try Identity.current() == before)
            return
        }
        let seen = Locked<Identity?>(nil)
        let client = try Identity.acting(as: Self.other) { () throws(SystemError) in
            let bystander = try Thread.start(name: "bystander") {
                seen.withLock { $0 = try? Identity.current() }
            }
            bystander.join()
            return try Socket.connect(to: address)
        }
        guard let peer = try listener.accept() else {
            Issue.record("nobody is waiting")
            return
        }
        let credentials = try peer.peerCredentials()
        #expect(credentials.uid == Self.other.uid && credentials.gid == Self.other.gid)
        #expect(try peer.peerGroups() == [])
        #expect(try Identity.current() == before)
        // A thread begun meanwhile is who began it, but may be root again.
        #expect(seen.withLock { $0?.uids } == [0, Self.other.uid, 0])
        _ = consume client
    }

    @Test func `who failed as another account is root again`() throws {
        let before = try Identity.current()
        #expect(throws: before.isRoot ? SystemError.tryAgain : .notPermitted) {
            try Identity.acting(as: Self.other) { () throws(SystemError) in throw .tryAgain }
        }
        #expect(try Identity.current() == before)
    }
}
