import Glibc

/// The host's accounts and groups, by the name service (passwd(5), nsswitch.conf(5)). Any call may block.
package enum Accounts {
    /// The login of a uid; nil when it has none.
    ///
    /// - Throws: ``SystemError`` when the name service cannot say, for want of descriptors or memory.
    package static func login(ofUID uid: UInt32) throws(SystemError) -> String? {
        try unsafe withRecord { record, buffer, size, found in
            unsafe getpwuid_r(uid, record, buffer, size, found)
        } read: { record in
            unsafe String(cString: record.pw_name)
        }
    }

    /// The uid of a login; nil when there is no such login.
    ///
    /// - Throws: ``SystemError`` when the name service cannot say, for want of descriptors or memory.
    package static func uid(ofLogin login: String) throws(SystemError) -> UInt32? {
        try unsafe withRecord { record, buffer, size, found in
            unsafe getpwnam_r(login, record, buffer, size, found)
        } read: { record in
            unsafe record.pw_uid
        }
    }

    /// The gid of a group; nil when there is no such group, or the name service cannot say.
    package static func gid(ofGroup name: String) -> UInt32? {
        var size = 1024
        while size <= maxRecordBytes {
            var record = unsafe group()
            var found: UnsafeMutablePointer<group>?
            var buffer = [CChar](repeating: 0, count: size)
            let result = unsafe getgrnam_r(name, &record, &buffer, size, &found)
            if result == 0 { return unsafe found == nil ? nil : record.gr_gid }
            guard result == ERANGE else { return nil }
            size *= 4
        }
        return nil
    }

    /// A group with very many members still fits.
    private static let maxRecordBytes = 4 * 1024 * 1024

    /// Every login that the name service lists, with its uid. Call it from one thread at a time.
    ///
    /// - Throws: ``SystemError`` when the list cannot be had, or not to its end.
    package static func all() throws(SystemError) -> [(login: String, uid: UInt32)] {
        var accounts: [(login: String, uid: UInt32)] = []
        setpwent()
        defer { endpwent() }
        while true {
            errno = 0
            guard let record = unsafe getpwent() else { break }
            let login = unsafe String(cString: record.pointee.pw_name)
            accounts.append((login, unsafe record.pointee.pw_uid))
        }
        if isTrouble(errno) { throw .current }
        return accounts
    }

    /// Of all the numbers by which libraries say "no such login", those that say "cannot tell" instead.
    private static func isTrouble(_ code: Int32) -> Bool {
        [EMFILE, ENFILE, ENOMEM, EIO, EAGAIN].contains(code)
    }

    /// Changes when /etc/passwd does; 0 when it cannot be looked at.
    package static func passwordFileVersion() -> Int {
        var status = stat()
        guard unsafe stat("/etc/passwd", &status) == 0 else { return 0 }
        var hasher = Hasher()
        hasher.combine(status.st_ino)
        hasher.combine(status.st_size)
        hasher.combine(status.st_mtim.tv_sec)
        hasher.combine(status.st_mtim.tv_nsec)
        return hasher.finalize()
    }

    /// The account this process acts for (its effective uid).
    package static var ownUID: UInt32 { geteuid() }

    private static func withRecord<Result>(
        _ look: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32,
        read: (passwd) -> Result
    ) throws(SystemError) -> Result? {
        var record = unsafe passwd()
        var found: UnsafeMutablePointer<passwd>?
        var size = 1024
        while true {
            var buffer = [CChar](repeating: 0, count: size)
            var value: Result?
            let result = unsafe buffer.withUnsafeMutableBufferPointer { room -> Int32 in
                guard let base = room.baseAddress else { return EINVAL }
                let result = unsafe look(&record, base, size, &found)
                // The record points into the buffer: read it while the buffer is there.
                if result == 0, unsafe found != nil { unsafe value = read(record) }
                return result
            }
            if isTrouble(result) { throw SystemError(code: result) }
            guard result == ERANGE else { return value }
            guard size < maxRecordBytes else { throw SystemError(code: ERANGE) }
            size *= 4
        }
    }
}
