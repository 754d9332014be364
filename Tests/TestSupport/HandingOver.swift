import Foundation

extension LineStream {
    /// Sends bytes in one message, and descriptors with it.
    ///
    /// - Returns: Whether the kernel took them: no message has more than 253.
    package func hand(_ descriptors: [Int32], with bytes: [UInt8] = [0x0A]) throws -> Bool {
        var refusal: Int32 = 0
        try eventually("room for descriptors", seen: { self.testimony }) {
            refusal = try send(descriptors, with: bytes)
            // As many of this account's are under way as may be, those of other tests included.
            return refusal != ETOOMANYREFS
        }
        return refusal == 0
    }

    /// - Returns: Why the kernel did not take them; 0 when it did.
    private func send(_ descriptors: [Int32], with bytes: [UInt8]) throws -> Int32 {
        let length = 16 + 4 * descriptors.count
        // Its header is a length of 8 bytes and two numbers of 4.
        var control = [UInt64](repeating: 0, count: (length + 7) / 8)
        control.withUnsafeMutableBytes { space in
            space.storeBytes(of: length, toByteOffset: 0, as: Int.self)
            space.storeBytes(of: SOL_SOCKET, toByteOffset: 8, as: Int32.self)
            // SCM_RIGHTS, which Swift does not see.
            space.storeBytes(of: 1, toByteOffset: 12, as: Int32.self)
            for (index, descriptor) in descriptors.enumerated() {
                space.storeBytes(of: descriptor, toByteOffset: 16 + 4 * index, as: Int32.self)
            }
        }
        var bytes = bytes
        let sent = bytes.withUnsafeMutableBytes { bytes in
            control.withUnsafeMutableBytes { control in
                var part = iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)
                return withUnsafeMutablePointer(to: &part) { part in
                    var message = msghdr()
                    message.msg_iov = part
                    message.msg_iovlen = 1
                    if !descriptors.isEmpty {
                        message.msg_control = control.baseAddress
                        message.msg_controllen = control.count
                    }
                    return sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
                }
            }
        }
        let refusal = errno
        if sent == bytes.count { return 0 }
        guard refusal == EINVAL || refusal == ETOOMANYREFS else {
            throw Unmet("sendmsg: \(String(cString: strerror(refusal)))", seen: testimony)
        }
        return refusal
    }
}

/// A descriptor that a test owns.
package final class OwnDescriptor {
    package let raw: Int32

    package init(_ raw: Int32) throws {
        guard raw >= 0 else { throw Unmet("no descriptor: \(String(cString: strerror(errno)))") }
        self.raw = raw
    }

    package convenience init(opening path: String, _ flags: Int32) throws {
        try self.init(open(path, flags | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
    }

    /// Of a process: pidfd_open(2), which not every libc has by that name.
    package convenience init(ofProcess pid: pid_t) throws {
        typealias Call = @convention(c) (Int, Int, Int) -> Int
        let call = unsafeBitCast(dlsym(nil, "syscall"), to: Call.self)
        try self.init(Int32(call(434, Int(pid), 0)))
    }

    deinit { close(raw) }
}

extension Daemon {
    /// Its descriptors that are open on a terminal, by the flags of each: see proc_pid_fdinfo(5).
    package func flags(at terminal: String) -> [Int32] {
        let place = "/proc/\(pid)/fd"
        let all = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return all.filter {
            let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(place)/\($0)")
            return link?.hasSuffix("/\(terminal)") == true
        }.compactMap { number in
            let path = "/proc/\(pid)/fdinfo/\(number)"
            let lines = String(decoding: contents(of: path), as: UTF8.self).split(separator: "\n")
            let flags = lines.first { $0.hasPrefix("flags:") }
            return flags?.split(separator: "\t").last.flatMap { Int32($0, radix: 8) }
        }
    }
}
