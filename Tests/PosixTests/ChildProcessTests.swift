import Foundation
import TestSupport
import Testing

@testable import Posix

@Suite struct ChildProcessTests {
    @Test func `its status is a shell's, and its complaints are in the file`() throws {
        let directory = try TemporaryDirectory()
        let errors = directory.file("errors")
        var child = try ChildProcess(["/bin/sh", "-c", "echo no >&2; exit 7"], errors: errors)
        #expect(try child.exitStatus(within: 20_000) == 7)
        #expect(try child.exitStatus(within: 0) == 7)
        #expect(contents(of: errors) == Array("no\n".utf8))
        var killed = try ChildProcess(["/bin/sh", "-c", "kill -9 $$"])
        #expect(try killed.exitStatus(within: 20_000) == 137)
    }

    @Test func `a program that does not exist is not found`() throws {
        #expect(throws: SystemError.notFound) { _ = try ChildProcess(["/no/such/program"]) }
    }

    @Test func `it is waited for no longer than asked, and gone when let go of`() throws {
        func startAndLetGo() throws -> Int32 {
            var child = try ChildProcess(["/bin/sleep", "100"])
            #expect(try child.exitStatus(within: 1) == nil)
            return child.processID
        }
        let processID = try startAndLetGo()
        #expect(throws: SystemError.self) {
            try ProcessFigures(of: processID).residentBytes()
        }
    }

    @Test func `what the kernel counted of a process is there`() throws {
        let own = ProcessFigures(of: Host.processID)
        let before = try own.cpuNanoseconds()
        #expect(before > 0)
        #expect(try own.cpuNanoseconds() >= before)
        #expect(try own.residentBytes() > 100_000)
        #expect(try own.peakResidentBytes() > 100_000)
        #expect(try own.threads() >= 1)
        #expect(try own.voluntarySwitches() > 0)
        #expect(MachineFigures.ownNanoseconds() > 0)
        #expect(try MachineFigures.busyNanoseconds() > 0)
        #expect(MachineFigures.processors >= 1)
    }

    @Test func `a directory is removed with all that is in it, and no link is followed`() throws {
        let directory = try TemporaryDirectory()
        let tree = directory.file("tree")
        try Files.makeDirectory(tree)
        try Files.makeDirectory("\(tree)/inner")
        try Files.write([1, 2, 3], to: "\(tree)/inner/file")
        try Files.write([4], to: directory.file("kept"))
        try FileManager.default.createSymbolicLink(
            atPath: "\(tree)/link", withDestinationPath: directory.path)
        #expect(try Files.read("\(tree)/inner/file", maxBytes: 3) == [1, 2, 3])
        #expect(try Files.names(in: tree).sorted() == ["inner", "link"])
        try Files.removeTree(tree)
        #expect(try Files.look(at: tree) == nil)
        #expect(contents(of: directory.file("kept")) == [4])
    }

    @Test func `a free port can be listened on, and is reached by nobody else`() throws {
        let address = try LoopbackAddress.free()
        #expect(address.port > 0)
        #expect(throws: SystemError.connectionRefused) { _ = try Socket.connect(to: address) }
    }
}
