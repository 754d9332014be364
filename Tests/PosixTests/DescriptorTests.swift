import Foundation
import TestSupport
import Testing

@testable import Posix

/// One at a time: they count what this process has open.
@Suite(.serialized) struct DescriptorTests {
    /// Two sockets that are connected.
    private struct Pair: ~Copyable {
        let sender: Socket
        let receiver: Socket

        init() throws {
            var ends: [Int32] = [-1, -1]
            let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw Unmet("no socketpair") }
            sender = Socket(FileDescriptor(owning: ends[0]))
            receiver = Socket(FileDescriptor(owning: ends[1]))
        }
    }

    /// A file that nobody else has open.
    private func file(in directory: TemporaryDirectory) throws -> (Int32, FileIdentity) {
        let raw = open(directory.file("file"), O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        var status = stat()
        guard raw >= 0, fstat(raw, &status) == 0 else { throw Unmet("no file") }
        return (raw, FileIdentity(status))
    }

    /// How many of this process's descriptors are open on a file. Other tests open others meanwhile.
    private func openOn(_ file: FileIdentity) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }.count { raw in
            var status = stat()
            return fstat(raw, &status) == 0 && FileIdentity(status) == file
        }
    }

    @Test func `descriptors come with exactly one byte and are closed when nobody takes them`()
        throws
    {
        let directory = try TemporaryDirectory()
        let (raw, identity) = try file(in: directory)
        let open = FileDescriptor(owning: raw)
        let pair = try Pair()
        guard case .nothing = try pair.receiver.receiveDescriptors(max: 2) else {
            Issue.record("something is there")
            return
        }
        #expect(try pair.sender.send(byte: 10, descriptors: [open.raw, open.raw]))
        #expect(try pair.sender.send([7, 8][...]) == 2)
        func receive() throws {
            guard case .byte(10, var received) = try pair.receiver.receiveDescriptors(max: 2) else {
                Issue.record("no byte")
                return
            }
            #expect(received.count == 2)
            guard let first = received.takeFirst() else {
                Issue.record("no descriptor")
                return
            }
            #expect(fcntl(first.raw, F_GETFD) & FD_CLOEXEC != 0)
            #expect(received.count == 1 && openOn(identity) == 3)
        }
        try receive()
        #expect(openOn(identity) == 1)
        guard case .bytes([7, 8]) = try pair.receiver.receive(maxBytes: 10) else {
            Issue.record("what was sent behind it did not stay")
            return
        }
        pair.sender.shutdown(.writing)
        guard case .end = try pair.receiver.receiveDescriptors(max: 2) else {
            Issue.record("no end")
            return
        }
    }

    @Test(arguments: [(1, 2), (1, 253), (2, 3), (2, 253), (3, 4)])
    func `more descriptors than asked for are refused and none is left open`(
        max: Int, sent: Int
    ) throws {
        let directory = try TemporaryDirectory()
        let (raw, identity) = try file(in: directory)
        let open = FileDescriptor(owning: raw)
        let pair = try Pair()
        #expect(
            try pair.sender.send(byte: 10, descriptors: [Int32](repeating: open.raw, count: sent)))
        func isRefused() throws -> Bool {
            guard case .irregular(10) = try pair.receiver.receiveDescriptors(max: max) else {
                return false
            }
            return true
        }
        #expect(try isRefused())
        #expect(openOn(identity) == 1)
    }

    @Test func `a byte without descriptors is a byte and fewer than asked for are told`() throws {
        let pair = try Pair()
        #expect(try pair.sender.send([10][...]) == 1)
        #expect(try pair.sender.send(byte: 11, descriptors: [0]))
        func counts() throws -> [Int] {
            var counts: [Int] = []
            while case .byte(_, let received) = try pair.receiver.receiveDescriptors(max: 2) {
                counts.append(received.count)
            }
            return counts
        }
        #expect(try counts() == [0, 1])
    }

    @Test func `what is received as bytes brings no descriptor in`() throws {
        let directory = try TemporaryDirectory()
        let (raw, identity) = try file(in: directory)
        let open = FileDescriptor(owning: raw)
        let pair = try Pair()
        #expect(try pair.sender.send(byte: 10, descriptors: [open.raw]))
        guard case .bytes([10]) = try pair.receiver.receive(maxBytes: 10) else {
            Issue.record("no byte")
            return
        }
        #expect(openOn(identity) == 1)
    }

    /// Led by this process: where tests run, what leads the session may have ended.
    @Test func `a terminal is handed over for writing only with who leads`() throws {
        let pty = try PseudoTerminal(TerminalSize(columns: 80, rows: 24))
        let raw = open(pty.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        let slave = FileDescriptor(owning: raw)
        let terminal = try #require(OwnTerminal(of: slave.raw))
        #expect("/dev/" + terminal.name == pty.path)
        let pair = try Pair()
        #expect(try pair.sender.handOver(terminal, ledBy: getpid()))
        guard case .byte(10, var received) = try pair.receiver.receiveDescriptors(max: 2),
            received.count == 2, let handed = received.takeFirst(),
            let leader = received.takeFirst()
        else {
            Issue.record("not handed over")
            return
        }
        let flags = fcntl(handed.raw, F_GETFL)
        #expect(flags & O_ACCMODE == O_WRONLY && flags & O_NONBLOCK != 0)
        #expect(isatty(handed.raw) == 1)
        var buffer = [UInt8](repeating: 0, count: 1)
        #expect(read(handed.raw, &buffer, 1) == -1 && errno == EBADF)
        let facts = try String(
            contentsOfFile: "/proc/self/fdinfo/\(leader.raw)", encoding: .utf8)
        let line = facts.split(separator: "\n").first { $0.hasPrefix("Pid:") }
        #expect(line?.split(separator: "\t").last == "\(getpid())")
    }

    @Test func `a terminal whose leader has ended is not handed over`() throws {
        let pty = try PseudoTerminal(TerminalSize(columns: 80, rows: 24))
        let raw = open(pty.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        let slave = FileDescriptor(owning: raw)
        let terminal = try #require(OwnTerminal(of: slave.raw))
        let pair = try Pair()
        let ended = Process()
        ended.executableURL = URL(fileURLWithPath: "/bin/true")
        try ended.run()
        ended.waitUntilExit()
        #expect(throws: SystemError(code: ESRCH)) {
            try pair.sender.handOver(terminal, ledBy: ended.processIdentifier)
        }
    }

    @Test func `what is no terminal is none to hand over`() throws {
        let directory = try TemporaryDirectory()
        let (raw, _) = try file(in: directory)
        let file = FileDescriptor(owning: raw)
        let pair = try Pair()
        #expect(OwnTerminal(of: file.raw) == nil)
        #expect(OwnTerminal(of: pair.sender.descriptor.raw) == nil)
    }
}
