import Glibc

/// The host's accounts and groups, by the name service (passwd(5), nsswitch.conf(5)). Any call may block.
package enum Accounts {
    /// The login of a uid; nil when it has none.
    ///
    /// - Throws: ``SystemError`` when the name service cannot say: it is away, or descriptors or memory are used up.
    package static func login(ofUID uid: UInt32) throws(SystemError) -> String? {
        try unsafe withRecord(of: passwd()) { record, buffer, size, found in
            unsafe getpwuid_r(uid, record, buffer, size, found)
        } read: { record in
            unsafe String(cString: record.pw_name)
        }
    }

    /// The uid of a login; nil when there is no such login.
    ///
    /// - Throws: ``SystemError`` when the name service cannot say: it is away, or descriptors or memory are used up.
    package static func uid(ofLogin login: String) throws(SystemError) -> UInt32? {
        try account(ofLogin: login)?.uid
    }

    /// The account that has a login; nil when there is no such login.
    ///
    /// - Throws: ``SystemError`` when the name service cannot say.
    package static func account(
        ofLogin login: String
    ) throws(SystemError) -> ServiceAccount? {
        try unsafe withRecord(of: passwd()) { record, buffer, size, found in
            unsafe getpwnam_r(login, record, buffer, size, found)
        } read: { record in
            unsafe ServiceAccount(login: login, uid: record.pw_uid, gid: record.pw_gid)
        }
    }

    /// The gid of a group; nil when there is no such group.
    ///
    /// - Throws: ``SystemError`` when the name service cannot say.
    package static func gid(ofGroup name: String) throws(SystemError) -> UInt32? {
        try unsafe withRecord(of: group()) { record, buffer, size, found in
            unsafe getgrnam_r(name, record, buffer, size, found)
        } read: { record in
            unsafe record.gr_gid
        }
    }

    /// The name of a group; nil when no group has that number.
    ///
    /// - Throws: ``SystemError`` when the name service cannot say.
    package static func groupName(ofGID gid: UInt32) throws(SystemError) -> String? {
        try unsafe withRecord(of: group()) { record, buffer, size, found in
            unsafe getgrgid_r(gid, record, buffer, size, found)
        } read: { record in
            unsafe String(cString: record.gr_name)
        }
    }

    /// The groups of an account, its own included, as it gets them when it logs in; none for one without a login.
    ///
    /// - Throws: ``SystemError`` when the name service cannot say.
    package static func groups(ofUID uid: UInt32) throws(SystemError) -> Set<UInt32> {
        guard let login = try login(ofUID: uid), let account = try account(ofLogin: login) else {
            return []
        }
        var count: Int32 = 64
        while true {
            var groups = [gid_t](repeating: 0, count: Int(count))
            let room = count
            if unsafe getgrouplist(login, account.gid, &groups, &count) >= 0 {
                return Set(groups.prefix(Int(count)))
            }
            // The count now says how many there are.
            guard count > room else { return Set(groups) }
        }
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

    /// Whether a number says "cannot tell". Those that say "no such login" are few, and they are listed in
    /// getpwnam(3); who is told "none" for want of an answer would give a login away.
    static func isTrouble(_ code: Int32) -> Bool {
        ![0, ENOENT, ESRCH, EBADF, EPERM].contains(code)
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

    private static func withRecord<Record, Result>(
        of empty: Record,
        _ look: (
            UnsafeMutablePointer<Record>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<Record>?>
        ) -> Int32,
        read: (Record) -> Result
    ) throws(SystemError) -> Result? {
        var record = empty
        var found: UnsafeMutablePointer<Record>?
        var size = 1024
        while true {
            var value: Result?
            // On the stack as long as it is small: ten thousand threads ask once each.
            let result = unsafe withUnsafeTemporaryAllocation(
                of: CChar.self, capacity: size
            ) { room -> Int32 in
                guard let base = room.baseAddress else { return EINVAL }
                let result = unsafe look(&record, base, size, &found)
                // The record points into the buffer: read it while the buffer is there.
                if result == 0, unsafe found != nil { value = read(record) }
                return result
            }
            guard result == ERANGE, size < maxRecordBytes else {
                if isTrouble(result) { throw SystemError(code: result) }
                return value
            }
            size *= 4
        }
    }
}
