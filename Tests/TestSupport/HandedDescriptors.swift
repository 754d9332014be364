import Foundation

/// Descriptors that came over a socket (`SCM_RIGHTS`), closed with this value.
package final class HandedDescriptors {
    /// The byte that they came with.
    package let byte: UInt8
    package let descriptors: [Int32]

    fileprivate init(byte: UInt8, descriptors: [Int32]) {
        self.byte = byte
        self.descriptors = descriptors
    }

    deinit { descriptors.forEach { close($0) } }
}

extension LineStream {
    /// The next byte, and what comes with it. Nothing behind the lines read so far may have come before that was
    /// asked for: else it was read without.
    package func handedDescriptors(by deadline: Deadline = Deadline()) throws -> HandedDescriptors {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, deadline.remainingMilliseconds) == 1 else {
            throw Unmet("nothing was handed over", seen: testimony)
        }
        var byte: UInt8 = 0
        // Its header is a length of 8 bytes and two numbers of 4.
        var control = [UInt64](repeating: 0, count: 32)
        var message = msghdr()
        let count = withUnsafeMutablePointer(to: &byte) { byte in
            var bytes = iovec(iov_base: byte, iov_len: 1)
            return withUnsafeMutablePointer(to: &bytes) { bytes in
                control.withUnsafeMutableBytes { control in
                    message.msg_iov = bytes
                    message.msg_iovlen = 1
                    message.msg_control = control.baseAddress
                    message.msg_controllen = control.count
                    return recvmsg(descriptor, &message, Int32(MSG_CMSG_CLOEXEC))
                }
            }
        }
        guard count == 1 else { throw Unmet("it left", seen: testimony) }
        let length = message.msg_controllen == 0 ? 16 : Int(control[0])
        let descriptors = control.withUnsafeBytes { bytes in
            stride(from: 16, to: length, by: 4).map {
                bytes.loadUnaligned(fromByteOffset: $0, as: Int32.self)
            }
        }
        return HandedDescriptors(byte: byte, descriptors: descriptors)
    }
}
