import CLinux
import Glibc

/// The terminal that this process is at, as one of its standard streams has it.
package struct OwnTerminal: Hashable, Sendable {
    private static let directory = "/dev/"
    private static let maxPathBytes = 4096

    /// As tty(1) has it, without the directory: `pts/3`.
    package let name: String
    private let file: FileIdentity

    /// The first one among standard input, output and error.
    package static func find() -> OwnTerminal? {
        [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO].lazy.compactMap { OwnTerminal(of: $0) }.first
    }

    /// The one that is both read and written, where that is one.
    package static func ofInputAndOutput() -> OwnTerminal? {
        guard let input = OwnTerminal(of: STDIN_FILENO),
            let output = OwnTerminal(of: STDOUT_FILENO), input.file == output.file
        else { return nil }
        return input
    }

    /// The terminal that a descriptor is open on; nil where it is none, or has no name in /dev here.
    init?(of raw: Int32) {
        guard isatty(raw) == 1 else { return nil }
        var path = [CChar](repeating: 0, count: Self.maxPathBytes)
        guard unsafe ttyname_r(raw, &path, path.count) == 0 else { return nil }
        let whole = String(
            decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        var status = stat()
        // /dev/tty is whichever one its reader is at: no name for others to use.
        guard whole.hasPrefix(Self.directory), whole != "/dev/tty",
            unsafe fstat(raw, &status) == 0
        else { return nil }
        name = String(whole.dropFirst(Self.directory.count))
        file = FileIdentity(status)
    }

    /// Opens it anew, for writing only.
    ///
    /// - Throws: ``SystemError`` as in open(2); ``SystemError/stale`` where another stands there by now.
    func openForWriting() throws(SystemError) -> FileDescriptor {
        let path = Self.directory + name
        let flags = O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC
        let descriptor = FileDescriptor(owning: try check { unsafe open(path, flags) })
        let raw = descriptor.raw
        var status = stat()
        try check { unsafe fstat(raw, &status) }
        guard FileIdentity(status) == file else { throw .stale }
        return descriptor
    }
}

extension Socket {
    /// Hands a terminal over: one byte (LF), with it the terminal, opened anew for writing only, and what tells
    /// when the shell ends, or whatever leads the session.
    ///
    /// - Returns: Whether the kernel took it; false when the socket is full.
    /// - Throws: ``SystemError`` as in open(2), pidfd_open(2) and sendmsg(2).
    package borrowing func handOver(_ terminal: OwnTerminal) throws(SystemError) -> Bool {
        try handOver(terminal, ledBy: try check { getsid(0) })
    }

    /// As ``handOver(_:)``, with the process that is said to lead.
    borrowing func handOver(_ terminal: OwnTerminal, ledBy session: pid_t) throws(SystemError)
        -> Bool
    {
        let opened = try terminal.openForWriting()
        let leader = FileDescriptor(owning: try check { clinux_open_process(session) })
        return try send(byte: UInt8(ascii: "\n"), descriptors: [opened.raw, leader.raw])
    }
}
