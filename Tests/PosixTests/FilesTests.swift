import TestSupport
import Testing

@testable import Posix

@Suite struct FilesTests {
    @Test func `a lock is one holder's, is free when it lets go, and leaves no file`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("lock")
        func holdAndTryAgain() throws {
            let lock = try FileLock(path: path)
            #expect(throws: FileLock.Fault.held) { _ = try FileLock(path: path) }
            _ = consume lock
        }
        try holdAndTryAgain()
        #expect(try Files.look(at: path) == nil)
        try holdAndTryAgain()
    }

    @Test func `the host's accounts are found by uid and by login`() throws {
        #expect(try Accounts.login(ofUID: 0) == "root")
        #expect(try Accounts.uid(ofLogin: "root") == 0)
        #expect(try Accounts.uid(ofLogin: "no such login") == nil)
        #expect(try Accounts.login(ofUID: 4_000_000_001) == nil)
        #expect(try Accounts.all().contains { $0.login == "root" && $0.uid == 0 })
        #expect(Accounts.gid(ofGroup: "root") == 0)
        #expect(Accounts.gid(ofGroup: "no such group") == nil)
    }
}
