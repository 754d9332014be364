/// How the room is doing, at a glance.
package struct Standing: Hashable, Sendable {
    /// Sessions that are here for others to see.
    package let here: Int
    /// The number of what was said last; 0 when nothing was.
    package let lastSeq: UInt64
}

extension Room {
    package var standing: Standing {
        Standing(here: roster.presentCount, lastSeq: memory.lastSeq)
    }

    /// How the room is doing now, if that is something else than was told before; else the caller is called
    /// once it is.
    package mutating func standing(after told: Standing) -> Standing? {
        let now = standing
        awaitedStanding = now == told ? told : nil
        return now == told ? nil : now
    }

    /// Whether who asked for the standing in vain is to ask again; true once.
    package mutating func takeStandingCall() -> Bool {
        guard let awaitedStanding, awaitedStanding != standing else { return false }
        self.awaitedStanding = nil
        return true
    }
}
