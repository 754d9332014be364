import Glibc

/// A terminal without a device: who holds this value types at it, and reads what a program shows there.
/// Nothing here blocks. See pty(7).
package struct PseudoTerminal: ~Copyable {
    private static let maxPathBytes = 64

    /// The end that is the program's.
    let path: String
    private let descriptor: FileDescriptor

    /// Makes one with a screen of so many cells.
    package init(_ size: TerminalSize) throws(SystemError) {
        let descriptor = FileDescriptor(
            owning: try check { posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK) })
        let raw = descriptor.raw
        try check { grantpt(raw) }
        try check { unlockpt(raw) }
        var cells = winsize()
        cells.ws_col = UInt16(clamping: size.columns)
        cells.ws_row = UInt16(clamping: size.rows)
        try check { unsafe ioctl(raw, UInt(TIOCSWINSZ), &cells) }
        var name = [CChar](repeating: 0, count: Self.maxPathBytes)
        let result = unsafe ptsname_r(raw, &name, Self.maxPathBytes)
        guard result == 0 else { throw SystemError(code: result) }
        path = String(
            decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        self.descriptor = descriptor
    }

    /// Takes what was shown into a buffer that is used again.
    ///
    /// - Returns: The number of bytes, which are the buffer's first; 0 when no program has the terminal open
    ///   (any more), nil when there is nothing yet.
    /// - Throws: ``SystemError`` as in read(2).
    package borrowing func read(into buffer: inout [UInt8]) throws(SystemError) -> Int? {
        let raw = descriptor.raw
        do throws(SystemError) {
            return try check {
                unsafe buffer.withUnsafeMutableBytes {
                    unsafe Glibc.read(raw, $0.baseAddress, $0.count)
                }
            }
        } catch {
            switch error {
            case .tryAgain: return nil
            case .inputOutput: return 0
            default: throw error
            }
        }
    }

    /// Types what the terminal takes.
    ///
    /// - Returns: The number of bytes taken; nil when the program leaves too much unread.
    /// - Throws: ``SystemError`` as in write(2).
    package borrowing func type(_ keys: [UInt8]) throws(SystemError) -> Int? {
        let raw = descriptor.raw
        do throws(SystemError) {
            return try check {
                unsafe keys.withUnsafeBytes { unsafe write(raw, $0.baseAddress, $0.count) }
            }
        } catch {
            if error == .tryAgain { return nil }
            throw error
        }
    }

    /// Lets `set` wait for something shown.
    package borrowing func join(_ set: inout PollSet) {
        set.add(descriptor, for: .readable)
    }
}
