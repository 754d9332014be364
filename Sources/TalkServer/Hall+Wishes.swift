import Posix
import TalkRoom

extension Keeper {
    /// Keeps what accounts wish.
    static func ofWishes(_ file: WishesFile) -> Keeper {
        Keeper("wishes") { hall throws(SystemError) in
            guard let draft = hall.change({ $0.wishes.draft() }) else { return }
            var isKept = false
            defer { hall.change { $0.wishes.tried(draft, isKept: isKept) } }
            try file.write(draft.all)
            isKept = true
        }
    }
}

extension Hall {
    /// Takes an account's choice; it holds at once, and is kept as soon as the disk takes it.
    func choose(uid: UInt32, _ body: (inout Wishes) -> Void) {
        change { room in
            var wishes = room.wishes[uid]
            body(&wishes)
            room.wishes.choose(wishes, uid: uid)
        }
        wishKeeper?.call()
    }

    /// Waits a while for the disk to take an account's choice.
    ///
    /// - Returns: Whether it outlives the daemon.
    func keepsChoice(of uid: UInt32) -> Bool {
        guard let wishKeeper else { return false }
        let tries = change { $0.wishes.tries }
        // What could not be kept is tried again for each who asks.
        wishKeeper.call()
        return self.await(milliseconds: settings.diskMilliseconds) {
            $0.wishes.isKept(uid: uid, since: tries)
        } ?? false
    }
}
