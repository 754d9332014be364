import Glibc
import Testing

@testable import Posix

@Suite struct AccountsTests {
    @Test func `the host's accounts are found by uid and by login`() throws {
        #expect(try Accounts.login(ofUID: 0) == "root")
        #expect(try Accounts.uid(ofLogin: "root") == 0)
        #expect(try Accounts.uid(ofLogin: "no such login") == nil)
        #expect(try Accounts.login(ofUID: 4_000_000_001) == nil)
        #expect(try Accounts.all().contains { $0.login == "root" && $0.uid == 0 })
        #expect(try Accounts.gid(ofGroup: "root") == 0)
        #expect(try Accounts.gid(ofGroup: "no such group") == nil)
    }
    @Test(arguments: [0, ENOENT, ESRCH, EBADF, EPERM])
    func `that there is none is said by few numbers`(code: Int32) {
        #expect(!Accounts.isTrouble(code))
    }

    @Test(arguments: [ECONNREFUSED, ETIMEDOUT, EIO, EMFILE, ENFILE, ENOMEM, EAGAIN, EINVAL, ERANGE])
    func `every other number says that the name service cannot tell`(code: Int32) {
        #expect(Accounts.isTrouble(code))
    }
}
