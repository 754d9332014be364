import TalkText

/// Which messages an account wants to get besides what is said in the room: its own choice, for good.
package struct Wishes: Hashable, Sendable {
    /// False: no rings, and nothing at its terminals, whatever they say.
    package var takesMessages = true
    /// The accounts whose rings it does not want.
    package var unwanted: Set<String> = []

    package init() {}

    /// Whether it wants to be rung by an account.
    func welcome(_ account: Account) -> Bool {
        takesMessages && !unwanted.contains(SafeText(sanitizing: account.defaultName.string).string)
    }
}

/// The wishes of all accounts, by uid; those who have chosen nothing are not in it.
package struct WishBook: Sendable {
    /// What is to be kept.
    package struct Draft: Sendable {
        package let all: [UInt32: Wishes]
        /// Of which state it is.
        package let version: UInt64
    }

    private var all: [UInt32: Wishes] = [:]
    private var keeping = Keeping()
    /// Of each account, that of its last choice.
    private var versions: [UInt32: UInt64] = [:]

    /// What is wished by who has chosen nothing, as far as that is known.
    private let usual: Wishes

    /// - Parameters:
    ///   - all: What accounts have chosen.
    ///   - isKnown: False when that cannot be told: then nobody is rung who does not say that they want to be.
    package init(_ all: [UInt32: Wishes] = [:], isKnown: Bool = true) {
        self.all = all
        var usual = Wishes()
        usual.takesMessages = isKnown
        self.usual = usual
    }

    package subscript(uid: UInt32) -> Wishes { all[uid] ?? usual }

    /// Takes an account's choice.
    package mutating func choose(_ wishes: Wishes, uid: UInt32) {
        guard self[uid] != wishes else { return }
        all[uid] = wishes == usual ? nil : wishes
        versions[uid] = keeping.change()
    }

    /// What is to be kept; nil when all is.
    package func draft() -> Draft? {
        keeping.isBehind ? Draft(all: all, version: keeping.version) : nil
    }

    /// Counts how often it was tried to keep it.
    package var tries: UInt64 { keeping.tries }

    /// Takes note that it was tried to keep it.
    package mutating func tried(_ draft: Draft, isKept: Bool) {
        keeping.tried(draft.version, isKept: isKept)
    }

    /// Whether an account's choice is kept.
    ///
    /// - Parameter tries: How often it had been tried when that was asked first.
    /// - Returns: Nil while it may yet be.
    package func isKept(uid: UInt32, since tries: UInt64) -> Bool? {
        keeping.isKept(versions[uid] ?? 0, since: tries)
    }
}
