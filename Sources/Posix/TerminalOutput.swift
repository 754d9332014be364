import CLinux
import Glibc

/// Somebody's terminal, open for writing only. Nothing here waits for who does not read.
package final class TerminalOutput: Sendable {
    private let descriptor: FileDescriptor
    /// Who handed it over holds the same open file, and could make it wait.
    private let isShared: Bool
    /// The account that sits at it.
    package let owner: UInt32
    /// See ``TerminalDevice/number``.
    package let number: UInt64
    /// See ``TerminalDevice/name``.
    package let name: String

    /// Opens a terminal that was found.
    ///
    /// - Throws: ``SystemError`` as in openat(2): `EACCES` where the mode does not let this account; `ESTALE`
    ///   when it is not as it was found: another's, or taking no messages any more.
    package init(opening device: TerminalDevice, in places: TerminalPlaces) throws(SystemError) {
        let isPseudo = device.name.hasPrefix("pts/")
        let directory = try Directory(
            opening: isPseudo ? places.pseudoTerminals : places.consoles)
        descriptor = try directory.openDevice(
            isPseudo ? String(device.name.dropFirst(4)) : device.name)
        isShared = false
        (owner, number, name) = (device.owner, device.number, device.name)
        guard let found = try Self.device(of: descriptor.raw), found.number == number,
            found.owner == owner, found.takesMessages
        else { throw .stale }
    }

    /// Takes a terminal that an account handed over.
    ///
    /// - Returns: nil when it is no terminal of those in their places, not that account's, or not open for writing
    ///   alone.
    fileprivate init?(
        handed descriptor: consuming FileDescriptor, by uid: UInt32, in places: TerminalPlaces
    ) throws(SystemError) {
        let raw = descriptor.raw
        guard fcntl(raw, F_GETFL) & O_ACCMODE == O_WRONLY, let device = try Self.device(of: raw),
            device.owner == uid, !device.isStrange(to: places)
        else { return nil }
        self.descriptor = descriptor
        isShared = true
        (owner, number, name) = (uid, device.number, device.name)
    }

    /// Which terminal a descriptor is; nil when it is none.
    private static func device(of raw: Int32) throws(SystemError) -> TerminalDevice? {
        var status = stat()
        try check { unsafe fstat(raw, &status) }
        guard let name = TerminalDevice.name(ofNumber: status.st_rdev), isatty(raw) == 1 else {
            return nil
        }
        return TerminalDevice(status, name: name)
    }

    /// How it stands; nil when it was hung up, or is somebody else's by now.
    package var device: TerminalDevice? {
        do throws(SystemError) {
            guard let device = try Self.device(of: descriptor.raw), device.owner == owner,
                device.number == number
            else { return nil }
            return device
        } catch {
            return nil
        }
    }

    /// Cells of a row of its screen; 0 where it does not say.
    package var columns: Int {
        var size = winsize()
        guard unsafe ioctl(descriptor.raw, UInt(TIOCGWINSZ), &size) == 0 else { return 0 }
        return Int(size.ws_col)
    }

    /// Writes what it takes at once.
    ///
    /// - Returns: How many bytes that is; 0 when it takes none for now.
    /// - Throws: ``SystemError``: `EIO` when it was hung up.
    package func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
        guard isShared else { return try writeAtOnce(bytes) }
        // Whoever else has the open file may have made it wait, and may do so again at any moment.
        try check { fcntl(descriptor.raw, F_SETFL, O_NONBLOCK) }
        var entry = pollfd(fd: descriptor.raw, events: Int16(POLLOUT), revents: 0)
        guard unsafe poll(&entry, 1, 0) == 1 else { return 0 }
        let interruption = try Interruption()
        defer { interruption.end() }
        return try writeAtOnce(bytes)
    }

    private func writeAtOnce(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
        let raw = descriptor.raw
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(raw, $0.baseAddress, $0.count)
        }
        if count >= 0 { return count }
        let error = SystemError.current
        if error == .tryAgain { return 0 }
        throw error
    }

    /// Lets `set` wait for room in it, or only for its end.
    package func join(_ set: inout PollSet, forRoom: Bool) {
        set.add(descriptor, for: forRoom ? .writable : [])
    }
}

/// A terminal that its owner handed over, and the process with which their stay at it ends: the leader of its
/// session, as they say. Who names another process keeps only their own terminal from seeing its end.
package final class HandedTerminal: Sendable {
    package let output: TerminalOutput
    private let leader: FileDescriptor

    /// - Parameters:
    ///   - received: The terminal, opened for writing alone, and a descriptor of the process: see pidfd_open(2).
    ///   - uid: Who handed them over.
    ///   - places: Where terminals stand; another file system's are none of this host's people.
    /// - Returns: nil, with all of them closed, when they are anything else.
    package init?(
        _ received: consuming ReceivedDescriptors, by uid: UInt32, in places: TerminalPlaces
    ) throws(SystemError) {
        var received = received
        guard received.count == 2, let terminal = received.takeFirst(),
            let leader = received.takeFirst(), clinux_is_running_process(leader.raw) == 1,
            let output = try TerminalOutput(handed: terminal, by: uid, in: places)
        else { return nil }
        self.output = output
        self.leader = leader
    }

    /// Lets `set` wait for the end of its owner's stay, and for its own: two entries.
    package func join(_ set: inout PollSet) {
        set.add(leader, for: .readable)
        output.join(&set, forRoom: false)
    }
}

/// Interrupts the calling thread again and again, so that no call that should not wait waits for long.
struct Interruption: ~Copyable {
    private static let milliseconds = 100
    /// Ignored where nobody asks for it, and so harmless should it come late.
    private static let signal = SIGURG

    private static let handler: Void = {
        var action = sigaction()
        // Without SA_RESTART: the call ends with EINTR.
        unsafe action.__sigaction_handler.sa_handler = { _ in }
        _ = unsafe sigaction(signal, &action, nil)
    }()

    private let timer: Int32

    /// - Throws: ``SystemError`` as in timer_create(2).
    init() throws(SystemError) {
        Self.handler
        var timer: Int32 = 0
        try check { unsafe clinux_interrupt_thread(&timer, Self.signal, Self.milliseconds) }
        self.timer = timer
    }

    func end() {
        clinux_end_interrupting(timer)
    }
}
