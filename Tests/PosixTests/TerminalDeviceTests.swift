import Glibc
import TestSupport
import Testing

@testable import Posix

/// Which devices are taken for terminals, and what is opened of them.
@Suite struct TerminalDeviceTests {
    private let terminal: BareTerminal
    private let name: String
    private let directory: TemporaryDirectory

    init() throws {
        terminal = try BareTerminal()
        chmod(terminal.path, 0o620)
        name = String(terminal.path.dropFirst("/dev/".count))
        directory = try TemporaryDirectory()
    }

    private var number: String { String(name.dropFirst("pts/".count)) }

    private func found() throws -> TerminalDevice {
        try #require(try TerminalDevice.all(in: TerminalPlaces()).first { $0.name == name })
    }

    /// A directory for devices that has something else under the name of the terminal.
    private func planted(_ plant: (String) -> Bool) throws -> TerminalPlaces {
        try #require(plant(directory.file(number)))
        var places = TerminalPlaces()
        (places.pseudoTerminals, places.consoles) = (directory.path, directory.path)
        return places
    }

    private func error(opening device: TerminalDevice, in places: TerminalPlaces) -> SystemError? {
        do throws(SystemError) {
            _ = try TerminalOutput(opening: device, in: places)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a terminal is found, with its owner and whether it takes messages`() throws {
        let device = try found()
        #expect(device.owner == geteuid() && device.takesMessages)
        chmod(terminal.path, 0o600)
        #expect(try !found().takesMessages)
        chmod(terminal.path, 0o602)
        #expect(try found().takesMessages)
    }

    @Test func `what is written comes to it, and it cannot be read`() throws {
        let output = try TerminalOutput(opening: found(), in: TerminalPlaces())
        #expect(try output.write(Array("oi\r\n".utf8)[...]) == 4)
        #expect(output.name == name && output.device?.owner == geteuid())
        var all = ""
        try eventually("oi") {
            all += terminal.takeWritten()
            return all.contains("oi")
        }
    }

    @Test func `nothing else is taken for a terminal, whatever it is called`() throws {
        let places = try planted { symlink(terminal.path, $0) == 0 }
        let others: [(String) -> Bool] = [
            { mkfifo($0, 0o622) == 0 }, { mkdir($0, 0o777) == 0 },
            {
                let raw = open($0, O_CREAT | O_WRONLY, 0o666)
                return raw >= 0 && close(raw) == 0
            },
            // Only root can make devices: that of /dev/null, and a terminal's under a wrong number.
            { mknod($0, S_IFCHR | 0o666, 0x103) == 0 || geteuid() != 0 },
            { mknod($0, S_IFCHR | 0o666, 0x8800) == 0 || geteuid() != 0 },
        ]
        for (index, plant) in others.enumerated() {
            for prefix in ["", "tty"] {
                #expect(plant(directory.file("\(prefix)\(900_001 + index)")), "\(index)")
            }
        }
        #expect(try TerminalDevice.all(in: places).isEmpty)
    }

    @Test(arguments: [Int.min, -1, 0, 1 << 33, Int.max])
    func `whatever its owner says of when it was used, it is found`(seconds: Int) throws {
        var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: 0, tv_nsec: 0)]
        #expect(utimensat(AT_FDCWD, terminal.path, &times, 0) == 0)
        let used = try found().usedMilliseconds
        #expect(used >= 0 && used < Int64.max / 2)
    }

    @Test func `one of another file system is somebody's own`() throws {
        let device = try found()
        #expect(!device.isStrange(to: TerminalPlaces()))
        var places = TerminalPlaces()
        places.pseudoTerminals = directory.path
        #expect(device.isStrange(to: places))
    }

    @Test func `a directory that is missing has no terminals`() throws {
        var places = TerminalPlaces()
        (places.pseudoTerminals, places.consoles) = (directory.file("none"), directory.file("none"))
        #expect(try TerminalDevice.all(in: places).isEmpty)
    }

    @Test func `a symbolic link in its place is not followed`() throws {
        let device = try found()
        let places = try planted { symlink(terminal.path, $0) == 0 }
        #expect(error(opening: device, in: places)?.code == ELOOP)
        #expect(terminal.takeWritten().isEmpty)
    }

    @Test func `another file in its place is not written to`() throws {
        let device = try found()
        let places = try planted { path in
            let raw = open(path, O_CREAT | O_WRONLY, 0o666)
            return write(raw, "kept", 4) == 4 && close(raw) == 0
        }
        #expect(error(opening: device, in: places) == .stale)
        #expect(contents(of: directory.file(number)) == Array("kept".utf8))
    }

    @Test(arguments: [false, true])
    func `a FIFO in its place is not waited for, and not written to`(isRead: Bool) throws {
        let device = try found()
        let places = try planted { mkfifo($0, 0o666) == 0 }
        let reader = isRead ? open(directory.file(number), O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1
        defer { if isRead { close(reader) } }
        let refusal = error(opening: device, in: places)
        #expect(isRead ? refusal == .stale : refusal?.code == ENXIO)
    }

    @Test func `what has taken no messages since it was found is left alone`() throws {
        let device = try found()
        chmod(terminal.path, 0o600)
        #expect(error(opening: device, in: TerminalPlaces()) == .stale)
    }

    @Test(.enabled(if: Accounts.canBeMade, "only root can make the accounts that this needs"))
    func `what is another's since it was found is left alone`() throws {
        let device = try found()
        chown(terminal.path, try Accounts.ada.get().uid, getegid())
        #expect(error(opening: device, in: TerminalPlaces()) == .stale)
        #expect(terminal.takeWritten().isEmpty)
    }

    @Test func `one that has gone since is not there`() throws {
        #expect(error(opening: try found(), in: try planted { _ in true }) == .notFound)
    }
}
