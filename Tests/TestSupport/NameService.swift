import Foundation

/// The host's accounts and groups. Tests run beside each other, and what getpwnam(3) and its like give is overwritten
/// by the next that asks: so one at a time does, and has what it asked for before another asks.
package enum NameService {
    private static let lock = NSLock()

    package static func login(ofUID uid: uid_t) -> String? {
        lock.withLock { getpwuid(uid).map { String(cString: $0.pointee.pw_name) } }
    }

    package static func account(ofLogin login: String) -> (uid: uid_t, gid: gid_t)? {
        lock.withLock { getpwnam(login).map { ($0.pointee.pw_uid, $0.pointee.pw_gid) } }
    }

    package static func group(ofGID gid: gid_t) -> String? {
        lock.withLock { getgrgid(gid).map { String(cString: $0.pointee.gr_name) } }
    }

    package static func gid(ofGroup name: String) -> gid_t? {
        lock.withLock { getgrnam(name)?.pointee.gr_gid }
    }
}
