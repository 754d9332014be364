import Posix
import TalkProtocol
import TalkRoom

/// What a session's own thread sends: the greeting, answers and replays, made as the client reads them.
///
/// It takes the session's claim from the flusher or the scribe, sends what is due first, so that order holds, then its
/// own; and waits for the client's reading, alone.
struct SessionOutput: ~Copyable {
    private let connection: Connection
    private let hall: Hall
    /// True once the session is in the room, so that its stream is to be respected.
    private var hasStream = false
    private var holdsClaim = false
    /// The peer takes nothing any more; what it sent can still be read.
    private var isDeaf = false
    /// What is left of the event of an answer that was cut by the session's end.
    private var restOfAnswer: [UInt8] = []

    init(_ connection: Connection, hall: Hall) {
        self.connection = connection
        self.hall = hall
    }

    /// Sends an answer, after all that is due by now.
    mutating func answer(_ bytes: [UInt8]) throws(SessionEnding) {
        guard hasStream else { return try sendAnswer(bytes) }
        try takeClaim()
        try sendDue()
        try sendAnswer(bytes)
        giveClaimBack()
    }

    /// Sends an answer in pieces, each made when the one before has been taken, until there is none.
    mutating func answer(inPieces next: () -> [UInt8]?) throws(SessionEnding) {
        try takeClaim()
        try sendDue()
        // Nothing is read and made for who takes nothing any more.
        while !isDeaf, let bytes = next() { try sendAnswer(bytes) }
        giveClaimBack()
    }

    /// The session has entered the room, with its claim held by this thread: sends what it is told first.
    mutating func begin(_ next: () -> [UInt8]?) throws(SessionEnding) {
        hasStream = true
        holdsClaim = true
        hall.seat(connection)
        // Nothing is read and made for who takes nothing any more.
        while !isDeaf, let bytes = next() { try sendAnswer(bytes) }
        giveClaimBack()
    }

    /// Waits for the flusher if it has much to look at, and for the client's reading if much is due to it:
    /// who does not read is read more slowly.
    mutating func catchUp(_ load: Load) throws(SessionEnding) {
        if load.isAheadOfFlusher {
            let connection = connection
            _ = hall.await { room in
                room.delivery.flusherHasLooked() || connection.fate != nil ? true : nil
            }
        }
        guard load.undeliveredBytes > Limits.maxOutboxBytes / 2, !isDeaf else { return }
        try takeClaim()
        try sendDue()
        giveClaimBack()
    }

    /// Waits until not much waits for the disk any more, or the session is dismissed.
    ///
    /// - Returns: False when the time was over.
    func scribeHasCaughtUp(milliseconds: Int64) -> Bool {
        let connection = connection
        return hall.await(milliseconds: milliseconds) {
            $0.scribeHasCaughtUp(of: connection.uid) || connection.fate != nil ? true : nil
        } ?? false
    }

    /// Delivers what is due, and `lastWords`, as far as the client takes them; then ends the stream.
    ///
    /// - Parameters:
    ///   - deliversDue: False to deliver of what is due no more than the event that was begun.
    ///   - milliseconds: How long the client may take nothing.
    mutating func end(lastWords: [UInt8], deliversDue: Bool = true, milliseconds: Int64) {
        if hasStream { claimAtLast() }
        if hasStream, !deliversDue { hall.change { $0.delivery.abandon(connection.session) } }
        do throws(SessionEnding) {
            var rest = restOfAnswer[...]
            try send(&rest, patience: milliseconds, untilDismissed: false)
            if hasStream { try sendDue(patience: milliseconds, untilDismissed: false) }
            rest = lastWords[...]
            try send(&rest, patience: milliseconds, untilDismissed: false)
        } catch {
            // It does not take them.
        }
        guard hasStream else { return }
        hall.closeStream(of: connection)
        connection.socket.shutdown(.writing)
    }

    // MARK: The claim

    private mutating func takeClaim() throws(SessionEnding) {
        let isTaken = hall.await { room -> Bool? in
            if connection.fate != nil { return false }
            return room.delivery.claim(connection.session) ? true : nil
        }
        if isTaken != true { throw dismissal }
        holdsClaim = true
    }

    private mutating func claimAtLast() {
        guard !holdsClaim else { return }
        // Only the flusher or the scribe can have it, and neither waits for a client.
        _ = hall.await { $0.delivery.claim(connection.session) ? true : nil }
    }

    /// Not when sending failed: then nobody may send before the event that was cut is whole.
    private mutating func giveClaimBack() {
        holdsClaim = false
        hall.change { $0.delivery.release(connection.session) }
    }

    private var dismissal: SessionEnding { .left(connection.fate ?? .dismissed) }

    // MARK: Sending

    /// Sends what is due until nothing is; the claim is held.
    private mutating func sendDue(
        patience: Int64? = nil, untilDismissed: Bool = true
    ) throws(SessionEnding) {
        while true {
            let bytes = hall.change { $0.delivery.dueBytes(of: connection.session) }
            if bytes.isEmpty { return }
            var rest = bytes
            defer {
                hall.change {
                    $0.delivery.advance(
                        connection.session, by: bytes.count - rest.count,
                        outcome: isDeaf ? .deaf : .sent)
                }
            }
            try send(&rest, patience: patience, untilDismissed: untilDismissed)
            if isDeaf { return }
        }
    }

    /// Sends an answer, or a piece of one: whole events.
    private mutating func sendAnswer(_ bytes: [UInt8]) throws(SessionEnding) {
        var rest = bytes[...]
        do throws(SessionEnding) {
            try send(&rest, patience: nil, untilDismissed: true)
        } catch {
            let isCut = rest.startIndex > 0 && bytes[rest.startIndex - 1] != UInt8(ascii: "\n")
            if isCut, let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                restOfAnswer = Array(rest[...end])
            }
            throw error
        }
    }

    /// Sends `rest`, waiting for the client's reading; what is left of it afterwards was not taken.
    private mutating func send(
        _ rest: inout ArraySlice<UInt8>, patience: Int64?, untilDismissed: Bool
    ) throws(SessionEnding) {
        while !rest.isEmpty, !isDeaf {
            do throws(SystemError) {
                if let count = try connection.socket.send(rest) {
                    rest = rest.dropFirst(count)
                    continue
                }
            } catch {
                isDeaf = !error.isOutOfMemory
                if isDeaf { return }
            }
            // Only who waits for room can be found too slow.
            hall.change { $0.delivery.note(connection.session, isBlocked: true) }
            try awaitRoom(patience ?? hall.settings.stalledMilliseconds, untilDismissed)
            hall.change { $0.delivery.note(connection.session, isBlocked: false) }
        }
    }

    /// Waits until the client has read, or the session is dismissed.
    private func awaitRoom(_ milliseconds: Int64, _ untilDismissed: Bool) throws(SessionEnding) {
        let deadline = MonotonicClock.milliseconds() + milliseconds
        // A dismissal shuts reading down, which wakes who waits for its end.
        var interest: PollConditions = untilDismissed ? [.writable, .readingEnded] : .writable
        while true {
            if untilDismissed, connection.fate != nil { throw dismissal }
            // Once more than there is time for: it may be this thread that is late.
            let left = max(0, deadline - MonotonicClock.milliseconds())
            let isDeafToDismissal = untilDismissed && !interest.contains(.readingEnded)
            let pause = isDeafToDismissal ? min(left, Connection.lookAgainMilliseconds) : left
            guard let ready = connection.conditions(for: interest, milliseconds: pause),
                left > 0 || ready.contains(.writable)
            else {
                throw .left(.timedOut)
            }
            if ready.isEmpty || ready == .readingEnded {
                // The client itself ended its input, and that stays so: no news to wait for.
                if connection.fate == nil, !ready.isEmpty { interest = .writable }
                continue
            }
            return
        }
    }
}
