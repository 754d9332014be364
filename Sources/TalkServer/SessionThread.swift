import Posix
import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// One client's thread: greets it, lets it choose a name, takes its lines, and sees it out.
struct SessionThread: ~Copyable {
    private let connection: Connection
    private let hall: Hall
    private let account: Account
    private var input: SessionInput
    private var output: SessionOutput
    private var dialect = Dialect.plain
    private var hasTakenLine = false
    private var unsaid: [Speech] = []
    private var isInRoom = false
    private var nameRefusals = 0
    private var ownWords = OwnWords()
    private var absence = Absence()

    /// - Throws: ``SystemError`` when nobody can say whose uid it is, for want of descriptors or memory.
    init(_ connection: Connection, hall: Hall) throws(SystemError) {
        self.connection = connection
        self.hall = hall
        account = Account(uid: connection.uid, login: try Accounts.login(ofUID: connection.uid))
        input = SessionInput(connection)
        output = SessionOutput(connection, hall: hall)
    }

    /// The thread's work, from the greeting to the close.
    mutating func run() {
        do throws(SessionEnding) {
            try greet()
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
                lastWords: greeting.refusal(.full, language: hall.settings.language),
                milliseconds: hall.settings.stoppingMilliseconds)
        }
        hall.remove(connection)
        hall.change { $0.release(uid: connection.uid, now: hall.now) }
    }

    // MARK: Coming

    private mutating func greet() throws(SessionEnding) {
        let login = SafeText(sanitizing: account.defaultName.string).string
        let greeting = Greeting(host: hall.host)
        try output.answer(greeting.question(login: login, language: hall.settings.language))
    }

    private var firstLineDeadline: Int64 {
        connection.acceptedAt + hall.settings.firstLineMilliseconds
    }

    private mutating func enter(_ hello: Request.Hello) throws(SessionEnding) {
        let entrance: Room.Entrance
        do throws(ErrorCode) {
            entrance = try handler.enter(hello)
        } catch {
            return try refuseName(error)
        }
        isInRoom = true
        let encoder = encoder
        let replay = Replay(entrance.replay, hall: hall)
        var welcome: [UInt8]? = encoder.bytes(for: .welcome(entrance.welcome))
        try output.begin {
            if let bytes = welcome.take() { return bytes }
            return encoder.nextBytes(of: replay)
        }
        if replay.hasFailed { throw .left(.hungUp) }
    }

    private mutating func refuseName(_ code: ErrorCode) throws(SessionEnding) {
        nameRefusals += 1
        let isLast = nameRefusals > Limits.maxNameRefusals
        try output.answer(encoder.bytes(for: handler.failure(code, fatal: isLast)))
        if isLast { throw .refused }
        if dialect == .plain { try greet() }
    }

    // MARK: Staying

    /// Takes the lines that have arrived, and waits for more.
    private mutating func takeLines() throws(SessionEnding) {
        while let line = try input.nextLine() { try take(line) }
        // What arrived together is said together.
        if !input.hasMore { try speak() }
        do throws(SessionEnding) {
            try input.receive(deadline: hasTakenLine ? nil : firstLineDeadline)
        } catch {
            // Nothing more came: what came before the end is said before it.
            try speak()
            throw error
        }
    }

    private mutating func take(_ line: LineReader.Line) throws(SessionEnding) {
        hasTakenLine = true
        let utterance = Utterance(line, in: dialect, isInRoom: isInRoom)
        if case .speech(let speech) = utterance {
            unsaid.append(speech)
            if unsaid.count >= Limits.maxSpeeches { try speak() }
            return
        }
        try speak()
        ownWords.awaitPatiently(in: hall)
        let now = hall.now
        try keepPace(hall.change { $0.admit(utterance.cost, uid: account.uid, now: now) })
        switch utterance {
        case .request(let request): try carryOut(request)
        case .notice(let phrase): try output.answer(hall.plain.bytes(for: phrase))
        case .speech, .nothing: break
        case .refused(let fault): try refuse(fault)
        }
        if isInRoom { try output.catchUp(hall.change { $0.load(of: connection.session) }) }
    }

    /// Says what was gathered, in order.
    private mutating func speak() throws(SessionEnding) {
        var rest = unsaid[...]
        unsaid = []
        while !rest.isEmpty {
            let outcome = hall.say(&rest, from: connection.session)
            switch outcome.halt {
            case nil: break
            case .tooFast(let verdict): try keepPace(verdict)
            case .before(let receipt): try output.answer(encoder.bytes(for: .receipt(receipt)))
            case .refused(let code, let id): try refuse(RequestFault(code, id: id))
            case .aheadOfScribe: try awaitScribe()
            }
            ownWords.were(takenAs: outcome.load)
            try output.catchUp(outcome.load)
        }
    }

    private mutating func carryOut(_ request: Request) throws(SessionEnding) {
        switch request {
        case .leave where isInRoom || dialect == .plain: throw .left(.quit)
        case .hello(let hello) where !isInRoom: return try enter(hello)
        case _ where !isInRoom: return try refuse(RequestFault(.helloFirst, id: request.id))
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

    /// An account over its allowance is read more slowly; only its own threads wait.
    private mutating func keepPace(_ verdict: Pace.Verdict) throws(SessionEnding) {
        if verdict.isNews { try output.answer(encoder.bytes(for: handler.failure(.tooFast))) }
        guard verdict.waitMilliseconds > 0 else { return }
        connection.sleep(milliseconds: verdict.waitMilliseconds)
        try absence.check(connection, hall.settings)
    }

    // MARK: The disk

    /// Waits until not much waits for the disk any more.
    private mutating func awaitScribe() throws(SessionEnding) {
        while connection.fate == nil {
            if output.scribeHasCaughtUp(milliseconds: Connection.lookAgainMilliseconds) { return }
            try absence.check(connection, hall.settings)
        }
    }

    // MARK: Answers

    private var handler: RequestHandler {
        RequestHandler(connection: connection, hall: hall, account: account, dialect: dialect)
    }

    private var encoder: EventEncoder { EventEncoder(dialect: dialect, plain: hall.plain) }

    private mutating func give(_ answer: RequestHandler.Answer) throws(SessionEnding) {
        switch answer {
        case .none: break
        case .event(let event): try output.answer(encoder.bytes(for: event))
        case .series(let next):
            let encoder = encoder
            try output.answer { next().map { $0.flatMap(encoder.bytes) } }
        }
    }

    private mutating func refuse(_ fault: RequestFault) throws(SessionEnding) {
        try output.answer(encoder.bytes(for: handler.failure(fault.code, id: fault.id)))
    }

    // MARK: Going

    private mutating func seeOut(_ ending: SessionEnding) {
        var lastWords: [UInt8] = []
        var deliversDue = true
        var patience = hall.settings.stoppingMilliseconds
        var note = handler.note("close")
        if case .left(let reason) = ending {
            if isInRoom {
                // What it said is said before it is told that it left; and it hears that, and its last words.
                let parts: Int64 = connection.fate == .stopping ? 2 : 1
                ownWords.awaitSettling(in: hall, milliseconds: patience / parts)
                hall.change { $0.leave(connection.session, reason: reason, now: hall.now) }
                note = handler.note("leave")
            }
            if let code = reason.errorCode {
                lastWords = encoder.bytes(for: handler.failure(code, fatal: true))
            } else {
                patience = hall.settings.stalledMilliseconds
            }
            deliversDue = reason != .tooSlow
            note = note.with("reason", reason.rawValue)
        } else {
            note = note.with("reason", "refused")
        }
        output.end(lastWords: lastWords, deliversDue: deliversDue, milliseconds: patience)
        input.discardRest()
        hall.log.note(note)
    }
}
