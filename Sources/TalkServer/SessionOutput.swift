import Posix
import TalkProtocol
import TalkRoom

/// What a session's own thread sends: the greeting, answers and replays, made as the client reads them.
///
/// It takes the session's claim from the flusher, sends what is due first, so that order holds, then its
/// own; and waits for the client's reading, alone.
struct SessionOutput: ~Copyable {
    private let connection: Connection
    private let hall: Hall
    /// True once the session is in the room, so that its stream is to be respected.
    private var hasStream = false
    /// The peer takes nothing any more; what it sent can still be read.
    private var isDeaf = false

    init(_ connection: Connection, hall: Hall) {
        self.connection = connection
        self.hall = hall
    }

    /// Sends an answer, after all that is due by now.
    mutating func answer(_ bytes: [UInt8]) throws(SessionEnding) {
        guard hasStream else { return try send(bytes) }
        try takeClaim()
        defer { giveClaimBack() }
        try sendDue()
        try send(bytes)
    }

    /// Sends an answer in pieces, each made when the one before has been taken, until there is none.
    mutating func answer(inPieces next: () -> [UInt8]?) throws(SessionEnding) {
        try takeClaim()
        defer { giveClaimBack() }
        try sendDue()
        while let bytes = next() { try send(bytes) }
    }

    /// The session has entered the room, with its claim held by this thread: sends what it is told first.
    mutating func begin(_ next: () -> [UInt8]?) throws(SessionEnding) {
        hasStream = true
        defer { giveClaimBack() }
        while let bytes = next() { try send(bytes) }
    }

    /// Waits for the flusher if it has much to look at, and for the client's reading if much is due to it:
    /// who does not read is read more slowly.
    mutating func catchUp() throws(SessionEnding) {
        _ = hall.await { $0.delivery.isAheadOfFlusher ? nil : true }
        let due = hall.change { $0.delivery.undeliveredBytes(of: connection.session) }
        guard due > Limits.maxOutboxBytes / 2, !isDeaf else { return }
        try takeClaim()
        defer { giveClaimBack() }
        try sendDue()
    }

    /// Delivers what is due, and `lastWords`, as far as the client takes them; then ends the stream.
    ///
    /// - Parameter milliseconds: How long the client may take nothing.
    mutating func end(lastWords: [UInt8], milliseconds: Int64) {
        if hasStream { claimAtLast() }
        do throws(SessionEnding) {
            if hasStream { try sendDue(patience: milliseconds, untilDismissed: false) }
            try send(lastWords, patience: milliseconds, untilDismissed: false)
        } catch {
            // It does not take them.
        }
        guard hasStream else { return }
        hall.change { $0.delivery.close(connection.session) }
        connection.socket.shutdown(.writing)
    }

    // MARK: The claim

    private func takeClaim() throws(SessionEnding) {
        let isTaken = hall.await { room -> Bool? in
            if connection.fate != nil { return false }
            return room.delivery.claim(connection.session) ? true : nil
        }
        if isTaken != true { throw dismissal }
    }

    private func claimAtLast() {
        // Only the flusher can have it, and the flusher waits for nobody.
        _ = hall.await { $0.delivery.claim(connection.session) ? true : nil }
    }

    private func giveClaimBack() {
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
            var sent = 0
            defer {
                hall.change {
                    $0.delivery.advance(
                        connection.session, by: sent, outcome: isDeaf ? .deaf : .sent)
                }
            }
            try send(bytes, patience: patience, untilDismissed: untilDismissed) { sent += $0 }
            if isDeaf { return }
        }
    }

    /// Sends all of `bytes`, waiting for the client's reading.
    private mutating func send(
        _ bytes: [UInt8], patience: Int64? = nil, untilDismissed: Bool = true,
        progress: (Int) -> Void = { _ in }
    ) throws(SessionEnding) {
        var rest = bytes[...]
        while !rest.isEmpty, !isDeaf {
            do throws(SystemError) {
                if let count = try connection.socket.send(rest) {
                    progress(count)
                    rest = rest.dropFirst(count)
                    continue
                }
            } catch {
                isDeaf = !error.isOutOfMemory
                if isDeaf { return }
            }
            try awaitRoom(patience ?? hall.settings.stalledMilliseconds, untilDismissed)
        }
    }

    private func awaitRoom(_ milliseconds: Int64, _ untilDismissed: Bool) throws(SessionEnding) {
        if untilDismissed, connection.fate != nil { throw dismissal }
        do throws(SystemError) {
            let conditions = try connection.socket.wait(for: .writable, milliseconds: milliseconds)
            if conditions.isEmpty { throw SystemError.tryAgain }
        } catch {
            throw .left(.timedOut)
        }
    }
}
