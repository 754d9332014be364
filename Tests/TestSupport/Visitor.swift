import Foundation

/// Why a visit is over.
private enum Parting: Error {
    /// The daemon went away.
    case lost
    /// The regular hung up.
    case hungUp
    /// The last words were heard.
    case done
}

/// A regular's thread.
struct Visitor {
    private let regular: Regular
    private var generator: SeededGenerator
    private var stream: LineStream?
    private var ledger: String?
    private var messages = 0
    private var hasEntered = false
    private var isLive = false
    private var round = 0

    init(of regular: Regular, seed: UInt64) {
        self.regular = regular
        generator = SeededGenerator(seed: seed)
    }

    mutating func run() {
        while true {
            do {
                try visit()
            } catch Parting.lost {
                if isLive { noteUnacknowledged() }
            } catch Parting.hungUp {
                stream?.close()
            } catch Parting.done {
                stream?.close()
                return regular.write { $0.isHome = true }
            } catch {
                return regular.write { $0.fault = "\(error)" }
            }
        }
    }

    private func noteUnacknowledged() {
        regular.write { $0.unacknowledged[round, default: 0] += $0.pending.count }
    }

    private mutating func visit() throws {
        hasEntered = false
        isLive = false
        try connect()
        let heard = regular.write { $0.lastSeq }
        let from =
            ledger.map { #""after":\#(heard),"ledger":"\#($0)""# }
            ?? (regular.habits.readsFromStart ? #""after":0"# : #""backlog":0"#)
        send(#"{"do":"hello","name":"\#(regular.name)",\#(from)}"#)
        let welcome = try nextEvent { $0.event == "welcome" }
        hasEntered = true
        try begin(welcome)
        let last = welcome[integer: "seq"] ?? 0
        while regular.write({ $0.lastSeq }) < last { try take(nextEvent()) }
        isLive = true
        for message in regular.write({ $0.pending }) {
            regular.write { $0.saidAgain += 1 }
            say(message)
        }
        while true {
            talk()
            try take(nextEvent())
        }
    }

    private mutating func connect() throws {
        stream?.close()
        let deadline = Deadline(after: 3 * Deadline.generousSeconds)
        while true {
            if let found = try? LineStream(connecting: regular.socket) {
                // Not before: that would be the number of the daemon before.
                round = regular.round
                stream = found
                break
            }
            guard !deadline.hasPassed else { throw Unmet("nobody answers") }
            usleep(500)
        }
        let greeting = String(decoding: try nextLine(), as: UTF8.self)
        guard greeting.hasPrefix("talkroom 1 "), !greeting.contains(": error ") else {
            // What a daemon began to say when it was killed.
            if stream?.isAtEnd == true { throw Parting.lost }
            throw Unmet("greeted with \(escaped(greeting))")
        }
    }

    private mutating func begin(_ welcome: WireEvent) throws {
        guard welcome[bool: "reset"] == nil, ledger == nil || welcome["ledger"] == ledger else {
            throw Unmet("what was heard does not count: \(welcome)")
        }
        if ledger == nil, !regular.habits.readsFromStart {
            regular.write { $0.firstSeq = (welcome[integer: "seq"] ?? 0) + 1 }
        }
        ledger = welcome["ledger"]
    }

    /// Says something new as long as not enough is on its way.
    private mutating func talk() {
        while regular.counts.pending < regular.habits.window, regular.isTalking {
            messages += 1
            let id = "\(regular.name)-\(messages)"
            let padding = String(repeating: ".", count: regular.habits.textBytes)
            let message = Diary.Message(id: id, text: "message \(messages) \(padding)")
            regular.write { $0.pending.append(message) }
            say(message)
        }
    }

    private func say(_ message: Diary.Message) {
        send(#"{"do":"say","text":\#(quoted(message.text)),"id":"\#(message.id)"}"#)
    }

    private mutating func take(_ event: WireEvent) throws {
        switch event.event {
        case "said": try hear(event)
        case "receipt": try takeReceipt(event)
        case "error" where event["code"] == "not-kept": sayAgain(event)
        case "error" where event["code"] != "stopping": throw Unmet("\(event)")
        default: break
        }
        if let events = regular.habits.eventsPerHangUp,
            Int.random(in: 0..<events, using: &generator) == 0
        {
            throw Parting.hungUp
        }
    }

    private func hear(_ event: WireEvent) throws {
        let (expected, isOwn) = regular.write { diary in
            defer { diary.heard.append(event.line) }
            let isOwn = diary.acknowledge(event["id"] ?? "", as: event[integer: "seq"] ?? 0)
            if isOwn, !isLive { diary.foundAgain += 1 }
            return (diary.lastSeq + 1, isOwn)
        }
        guard event[integer: "seq"] == expected else {
            throw Unmet("\(expected) should have come, not \(event)")
        }
        if !isOwn, event["text"] == Regular.lastWords { throw Parting.done }
    }

    private func takeReceipt(_ event: WireEvent) throws {
        let (id, seq) = (event["id"] ?? "", event[integer: "seq"] ?? 0)
        let isRight = regular.write { $0.acknowledge(id, as: seq) || $0.acknowledged[id] == seq }
        guard isRight else { throw Unmet("a receipt for something else: \(event)") }
    }

    /// What the disk has not kept is said until it has; a moment later, so that it is not asked all the time.
    private func sayAgain(_ event: WireEvent) {
        let message = regular.write { diary in
            diary.refusals += 1
            return diary.pending.first { $0.id == event["id"] }
        }
        guard let message else { return }
        usleep(2000)
        say(message)
    }

    // MARK: The stream

    private mutating func nextEvent(where isIt: (WireEvent) -> Bool) throws -> WireEvent {
        while true {
            let event = try nextEvent()
            if isIt(event) { return event }
            guard event["code"] == "stopping" else { throw Unmet("came too early: \(event)") }
        }
    }

    private func nextEvent() throws -> WireEvent {
        let line = try nextLine()
        do {
            return try WireEvent(line)
        } catch {
            // What a daemon began to send when it was killed; or what it says to who has not spoken yet.
            let isNotice = !hasEntered && line.starts(with: Array("-- ".utf8))
            if isNotice || stream?.isAtEnd == true { throw Parting.lost }
            throw error
        }
    }

    private func nextLine() throws -> [UInt8] {
        let deadline = Deadline(after: 3 * Deadline.generousSeconds)
        guard let line = try stream?.nextLine(by: deadline) else { throw Parting.lost }
        return line
    }

    private func send(_ line: String) {
        do {
            try stream?.send(Array((line + "\n").utf8))
        } catch {
            // The daemon has gone; what it sent before is still to be read.
        }
    }
}
