import Glibc

/// The terminal that standard input and output are, where they are one.
package enum Terminal {
    package static var isInput: Bool { isatty(STDIN_FILENO) == 1 }
    package static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }
    /// Whether somebody sees at once what is complained of.
    package static var isError: Bool { isatty(STDERR_FILENO) == 1 }

    /// How large its screen is.
    package static var size: TerminalSize {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else {
            return TerminalSize(columns: 0, rows: 0)
        }
        return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
}

/// The size of a terminal's screen in cells; 0 for what it does not say.
package struct TerminalSize: Hashable, Sendable {
    package let columns: Int
    package let rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// The terminal handing over every key as it is pressed; as it was before once this value is gone, and also
/// when the process dies of a fault of its own.
///
/// Make one at the most: signal handlers are the whole process's.
package struct RawMode: ~Copyable {
    private let saved: termios
    private let crashGuard: CrashGuard

    /// Enters the mode. Output keeps its newlines; Ctrl-C, Ctrl-Z and Ctrl-S become keys.
    ///
    /// - Parameter undo: What undoes, written to standard output, whatever else is asked of the terminal.
    /// - Throws: ``SystemError`` as in tcgetattr(3): `ENOTTY` when standard input is no terminal.
    package init(undo: [UInt8]) throws(SystemError) {
        var settings = termios()
        try check { unsafe tcgetattr(STDIN_FILENO, &settings) }
        // Before the first of it is done.
        let crashGuard = CrashGuard(restoring: settings, undo: undo)
        crashGuard.arm()
        try Self.enter(from: settings)
        saved = settings
        self.crashGuard = crashGuard
    }

    deinit { leave() }

    /// Leaves the mode for now: somebody else is to use the terminal.
    package borrowing func leave() {
        var settings = saved
        // Its error has no remedy: the terminal has gone.
        _ = unsafe tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        crashGuard.disarm()
    }

    /// Enters the mode again, after somebody else used the terminal (SIGCONT).
    package borrowing func enterAgain() throws(SystemError) {
        crashGuard.arm()
        try Self.enter(from: saved)
    }

    private static func enter(from settings: termios) throws(SystemError) {
        var raw = settings
        raw.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON)
        raw.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | IEXTEN | ISIG)
        unsafe withUnsafeMutableBytes(of: &raw.c_cc) { characters in
            unsafe characters[Int(VMIN)] = 1
            unsafe characters[Int(VTIME)] = 0
        }
        // Not TCSAFLUSH: what was typed ahead is kept. Nor TCSADRAIN: nothing of this is about output,
        // and a terminal that takes none would keep us waiting.
        try check { unsafe tcsetattr(STDIN_FILENO, TCSANOW, &raw) }
    }
}
