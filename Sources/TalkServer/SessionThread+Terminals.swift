import Posix
import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// What a session asks that has to do with terminals.
extension SessionThread {
    private var terminals: TerminalHandler {
        TerminalHandler(connection: connection, hall: hall, account: account)
    }

    /// What `body` gives; nil when that is refused, of which the session was told.
    private mutating func permitted<Result>(
        _ id: MessageID?, _ body: () throws(ErrorCode) -> Result
    ) throws(SessionEnding) -> Result? {
        do throws(ErrorCode) {
            return try body()
        } catch {
            try refuse(RequestFault(error, id: id))
            return nil
        }
    }

    mutating func ring(_ ring: Request.Ring) throws(SessionEnding) {
        let terminals = terminals
        let events = try permitted(ring.id) { () throws(ErrorCode) in try terminals.ring(ring) }
        if let events { try give(events) }
    }

    // MARK: Wall

    /// Says it to those who are here, as the ledger takes it, and writes it to the terminals, which need no disk.
    mutating func wall(_ wall: Request.Wall) throws(SessionEnding) {
        let terminals = terminals
        let plan = try permitted(wall.id) { () throws(ErrorCode) in try terminals.plan(wall) }
        guard let plan else { return }
        if let group = plan.group {
            let reached = try permitted(wall.id) { () throws(ErrorCode) in
                try terminals.tell(plan, group: group)
            }
            guard let reached else { return }
            return try give(terminals.deliver(plan, reached, id: wall.id))
        }
        guard let id = wall.id ?? MessageID(Host.randomToken(bits: 128)) else { return }
        let before = try permitted(wall.id) { () throws(ErrorCode) in
            try terminals.receipt(for: plan, id: id)
        }
        guard let before else { return }
        // What was said before is not written to any terminal again.
        if let before { return try give([.receipt(before)]) }
        let isNew = hall.change { $0.beginWall(id, uid: account.uid) }
        unsaid.append(Speech(text: plan.text, style: .wall, id: id))
        do throws(SessionEnding) {
            try speak(patience: hall.settings.diskMilliseconds)
        } catch {
            // Whoever asks for it again is to reach the terminals, which this one has not.
            if isNew { hall.change { $0.forgetWall(id, uid: account.uid) } }
            throw error
        }
        ownWords.awaitSettling(in: hall, milliseconds: hall.settings.diskMilliseconds)
        // Another session of the account has just said it: the room tells this one so.
        if isNew { try give(terminals.deliver(plan, terminals.heard(plan, id: id), id: wall.id)) }
        // What the disk did not take in time is said when it does.
        try speak()
    }

    // MARK: Wishes

    /// Takes the account's choice, as far as there is one, and tells what it is.
    mutating func mesg(
        takes: Bool?, hands: Bool, id: MessageID?
    ) throws(SessionEnding) {
        if takes == true, hands, try !takeTerminal(id) { return }
        if let takes { hall.choose(uid: account.uid) { $0.takesMessages = takes } }
        // What another session of theirs hands over meanwhile goes, too.
        if takes == false { hall.terminals.letGo(of: account.uid) }
        let state = MessagesState(
            areTaken: hall.change { $0.wishes[account.uid].takesMessages },
            handed: hall.terminals.handed(by: account.uid).count, isHere: terminals.reachesOwn,
            isKept: hall.keepsChoice(of: account.uid), id: id)
        try give([.messages(state)])
    }

    mutating func ignore(_ accounts: [String]) throws(SessionEnding) {
        guard accounts.count <= Limits.maxUnwantedAccounts else {
            return try refuse(RequestFault(.badValue))
        }
        let unwanted = Set(accounts.map { SafeText(sanitizing: $0).string })
        hall.choose(uid: account.uid) { $0.unwanted = unwanted }
    }

    /// Lets the client hand its terminal over: asked for, so that descriptors are taken nowhere else.
    ///
    /// - Returns: Whether the daemon has it now; if not, the session was told why.
    private mutating func takeTerminal(_ id: MessageID?) throws(SessionEnding) -> Bool {
        // What came unasked would be taken for what comes with the terminal.
        guard input.isDrained else {
            try refuse(RequestFault(.badValue, id: id))
            return false
        }
        let (hall, connection, uid) = (hall, connection, account.uid)
        let isBegun = try permitted(id) { () throws(ErrorCode) in
            try hall.terminals.beginHandover(by: uid) { connection.fate != nil }
            return true
        }
        guard isBegun == true else { return false }
        var handover: Handover?
        defer { hall.terminals.endHandover(handover, by: uid) }
        try output.answer(encoder.bytes(for: .give))
        let terminal = try permitted(id) { () throws(ErrorCode) in
            handover = try hall.terminals.handover(from: connection)
            return try handover.terminal(isOver: { connection.fate != nil })
        }
        guard let terminal else { return false }
        return try permitted(id) { () throws(ErrorCode) in try hall.terminals.take(terminal) }
            != nil
    }
}

extension Handover? {
    /// - Throws: `not-a-terminal`, also of what cannot be looked at.
    fileprivate func terminal(isOver: () -> Bool) throws(ErrorCode) -> HandedTerminal {
        do throws(SystemError) {
            if let terminal = try self?.terminal(isOver: isOver) { return terminal }
        } catch {
            // It is told like the others.
        }
        throw .notATerminal
    }
}
