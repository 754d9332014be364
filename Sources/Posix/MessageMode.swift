import Glibc

/// The mode of the terminal that this process is at, as mesg(1) has it: whether others may write to it.
package struct MessageMode {
    /// The device of /dev/tty, which is whichever terminal its reader is at: its mode is nobody's.
    private static let own: dev_t = 5 << 8

    private let raw: Int32
    private let mode: mode_t
    private let group: UInt32

    /// That of the first terminal among standard input, output and error; nil where none is one.
    package static func ofOwnTerminal() -> MessageMode? {
        [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO].lazy.compactMap { MessageMode(of: $0) }.first
    }

    init?(of raw: Int32) {
        var status = stat()
        guard isatty(raw) == 1, unsafe fstat(raw, &status) == 0, status.st_rdev != Self.own
        else { return nil }
        self.raw = raw
        mode = status.st_mode & 0o7777
        group = status.st_gid
    }

    package var isOn: Bool { mode & (S_IWGRP | S_IWOTH) != 0 }

    /// Whether its group is one that may be let write.
    package func isOfGroup(_ gid: UInt32?) -> Bool { gid == group }

    /// Lets the group write, or nobody else.
    ///
    /// - Throws: ``SystemError`` as in fchmod(2): `EPERM` at another account's terminal.
    package func turn(on isOn: Bool) throws(SystemError) {
        let wanted = isOn ? mode | S_IWGRP : mode & ~(S_IWGRP | S_IWOTH)
        if wanted != mode { try check { fchmod(raw, wanted) } }
    }
}
