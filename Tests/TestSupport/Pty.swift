import Foundation

/// A program on a terminal of its own, whose screen a test reads as a person would.
package final class Pty {
    package let child: Child
    package private(set) var screen: Screen
    /// Every byte that the program wrote to its terminal.
    package private(set) var written: [UInt8] = []
    /// Before the program had it.
    package let modesBefore: Modes
    private let master: Int32
    private var hasEnded = false

    /// Starts `command` with the terminal as its controlling one.
    package init(
        _ command: [String], rows: Int = 24, columns: Int = 80, environment: [String: String] = [:]
    ) throws {
        master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
        var name = [CChar](repeating: 0, count: 64)
        guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0,
            ptsname_r(master, &name, name.count) == 0
        else { throw Unmet("no pty: \(String(cString: strerror(errno)))") }
        // Who types is not kept waiting for ever by a program that does not read.
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        var size = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        screen = Screen(rows: rows, columns: columns)
        modesBefore = Modes(of: master)
        let terminal = String(decoding: name.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
        let source = Child.Source.terminal(terminal)
        child = try Child(
            command, stdin: source, stdout: .terminal(terminal), stderr: .terminal(terminal),
            environment: environment)
    }

    /// How the terminal treats what is typed and written.
    package struct Modes: Equatable {
        /// Keys are handed on one by one, and not echoed.
        package let isRaw: Bool
        private let flags: [tcflag_t]
        private let characters: [cc_t]

        /// - Parameter terminal: Either end of it.
        package init(of terminal: Int32) {
            var attributes = termios()
            tcgetattr(terminal, &attributes)
            isRaw = attributes.c_lflag & tcflag_t(ICANON | ECHO) == 0
            flags = [
                attributes.c_iflag, attributes.c_oflag, attributes.c_cflag, attributes.c_lflag,
            ]
            characters = withUnsafeBytes(of: &attributes.c_cc) { Array($0) }
        }
    }

    package var modes: Modes { Modes(of: master) }

    /// What the person at it types.
    package func type(_ keys: String) throws { try type(bytes: Array(keys.utf8)) }

    package func type(bytes: [UInt8]) throws {
        var sent = 0
        // Anew whenever some are taken: how long all of them take is the machine's affair.
        var deadline = Deadline()
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count > 0 {
                sent += count
                deadline = Deadline()
                continue
            }
            guard errno == EAGAIN else {
                throw Unmet("cannot type: \(String(cString: strerror(errno)))")
            }
            var entry = pollfd(fd: master, events: Int16(POLLOUT), revents: 0)
            guard poll(&entry, 1, deadline.remainingMilliseconds) > 0 else {
                throw Unmet("typed \(sent) of \(bytes.count) bytes, and no more are taken")
            }
        }
    }

    package func enter(_ line: String) throws { try type(line + "\r") }

    /// Waits until the screen is as `matches` says; anew whenever the program writes something, as how long all of it
    /// takes is the machine's affair, but not for ever.
    package func expect(
        _ wanted: String, within seconds: Double = Deadline.generousSeconds,
        where matches: (Screen) -> Bool
    ) throws {
        let end = Deadline(after: max(seconds, Deadline.crowdSeconds))
        while !matches(screen) {
            guard !end.hasPassed, try pump(by: Deadline(after: seconds)) else {
                throw Unmet("waited for \(wanted)", seen: shown)
            }
        }
    }

    /// Waits until a row of the transcript is that very line.
    package func expect(line: String) throws {
        try expect(escaped(line)) { $0.transcript.contains(line) }
    }

    /// Waits until a paragraph of the transcript holds all of `words`, in any case.
    package func expect(words: String...) throws {
        try expect("\(words)") { screen in
            screen.paragraphs.contains { paragraph in
                words.allSatisfy { paragraph.lowercased().contains($0.lowercased()) }
            }
        }
    }

    /// Reads what the program writes until it has ended.
    @discardableResult
    package func waitForExit() throws -> Int32 {
        let deadline = Deadline()
        while try !hasEnded && pump(by: deadline) {}
        return try child.waitForExit { self.shown }
    }

    /// The screen for the message of a failed test, and what it ended with.
    package var shown: [String] {
        let rows = screen.transcript.map { escaped($0) }
        return rows + ["cursor at \(screen.row),\(screen.column)"]
            + (child.exitStatus.map { ["ended with \($0)"] } ?? [])
    }

    /// False when the deadline passed, or the program ended, with nothing more to read.
    private func pump(by deadline: Deadline) throws -> Bool {
        guard !hasEnded else { return false }
        var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        var ready: Int32 = 0
        repeat {
            ready = poll(&entry, 1, deadline.remainingMilliseconds)
        } while ready < 0
            && errno == EINTR
        guard ready > 0 else { return false }
        let chunk = [UInt8](unsafeUninitializedCapacity: 4096) { space, count in
            count = max(0, read(master, space.baseAddress, space.count))
        }
        // EIO: nobody has the terminal open any more.
        hasEnded = chunk.isEmpty
        written += chunk
        screen.feed(chunk)
        return !hasEnded
    }

    deinit {
        child.killAndReap()
        close(master)
    }
}

extension Daemon {
    /// The built `talkroom` at a terminal of its own.
    package func terminal(
        _ arguments: [String] = [], rows: Int = 24, columns: Int = 80, as account: Account? = nil,
        environment: [String: String] = [:]
    ) throws -> Pty {
        let pty = try Pty(
            (account?.asPrefix ?? []) + [Programs.talkroom] + arguments, rows: rows,
            columns: columns,
            environment: [
                "TALKROOM_SOCKET": socket, "LC_ALL": "C.UTF-8",
                // Not where who runs the tests keeps theirs.
                "XDG_STATE_HOME": directory.path,
            ].merging(environment) { $1 })
        keep(pty)
        return pty
    }

    /// The built `talkroom` at a terminal, in the room.
    package func terminal(named name: String) throws -> Pty {
        let pty = try terminal()
        try pty.expect(words: "Choose a username")
        try pty.enter(name)
        try pty.expect(words: "sair")
        return pty
    }
}
