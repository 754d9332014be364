import Glibc

/// The host's accounts and groups, by the name service (passwd(5), nsswitch.conf(5)). Any call may block.
package enum Accounts {
    /// The login of a uid; nil when it has none, or the name service cannot say.
    package static func login(ofUID uid: UInt32) -> String? {
        unsafe withRecord { record, buffer, size, found in
            unsafe getpwuid_r(uid, record, buffer, size, found)
        } read: { record in
            unsafe String(cString: record.pw_name)
        }
    }

    /// The uid of a login; nil when there is no such login.
    package static func uid(ofLogin login: String) -> UInt32? {
        unsafe withRecord { record, buffer, size, found in
            unsafe getpwnam_r(login, record, buffer, size, found)
        } read: { record in
            unsafe record.pw_uid
        }
    }

    /// The gid of a group; nil when there is no such group.
    package static func gid(ofGroup group: String) -> UInt32? {
        var record = unsafe Glibc.group()
        var buffer = [CChar](repeating: 0, count: 64 * 1024)
        var found: UnsafeMutablePointer<Glibc.group>?
        let count = buffer.count
        let result = unsafe getgrnam_r(group, &record, &buffer, count, &found)
        guard result == 0, unsafe found != nil else { return nil }
        return unsafe record.gr_gid
    }

    /// Every login that the name service lists, with its uid. Call it from one thread at a time.
    package static func all() -> [(login: String, uid: UInt32)] {
        var accounts: [(login: String, uid: UInt32)] = []
        setpwent()
        defer { endpwent() }
        while let record = unsafe getpwent() {
            let login = unsafe String(cString: record.pointee.pw_name)
            accounts.append((login, unsafe record.pointee.pw_uid))
        }
        return accounts
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
    ) -> Result? {
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
            guard result == ERANGE, size < 1024 * 1024 else { return value }
            size *= 4
        }
    }
}
