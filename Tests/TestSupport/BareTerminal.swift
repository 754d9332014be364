import Foundation

/// A terminal at which no program sits yet.
package final class BareTerminal {
    /// Where it can be opened.
    package let path: String
    package let modesBefore: Pty.Modes
    private let master: Int32

    package init() throws {
        master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
        var name = [CChar](repeating: 0, count: 64)
        guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0,
            ptsname_r(master, &name, name.count) == 0
        else { throw Unmet("no pty: \(String(cString: strerror(errno)))") }
        path = String(decoding: name.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        modesBefore = Pty.Modes(of: master)
    }

    package var modes: Pty.Modes { Pty.Modes(of: master) }

    /// What was written to it since it was asked last.
    package func takeWritten() -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(master, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    deinit { close(master) }
}
