package import TalkProtocol
package import TalkText

/// What operators did, and what of it holds: who is muted or banned, by uid, and the topic.
///
/// It has no clock: what is over by itself is over at the moment that is handed in.
package struct ActBook: Sendable {
    /// What is to be kept.
    package struct Draft: Sendable {
        package let all: [Act]
        /// Of which state it is.
        package let version: UInt64
    }

    private struct Record: Sendable {
        /// Counts the changes of the book up to this one.
        let number: UInt64
        let act: Act
    }

    /// The oldest first.
    private var records: [Record] = []
    private var mutes: [UInt32: Record] = [:]
    private var bans: [UInt32: Record] = [:]
    private var topicRecord: Record?
    /// Acts that are not done yet, and told to nobody.
    private var pending: Set<UInt64> = []
    /// Acts that hold, and that everybody is still to be told of.
    private var untold: [UInt64: Act] = [:]
    private var keeping = Keeping()

    /// - Parameter acts: What was done before and is kept, the oldest first.
    package init(_ acts: [Act] = []) {
        for act in acts { take(Record(number: keeping.change(), act: act)) }
        keeping = Keeping(kept: keeping.version)
    }

    // MARK: What holds

    /// Whether an account may say nothing.
    package func isMuted(_ uid: UInt32, at now: Timestamp) -> Bool {
        guard !mutes.isEmpty, let record = mutes[uid] else { return false }
        return !record.act.isOver(at: now)
    }

    /// The ban that keeps an account from coming in; nil when none does.
    package func ban(on uid: UInt32, at now: Timestamp) -> Act? {
        guard !bans.isEmpty, let record = bans[uid], !record.act.isOver(at: now) else { return nil }
        return record.act
    }

    /// What the room is about; empty when nobody has said.
    package var topic: SafeText { topicRecord?.act.text ?? .empty }

    private func isStanding(_ record: Record, at now: Timestamp) -> Bool {
        let holding =
            switch record.act.kind {
            case .mute: record.act.to.flatMap { mutes[$0.uid] }
            case .ban: record.act.to.flatMap { bans[$0.uid] }
            case .topic: topicRecord
            case .dismiss, .lift, .redact: Record?.none
            }
        return holding?.number == record.number && !record.act.isOver(at: now)
    }

    // MARK: What was done

    /// The last `count` acts and all that still hold, the oldest first.
    package func last(_ count: Int, at now: Timestamp) -> [Act] {
        let done = records.filter { !pending.contains($0.number) }
        return done.enumerated().filter { index, record in
            index >= done.count - count || isStanding(record, at: now)
        }.map { shown($0.element, at: now) }
    }

    /// Those that took a text away.
    package var redactions: [Act] { records.map(\.act).filter { $0.kind == .redact } }

    /// The act that set what the room is about.
    package func topicAct(at now: Timestamp) -> Act? {
        topicRecord.map { shown($0, at: now) }
    }

    private func shown(_ record: Record, at now: Timestamp) -> Act {
        var act = record.act
        act.isStanding = isStanding(record, at: now)
        act.isKept = record.number <= keeping.keptVersion
        return act
    }

    /// Takes an act; what it says holds from now on.
    ///
    /// - Parameters:
    ///   - isPending: Whether it is still to be done, and told to nobody before ``settle(_:isDone:)``.
    ///   - isUntold: Whether those after it are to be told only after it; see ``takeUntold(through:as:)``.
    /// - Returns: Its number.
    package mutating func record(
        _ act: Act, isPending: Bool = false, isUntold: Bool = false
    ) -> UInt64 {
        var plain = act
        // An id is its sender's, and of no use once it was answered.
        plain.id = nil
        let number = keeping.change()
        take(Record(number: number, act: plain))
        if isPending { pending.insert(number) }
        if isUntold { untold[number] = act }
        forgetOld(at: act.time)
        return number
    }

    /// Whether all acts before it have been told to everybody.
    package func isNextToTell(_ number: UInt64) -> Bool { untold.keys.allSatisfy { $0 >= number } }

    /// What everybody is to be told now: an act, after those before it whose turn was waited for in vain; without it,
    /// if it was told in that way itself.
    ///
    /// - Parameter own: The act of that number, as it is to be told.
    package mutating func takeUntold(through number: UInt64, as own: Act) -> [Act] {
        let due = untold.filter { $0.key <= number }.sorted { $0.key < $1.key }
        return due.map { entry in
            untold[entry.key] = nil
            if entry.key == number { return own }
            var act = entry.value
            act.isKept = entry.key <= keeping.keptVersion
            return act
        }
    }

    /// A pending act is done; or it is not, and as if it had never been asked for.
    ///
    /// - Returns: What is to be kept for that, as ``isKept(_:since:)`` takes it; nil when nothing is.
    @discardableResult
    package mutating func settle(_ number: UInt64, isDone: Bool) -> UInt64? {
        guard pending.remove(number) != nil, !isDone else { return nil }
        records.removeAll { $0.number == number }
        return keeping.change()
    }

    private mutating func take(_ record: Record) {
        records.append(record)
        switch (record.act.kind, record.act.to?.uid) {
        case (.mute, let uid?): mutes[uid] = record
        case (.ban, let uid?): bans[uid] = record
        case (.lift, let uid?):
            mutes[uid] = nil
            bans[uid] = nil
        case (.topic, _): topicRecord = record.act.text.isBlank ? nil : record
        default: break
        }
    }

    /// Forgets the oldest acts but ``Limits/maxActs``, and those that still hold.
    private mutating func forgetOld(at now: Timestamp) {
        guard records.count > Limits.maxActs else { return }
        mutes = mutes.filter { !$0.value.act.isOver(at: now) }
        bans = bans.filter { !$0.value.act.isOver(at: now) }
        let isKept = records.map { isStanding($0, at: now) || pending.contains($0.number) }
        var excess = isKept.count { !$0 } - Limits.maxActs
        var kept: [Record] = []
        for (record, isKept) in zip(records, isKept) {
            if isKept || excess <= 0 { kept.append(record) } else { excess -= 1 }
        }
        records = kept
    }

    // MARK: Keeping it

    /// What is to be kept; nil when all is.
    package func draft() -> Draft? {
        guard keeping.isBehind else { return nil }
        return Draft(all: records.map(\.act), version: keeping.version)
    }

    /// Counts how often it was tried to keep it.
    package var tries: UInt64 { keeping.tries }

    /// Takes note that it was tried to keep it.
    package mutating func tried(_ draft: Draft, isKept: Bool) {
        keeping.tried(draft.version, isKept: isKept)
    }

    /// Whether an act is kept.
    ///
    /// - Parameter tries: How often it had been tried when that was asked first.
    /// - Returns: Nil while it may yet be.
    package func isKept(_ number: UInt64, since tries: UInt64) -> Bool? {
        keeping.isKept(number, since: tries)
    }
}

extension Act {
    /// Whether its time is over.
    fileprivate func isOver(at now: Timestamp) -> Bool { until.map { $0 <= now } ?? false }
}
