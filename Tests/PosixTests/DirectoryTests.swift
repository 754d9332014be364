import Glibc
import TestSupport
import Testing

@testable import Posix

@Suite struct DirectoryTests {
    @Test func `a directory and a file in it have the modes asked for, whatever the umask`() throws
    {
        let temporary = try TemporaryDirectory()
        let path = temporary.file("d")
        let directory = try Directory(making: path, mode: 0o770)
        let file = try directory.make("f", mode: 0o666)
        var status = stat()
        stat(path, &status)
        #expect(status.st_mode & 0o7777 == 0o770)
        stat("\(path)/f", &status)
        #expect(status.st_mode & 0o7777 == 0o666)
        #expect(try directory.names() == ["f"])
        #expect(throws: SystemError.exists) { _ = try directory.make("f", mode: 0o600) }
        #expect(try file.facts().links == 1)
        try directory.remove("f")
        #expect(try file.facts().links == 0)
    }

    @Test func `a file is read and written where it is said to, and ends where it is cut`() throws {
        let temporary = try TemporaryDirectory()
        let directory = try Directory(opening: temporary.path)
        let file = try directory.make("f", mode: 0o600)
        #expect(try file.write(Array("hello".utf8).span, at: 3) == 5)
        #expect(try file.read(at: 2, maxBytes: 100) == [0] + Array("hello".utf8))
        #expect(try file.read(at: 4, maxBytes: 2) == Array("el".utf8))
        #expect(try file.read(at: 100, maxBytes: 2) == [])
        try file.truncate(to: 4)
        #expect(try directory.look(at: "f").bytes == 4)
        try file.syncData()
        try directory.sync()
    }

    @Test func `no symbolic link is followed out of a directory`() throws {
        let temporary = try TemporaryDirectory()
        let directory = try Directory(opening: temporary.path)
        symlink("/etc/passwd", temporary.file("link"))
        #expect(throws: SystemError(code: ELOOP)) { _ = try directory.open("link") }
        #expect(throws: SystemError.exists) { _ = try directory.make("link", mode: 0o600) }
        #expect(try directory.look(at: "link").kind == .other)
    }

    @Test func `a lock is one holder's, and stays with the directory when it is moved`() throws {
        let temporary = try TemporaryDirectory()
        let path = temporary.file("d")
        let first = try Directory(making: path, mode: 0o700)
        #expect(try first.takeLock())
        #expect(try first.isNamed(path))
        #expect(try !Directory(opening: path).takeLock())
        rename(path, temporary.file("e"))
        #expect(throws: SystemError.notFound) { _ = try first.isNamed(path) }
        let second = try Directory(making: path, mode: 0o700)
        #expect(try !first.isNamed(path))
        #expect(try second.takeLock())
    }
}
