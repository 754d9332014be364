import Posix
import Testing

@testable import TalkServer

@Suite struct ServingAccountTests {
    private let account = ServiceAccount(login: "keeper", uid: 900, gid: 901)
    private let good = Identity(
        uids: [900, 900, 900], gids: [901, 901, 901], supplementaryGroups: [], capabilities: 0)

    /// The same, with one thing changed.
    private func spoiled(_ change: (inout Identity) -> Void) -> Identity {
        var identity = good
        change(&identity)
        return identity
    }

    @Test func `an account that was become is no privilege`() {
        #expect(ServingAccount.privilege(left: good, to: account) == nil)
        #expect(ServingAccount.privilege(left: good, to: nil) == nil)
    }

    @Test(arguments: 0..<3)
    func `any of the three ids that is not the account's is one`(index: Int) {
        for id in [0, 1000] as [UInt32] {
            let byUser = spoiled { $0.uids[index] = id }
            #expect(ServingAccount.privilege(left: byUser, to: account) == "uid")
            let byGroup = spoiled { $0.gids[index] = id }
            #expect(ServingAccount.privilege(left: byGroup, to: account) == "gid")
        }
    }

    @Test(arguments: 0..<3)
    func `root's id is one of anybody's`(index: Int) {
        let identity = spoiled { $0.uids[index] = 0 }
        #expect(ServingAccount.privilege(left: identity, to: nil) == "uid")
    }

    @Test(arguments: [0, 7, 40, 63])
    func `any capability is one`(bit: Int) {
        let identity = spoiled { $0.capabilities = 1 << bit }
        #expect(ServingAccount.privilege(left: identity, to: account) == "capabilities")
        #expect(ServingAccount.privilege(left: identity, to: nil) == "capabilities")
    }

    @Test func `the group that was to be kept is none, but the lack of it is`() {
        let identity = spoiled { $0.supplementaryGroups = [5] }
        #expect(ServingAccount.privilege(left: identity, to: account, [5]) == nil)
        #expect(ServingAccount.privilege(left: identity, to: account, [4]) == "groups")
        #expect(ServingAccount.privilege(left: good, to: account, [5]) == "groups")
        let more = spoiled { $0.supplementaryGroups = [4, 5] }
        #expect(ServingAccount.privilege(left: more, to: account, [5]) == "groups")
    }

    @Test func `a group of root's is one, but not of who was not root`() {
        let identity = spoiled { $0.supplementaryGroups = [4] }
        #expect(ServingAccount.privilege(left: identity, to: account) == "groups")
        #expect(ServingAccount.privilege(left: identity, to: nil) == nil)
    }
}
