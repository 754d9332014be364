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
}
