import Posix
import TalkProtocol
import TalkRoom
import TalkText

/// Who is meant. The name service is asked, which may take its time: so never under a lock.
extension Hall {
    /// Whose login it is, or whose number, where that is nobody's login; nil when it is neither.
    func uid(of login: String) -> UInt32? {
        guard !login.utf8.contains(0) else { return nil }
        do throws(SystemError) {
            if let uid = try Accounts.uid(ofLogin: login) { return uid }
        } catch {
            log.note(LogLine("name-service").with("error", error).at(.wrong))
        }
        return UInt32(idDigits: login)
    }

    /// Whom a present name, else a login, else a uid's digits mean.
    ///
    /// - Throws: `no-such-account`.
    func account(called to: String) throws(ErrorCode) -> Act.Subject {
        if let account = change({ $0.presentAccount(called: to) }) {
            return Act.Subject(
                account: SafeText(sanitizing: account.defaultName.string), uid: account.uid)
        }
        guard let uid = uid(of: to) else { throw .noSuchAccount }
        return Act.Subject(account: login(of: uid), uid: uid)
    }

    /// The group of a name, or else of a number.
    ///
    /// - Throws: `no-such-group`.
    func group(called word: String) throws(ErrorCode) -> (name: String, gid: UInt32) {
        guard !word.utf8.contains(0) else { throw .noSuchGroup }
        do throws(SystemError) {
            if let gid = try Accounts.gid(ofGroup: word) { return (word, gid) }
            if let gid = UInt32(idDigits: word), let name = try Accounts.groupName(ofGID: gid) {
                return (name, gid)
            }
        } catch {
            log.note(LogLine("name-service").with("error", error).at(.wrong))
        }
        throw .noSuchGroup
    }

    /// An account's login, or its number where it has none that can be found out.
    func login(of uid: UInt32) -> SafeText {
        var login: String?
        do throws(SystemError) {
            login = try Accounts.login(ofUID: uid)
        } catch {
            // The number will do.
        }
        return SafeText(sanitizing: Account(uid: uid, login: login).defaultName.string)
    }
}

extension UInt32 {
    /// The number of an account or a group, in digits alone; the last one is nobody's: see chown(2).
    fileprivate init?(idDigits digits: String) {
        let isNumber = digits.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        guard isNumber, let number = UInt32(digits), number != .max else { return nil }
        self = number
    }
}
