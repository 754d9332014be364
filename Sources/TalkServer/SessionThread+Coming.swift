import Posix
import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// How a session comes: it is greeted, waits its turn, and enters under a name that it may have.
extension SessionThread {
    mutating func greet() throws(SessionEnding) {
        let login = SafeText(sanitizing: account.defaultName.string).string
        let greeting = Greeting(host: hall.host)
        try output.answer(greeting.question(login: login, language: hall.language))
    }

    /// Connecting costs something, too: who does it all the time is listened to later, gone or not.
    mutating func knock() throws(SessionEnding) {
        if !connection.isVisit {
            let now = hall.now
            connection.sleep(
                milliseconds: hall.change { $0.knock(uid: account.uid, now: now) })
        }
        firstLineDeadline = MonotonicClock.milliseconds() + hall.settings.firstLineMilliseconds
    }

    mutating func enter(_ hello: Request.Hello) throws(SessionEnding) {
        let entrance: Room.Entrance
        do throws(ErrorCode) {
            entrance = try handler.enter(hello)
        } catch {
            // It was let in just before it was banned.
            if error == .banned { throw .left(.dismissed) }
            return try refuseName(error)
        }
        isInRoom = true
        hall.watch.tell(entrance.callers, that: account)
        let encoder = encoder
        let replay = Replay(entrance.replay, hall: hall)
        var welcome: [UInt8]? = encoder.bytes(for: .welcome(entrance.welcome))
        var pieces = AnswerPieces(encoder) { replay.next().map { $0.map { Event.said($0) } } }
        try output.begin {
            if let bytes = welcome.take() { return bytes }
            // They are kept as the lines of the JSON dialect.
            if encoder.dialect == .json { return replay.nextLines().map { Array($0) } }
            return pieces.nextPiece()
        }
        if replay.hasFailed { throw .left(.hungUp) }
    }

    mutating func refuseName(_ code: ErrorCode) throws(SessionEnding) {
        nameRefusals += 1
        let isLast = nameRefusals > Limits.maxNameRefusals
        try output.answer(encoder.bytes(for: handler.failure(code, fatal: isLast)))
        if isLast { throw .refused }
        if dialect == .plain { try greet() }
    }
}
