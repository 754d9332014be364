import Posix
import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// One client's thread: greets it, lets it choose a name, takes its lines, and sees it out.
struct SessionThread: ~Copyable {
    let connection: Connection
    let hall: Hall
    let account: Account
    var input: SessionInput
    var output: SessionOutput
    private(set) var dialect = Dialect.plain
    private var hasTakenLine = false
    /// When its first line must be whole, on the clock that only goes forward.
    var firstLineDeadline = Int64.max
    var unsaid = GatheredSpeeches()
    var isInRoom = false
    var nameRefusals = 0
    var ownWords = OwnWords()
    var absence = Absence()

    /// - Throws: ``SystemError`` when nobody can say whose uid it is, for want of descriptors or memory.
    init(_ connection: Connection, hall: Hall) throws(SystemError) {
        self.connection = connection
        self.hall = hall
        // Of a visit nobody asks who it is: no name service has to answer for that.
        let login = connection.isVisit ? nil : try Accounts.login(ofUID: connection.uid)
        account = Account(uid: connection.uid, login: login)
        input = SessionInput(connection)
        output = SessionOutput(connection, hall: hall)
    }

    /// The thread's work, from the greeting to the close.
    mutating func run() {
        do throws(SessionEnding) {
            try greet()
            try knock()
            if try input.awaitFirstByte(deadline: firstLineDeadline) == UInt8(ascii: "{") {
                dialect = .json
            }
            while true { try takeLines() }
        } catch {
            seeOut(error)
        }
    }

    /// Serves a connection, if only by closing it.
    static func serve(_ connection: Connection, hall: Hall) {
        do throws(SystemError) {
            var thread = try SessionThread(connection, hall: hall)
            thread.run()
        } catch {
            var output = SessionOutput(connection, hall: hall)
            let greeting = Greeting(host: hall.host)
            output.end(
                lastWords: greeting.refusal(.full, language: hall.language),
                milliseconds: hall.settings.stoppingMilliseconds)
        }
        hall.remove(connection)
        if connection.isVisit { return }
        hall.change { $0.release(uid: connection.uid, now: hall.now) }
    }

    // MARK: Staying

    /// Takes the lines that have arrived, and waits for more.
    private mutating func takeLines() throws(SessionEnding) {
        while connection.fate == nil, let line = input.nextLine() { try take(line) }
        if let reason = connection.fate { throw try sayRest(before: .left(reason)) }
        // What arrived together is said together.
        if !input.hasMore { try speak() }
        let skipped = input.takeSkippedBytes()
        if skipped > 0 { try pay(Cost(skippedBytes: skipped)) }
        do throws(SessionEnding) {
            try input.receive(deadline: hasTakenLine ? nil : firstLineDeadline)
        } catch {
            throw try sayRest(before: error)
        }
    }

    /// Nothing more is taken: what came before the end is said before it.
    private mutating func sayRest(
        before ending: SessionEnding
    ) throws(SessionEnding) -> SessionEnding {
        if connection.fate != .dismissed { try speak() }
        return ending
    }

    private mutating func take(_ line: LineReader.Line) throws(SessionEnding) {
        hasTakenLine = true
        let utterance = Utterance(line, in: dialect, isInRoom: isInRoom)
        if case .speech(let speech) = utterance {
            unsaid.append(speech)
            if unsaid.isFull { try speak() }
            return
        }
        try speak()
        ownWords.awaitPatiently(in: hall)
        // Who leaves is not kept waiting; who is not here yet cannot leave.
        if !utterance.isGoodBye || dialect == .json && !isInRoom {
            try pay(utterance.cost.reading(bytes: line.byteCount))
        }
        switch utterance {
        case .request(let request): try carryOut(request)
        case .notice(let phrase): try output.answer(hall.plain.bytes(for: phrase))
        case .speech, .nothing: break
        // The plain dialect asks again until it has a name.
        case .refused(let fault) where !isInRoom && dialect == .plain: try refuseName(fault.code)
        case .refused(let fault): try refuse(fault)
        }
        if isInRoom { try output.catchUp(hall.change { $0.load(of: connection.session) }) }
    }

    /// Says what was gathered, in order.
    ///
    /// - Parameter patience: How long to wait for the disk, if much waits for it already; what cannot be said by then
    ///   stays gathered. Nil for as long as it takes.
    mutating func speak(patience: Int64? = nil) throws(SessionEnding) {
        var rest = unsaid.take()
        while !rest.isEmpty {
            // An operator has ended it: nothing more of it is heard.
            if connection.fate == .dismissed { throw .left(.dismissed) }
            let outcome = hall.say(&rest, from: connection.session)
            // Before anything that may end the session: what it said is said before it has left.
            ownWords.were(takenAs: outcome.load)
            switch outcome.halt {
            case nil: break
            case .tooFast(let verdict):
                unsaid.wereTooMany()
                try keepPace(verdict)
            case .before(let receipt): try output.answer(encoder.bytes(for: .receipt(receipt)))
            case .refused(let code, let id): try refuse(RequestFault(code, id: id))
            case .aheadOfScribe:
                guard try awaitScribe(patience: patience) else {
                    for speech in rest { unsaid.append(speech) }
                    return
                }
            }
            try output.catchUp(outcome.load)
        }
    }

    private mutating func carryOut(_ request: Request) throws(SessionEnding) {
        switch request {
        case .leave where isInRoom || dialect == .plain: throw .left(.quit)
        case .hello(let hello) where !isInRoom: return try enter(hello)
        // A visit stays at the door, where nobody in the room can notice it.
        case .ping where connection.isVisit: break
        case _ where !isInRoom: return try refuse(RequestFault(.helloFirst, id: request.id))
        case .ring(let ring): return try self.ring(ring)
        case .wall(let wall): return try self.wall(wall)
        case .mesg(let takes, let hands, let id):
            return try mesg(takes: takes, hands: hands, id: id)
        case .ignore(let accounts): return try ignore(accounts)
        case .act(let act, let id): return try self.act(act, id: id)
        case .acts(let count): return try acts(count: count)
        case .topic: return try topic()
        default: break
        }
        let answer: RequestHandler.Answer
        do throws(ErrorCode) {
            answer = try handler.handle(request)
        } catch {
            return try refuse(RequestFault(error, id: request.id))
        }
        try give(answer)
    }

    // MARK: Answers

    var handler: RequestHandler {
        RequestHandler(connection: connection, hall: hall, account: account, dialect: dialect)
    }

    var encoder: EventEncoder { EventEncoder(dialect: dialect, plain: hall.plain) }

    mutating func give(_ events: [Event]) throws(SessionEnding) {
        let encoder = encoder
        try output.answer(events.flatMap(encoder.bytes))
    }

    mutating func give(_ answer: RequestHandler.Answer) throws(SessionEnding) {
        switch answer {
        case .none: break
        case .event(let event): try output.answer(encoder.bytes(for: event))
        case .series(let next):
            var pieces = AnswerPieces(encoder, of: next)
            try output.answer { pieces.nextPiece() }
        }
    }

    mutating func refuse(_ fault: RequestFault) throws(SessionEnding) {
        try output.answer(encoder.bytes(for: handler.failure(fault.code, id: fault.id)))
    }

    // MARK: Going

    private mutating func seeOut(_ ending: SessionEnding) {
        var lastWords: [UInt8] = []
        var deliversDue = true
        var patience = hall.settings.stoppingMilliseconds
        let note = isInRoom ? handler.note("leave") : handler.note("close")
        var reasonWord = "refused"
        if case .left(let reason) = ending {
            if isInRoom {
                // What it said is said before it is told that it left; and it hears that, and its last words.
                let parts: Int64 = connection.fate == .stopping ? 2 : 1
                ownWords.awaitSettling(in: hall, milliseconds: patience / parts)
                connection.leave()
                hall.change { $0.leave(connection.session, reason: reason, now: hall.now) }
            }
            if let code = reason.errorCode {
                lastWords = encoder.bytes(for: handler.failure(code, fatal: true))
            } else {
                patience = hall.settings.stalledMilliseconds
            }
            deliversDue = reason != .tooSlow
            reasonWord = reason.rawValue
        }
        output.end(lastWords: lastWords, deliversDue: deliversDue, milliseconds: patience)
        input.discardRest()
        guard !connection.isVisit else { return }
        guard isInRoom || hall.isNews(closing: reasonWord, of: connection.uid) else { return }
        hall.log.note(note.with("reason", reasonWord))
    }
}
