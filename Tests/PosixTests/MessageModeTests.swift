import Glibc
import Testing

@testable import Posix

@Suite struct MessageModeTests {
    /// A terminal of this account, and the mode that it has.
    private struct Line: ~Copyable {
        private let master: PseudoTerminal
        private let opened: FileDescriptor

        var slave: Int32 { opened.raw }

        init() throws {
            let master = try PseudoTerminal(TerminalSize(columns: 80, rows: 24))
            let raw = open(master.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
            try #require(raw >= 0)
            opened = FileDescriptor(owning: raw)
            self.master = master
        }

        var status: stat {
            var status = stat()
            fstat(slave, &status)
            return status
        }

        var mode: mode_t { status.st_mode & 0o7777 }
    }

    @Test func `on lets the group write, and off nobody but the owner`() throws {
        let line = try Line()
        for (before, on, off) in [
            (0o600, 0o620, 0o600), (0o622, 0o622, 0o600), (0o660, 0o660, 0o640),
        ] {
            fchmod(line.slave, mode_t(before))
            try #require(MessageMode(of: line.slave)).turn(on: true)
            #expect(line.mode == on)
            #expect(MessageMode(of: line.slave)?.isOn == true)
            fchmod(line.slave, mode_t(before))
            try #require(MessageMode(of: line.slave)).turn(on: false)
            #expect(line.mode == off)
            #expect(MessageMode(of: line.slave)?.isOn == false)
        }
    }

    @Test func `it is on where others may write, too`() throws {
        let line = try Line()
        fchmod(line.slave, 0o602)
        #expect(MessageMode(of: line.slave)?.isOn == true)
    }

    @Test func `its group is known`() throws {
        let line = try Line()
        let mode = try #require(MessageMode(of: line.slave))
        #expect(mode.isOfGroup(line.status.st_gid))
        #expect(!mode.isOfGroup(line.status.st_gid &+ 1) && !mode.isOfGroup(nil))
    }

    @Test func `what is no terminal has none`() throws {
        for path in ["/dev/null", "/"] {
            let raw = open(path, O_RDONLY | O_CLOEXEC)
            defer { close(raw) }
            #expect(MessageMode(of: raw) == nil)
        }
        #expect(MessageMode(of: -1) == nil)
    }
}
