import CLinux
import Glibc

/// Sockets that open descriptors are handed over by (`SCM_RIGHTS`). See unix(7).
extension Socket {
    /// What came out of ``receiveDescriptors(max:)``.
    package enum Handed: ~Copyable {
        /// A byte, and the descriptors that came with it: none, some, or as many as were asked for.
        case byte(UInt8, ReceivedDescriptors)
        /// More descriptors came with the byte, or something else did. All of it is closed.
        case irregular(UInt8)
        /// Nothing is there yet.
        case nothing
        /// The peer will send no more.
        case end
    }

    /// Sends one byte, and descriptors with it; never raises `SIGPIPE`, never blocks.
    ///
    /// - Returns: Whether the kernel took it; false when the socket is full.
    /// - Throws: ``SystemError`` with `EPIPE` once the peer has gone. See sendmsg(2).
    borrowing func send(byte: UInt8, descriptors: [Int32]) throws(SystemError) -> Bool {
        precondition((1...Int(CLINUX_MAX_DESCRIPTORS)).contains(descriptors.count))
        let raw = descriptor.raw
        do throws(SystemError) {
            try check {
                unsafe descriptors.withUnsafeBufferPointer {
                    unsafe clinux_send_descriptors(raw, byte, $0.baseAddress, Int32($0.count))
                }
            }
            return true
        } catch {
            if error == .tryAgain { return false }
            throw error
        }
    }

    /// Takes exactly one byte, and what was handed over with it, without waiting.
    ///
    /// What ``receive(maxBytes:)`` takes comes without its descriptors: the kernel closes them.
    ///
    /// - Parameter max: No more descriptors are let into this process, not even for a moment.
    /// - Throws: ``SystemError`` with `ECONNRESET` when the peer went away with bytes of ours unread.
    package borrowing func receiveDescriptors(max: Int) throws(SystemError) -> Handed {
        precondition((1...Int(CLINUX_MAX_DESCRIPTORS)).contains(max))
        let raw = descriptor.raw
        var byte: UInt8 = 0
        var numbers = [Int32](repeating: -1, count: max)
        var count: Int32 = 0
        var isWhole: Int32 = 1
        let result: Int
        do throws(SystemError) {
            result = try check {
                unsafe numbers.withUnsafeMutableBufferPointer {
                    unsafe clinux_receive_descriptors(
                        raw, &byte, $0.baseAddress, Int32(max), &count, &isWhole)
                }
            }
        } catch {
            if error == .tryAgain { return .nothing }
            throw error
        }
        let received = ReceivedDescriptors(owning: Array(numbers.prefix(Int(count))))
        if result == 0 { return .end }
        return isWhole == 1 ? .byte(byte, received) : .irregular(byte)
    }
}

/// Descriptors that somebody handed over, which may be of anything; those that nobody took are closed when
/// their owner lets go of it.
package struct ReceivedDescriptors: ~Copyable, Sendable {
    private var numbers: [Int32]

    fileprivate init(owning numbers: [Int32]) {
        self.numbers = numbers
    }

    deinit {
        for number in numbers { _ = close(number) }
    }

    package var count: Int { numbers.count }

    /// The next one, in the order in which they were sent; nil when all are taken.
    mutating func takeFirst() -> FileDescriptor? {
        numbers.isEmpty ? nil : FileDescriptor(owning: numbers.removeFirst())
    }
}
