import TalkProtocol
import TalkText

/// Where we are in what the room says, so that each thing said is taken once, over any number of
/// connections.
struct Bookmark {
    /// What a welcome comes to.
    enum Opening: Hashable {
        /// A room that was not known.
        case first
        /// The same numbers go on: so many were missed, of which so many are no longer kept.
        case same(missed: UInt64, lost: UInt64)
        /// Another run of numbers: what was said between is not to be had.
        case another
    }

    private var ledger: String?
    /// The last number taken, or passed over by our own wish; nil when there was none in this ledger.
    private var last: UInt64?
    /// What was said before the welcome goes up to this number, and is not whole yet.
    private var replayEnd: UInt64?
    private var recent = RecentMessages()
    /// The numbers began anew since we came.
    private var hasChanged = false

    init() {}

    /// Where to go on; nil when nothing has been seen.
    var replay: Request.Replay? {
        guard let ledger, let last else { return nil }
        return .after(last, ledger: ledger)
    }

    /// The ledger and the last number of it that was taken; nil when nothing has been seen.
    var position: (ledger: String, seq: UInt64)? {
        guard let ledger, let last else { return nil }
        return (ledger, last)
    }

    /// Whether some of what was said before the welcome is still to come.
    var isReplaying: Bool { replayEnd != nil }

    /// - Parameter asked: The replay that this is the answer to.
    mutating func open(_ welcome: Welcome, asked: Request.Replay) -> Opening {
        // A ledger that has less than we have seen is another, whatever it says.
        let isSame =
            !welcome.reset && welcome.ledger.string == ledger && welcome.seq >= last ?? 0
        if isSame, case .after(let after, _) = asked {
            let missed = welcome.seq - min(after, welcome.seq)
            let firstKept = max(welcome.oldest, 1)
            let lost = firstKept - 1 > after ? min(firstKept - 1 - after, missed) : 0
            expect(through: welcome.seq, isAnyKept: missed > lost)
            return .same(missed: missed, lost: lost)
        }
        let isAnother = ledger != nil && !isSame
        hasChanged = hasChanged || isAnother
        ledger = welcome.ledger.string
        last = nil
        expect(
            through: welcome.seq,
            isAnyKept: welcome.oldest <= welcome.seq && asked != .backlog(0))
        return isSame ? .same(missed: 0, lost: 0) : isAnother ? .another : .first
    }

    private mutating func expect(through seq: UInt64, isAnyKept: Bool) {
        replayEnd = isAnyKept ? seq : nil
        if !isAnyKept { last = seq }
    }

    /// Takes something said; false when it was taken before, under its number or under its id.
    mutating func take(_ said: Said) -> Bool {
        if let last, said.seq <= last { return false }
        last = said.seq
        if let end = replayEnd, said.seq >= end { replayEnd = nil }
        guard let id = said.id else { return true }
        let isNew = recent.insert(
            .init(uid: said.speaker.uid, id: id, text: said.text, style: said.style))
        // In one run of numbers they alone decide.
        return isNew || !hasChanged
    }

    /// Takes a private message, which has no number; false when it was taken before under its id.
    mutating func take(_ told: Told) -> Bool {
        guard let id = told.id else { return true }
        return recent.insert(.init(uid: told.speaker.uid, id: id, text: told.text, style: nil))
    }

    /// What was said before the welcome is whole, whatever its numbers: some may have been forgotten meanwhile.
    mutating func endReplay() {
        replayEnd = nil
    }
}
