import Foundation

/// A terminal of a ``Devpts``, of any account's and any mode, whose screen a test reads.
package final class HeldTerminal {
    /// As tty(1) has it, without the directory.
    package let name: String
    /// Where this process can open it.
    package let path: String
    package private(set) var screen: Screen
    /// Every byte that was written to it, as far as it was looked at.
    package private(set) var written: [UInt8] = []
    /// True once nobody has it open any more.
    package private(set) var hasEnded = false
    /// How many of them the screen has.
    private var shownCount = 0
    private var master: Int32
    private var slave: Int32 = -1
    private var child: Child?
    private let devpts: Devpts

    /// - Parameter staysOpen: Whether this process has it open, too, so that it does not end with who writes.
    package init(
        in devpts: Devpts, of uid: uid_t, mode: mode_t = 0o620, rows: Int = 24, columns: Int = 80,
        staysOpen: Bool = true
    ) throws {
        self.devpts = devpts
        master = open(devpts.path("/dev/pts/ptmx"), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        var number: Int32 = -1
        // TIOCGPTN, a macro that Swift does not see.
        guard master >= 0, unlockpt(master) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
            throw Unmet("no terminal: \(String(cString: strerror(errno)))")
        }
        name = "pts/\(number)"
        path = devpts.path("/dev/\(name)")
        screen = Screen(rows: rows, columns: columns)
        var size = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        if staysOpen { slave = try opened(O_RDWR) }
        give(to: uid, mode: mode)
    }

    package convenience init(
        in devpts: Devpts, of account: Account, mode: mode_t = 0o620, rows: Int = 24,
        columns: Int = 80, staysOpen: Bool = true
    ) throws {
        try self.init(
            in: devpts, of: account.uid, mode: mode, rows: rows, columns: columns,
            staysOpen: staysOpen)
    }

    /// Makes it another's, as who logs in anew gets it.
    package func give(to uid: uid_t, mode: mode_t = 0o620) {
        chown(path, uid, Devpts.group)
        chmod(path, mode)
    }

    /// Opens it.
    package func opened(_ flags: Int32) throws -> Int32 {
        let raw = open(path, flags | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        guard raw >= 0 else { throw Unmet("\(path): \(String(cString: strerror(errno)))") }
        return raw
    }

    /// Starts a shell at it that runs a script; it ends with this value.
    @discardableResult
    package func start(_ script: String, as account: Account, on daemon: Daemon) throws -> Child {
        let started = try Child(
            devpts.prefix + account.asPrefix + ["sh", "-c", script], stdin: .terminal(path),
            stdout: .terminal(path), stderr: .terminal(path),
            environment: Devpts.environment(daemon))
        child = started
        return started
    }

    package func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    }

    // MARK: What comes

    /// Waits until the screen is as `matches` says.
    package func expect(_ wanted: String, where matches: (Screen) -> Bool) throws {
        let deadline = Deadline()
        while true {
            show()
            if matches(screen) { return }
            guard !hasEnded, pump(milliseconds: deadline.remainingMilliseconds) else {
                throw Unmet(
                    "\(name): waited for \(wanted)", seen: screen.transcript.map { escaped($0) })
            }
        }
    }

    /// Waits until a row, or several that belong together, hold all of `words`.
    package func expect(words: String...) throws {
        try expect("\(words)") { screen in
            screen.paragraphs.contains { row in words.allSatisfy { row.contains($0) } }
        }
    }

    /// Waits for its end.
    package func expectEnd() throws {
        let deadline = Deadline()
        while !hasEnded {
            guard pump(milliseconds: deadline.remainingMilliseconds) else {
                throw Unmet("\(name): waited for its end")
            }
        }
    }

    /// All that was written to it by now: what this process writes itself comes behind it, and is left out.
    package func settle() throws -> [UInt8] {
        let mark = Array("<\(UInt64.random(in: 0...UInt64.max))>".utf8)
        // Not while somebody else is in the middle of it.
        try eventually("\(name) to take something") {
            mark.withUnsafeBytes { write(slave, $0.baseAddress, $0.count) } == mark.count
        }
        let deadline = Deadline()
        // What others wrote by the time it is read may stand behind it.
        while true {
            if let found = written[shownCount...].firstRange(of: mark) {
                written.removeSubrange(found)
                show()
                return written
            }
            guard pump(milliseconds: deadline.remainingMilliseconds) else {
                throw Unmet("\(name): \(escaped(written))")
            }
        }
    }

    private func show() {
        screen.feed(written[shownCount...])
        shownCount = written.count
    }

    /// Forgets what was shown.
    package func clear() {
        (written, shownCount) = ([], 0)
        screen = Screen(rows: screen.rows, columns: screen.columns)
    }

    /// False when nothing came in time.
    private func pump(milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return false }
        let chunk = [UInt8](unsafeUninitializedCapacity: 4096) { space, count in
            count = max(0, read(master, space.baseAddress, space.count))
        }
        hasEnded = chunk.isEmpty
        written += chunk
        return true
    }

    // MARK: Trouble

    /// Writes to it until it takes no more; then nobody has read it.
    package func fill() throws {
        let filler = [UInt8](repeating: UInt8(ascii: "k"), count: 512)
        // What the kernel holds for who reads the master: its N_TTY_BUF_SIZE, but one.
        let mostUnread = 4095
        try eventually("a full \(name)") {
            while filler.withUnsafeBytes({ write(slave, $0.baseAddress, $0.count) }) > 0 {}
            // Once it holds so much, what was written after it goes no further, and leaves no room any more.
            var unread: Int32 = 0
            guard ioctl(master, UInt(FIONREAD), &unread) == 0, unread >= mostUnread else {
                return false
            }
            return filler.withUnsafeBytes { write(slave, $0.baseAddress, $0.count) } < 0
        }
    }

    /// Whether it takes anything now.
    package var hasRoom: Bool {
        var entry = pollfd(fd: slave, events: Int16(POLLOUT), revents: 0)
        return poll(&entry, 1, 0) == 1
    }

    /// Reads some of what is in it, and throws it away.
    package func drain(_ count: Int) {
        var bytes = [UInt8](repeating: 0, count: count)
        _ = read(master, &bytes, count)
    }

    /// Its master goes away, as when its window is closed.
    package func hangUp() {
        if master >= 0 { close(master) }
        master = -1
    }

    deinit {
        child?.killAndReap()
        hangUp()
        if slave >= 0 { close(slave) }
    }
}
