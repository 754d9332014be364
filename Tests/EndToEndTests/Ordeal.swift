import Foundation
import TestSupport
import Testing

/// A daemon that is ended and started again on one ledger, while its regulars talk.
final class Ordeal {
    /// How a daemon ends.
    enum Ending: String { case killed, stopped }

    private static let writers = 3
    private static let window = 8
    static let regularsAtFirst = writers + 2

    let directory: TemporaryDirectory
    let ledger: LedgerFiles
    private let socket: String
    private let options: [String]
    private(set) var daemon: Daemon
    private(set) var regulars: [Regular] = []
    private(set) var generator = SeededGenerator()
    /// The daemon's number, and how many were ended while all talked.
    private var round = 1
    private(set) var endings = 0

    /// - Parameter ledger: Where the ledger lives; in a directory of its own when nil.
    init(_ options: [String], ledger: String? = nil, textBytes: Int = 0) throws {
        directory = try TemporaryDirectory()
        socket = directory.file("chat.sock")
        self.options = Daemon.roomy + options
        self.ledger = LedgerFiles(ledger ?? directory.file("ledger"))
        daemon = try Daemon(
            self.options, settings: Daemon.Settings(socket: socket, ledger: self.ledger.directory))
        for number in 1...Self.writers {
            add(
                "writer\(number)",
                Regular.Habits(window: Self.window, textBytes: textBytes, eventsPerHangUp: 400))
        }
        add("reader1", Regular.Habits())
        add("reader2", Regular.Habits(eventsPerHangUp: 300))
    }

    private func add(_ name: String, _ habits: Regular.Habits) {
        regulars.append(
            Regular(name, at: socket, habits: habits, seed: generator.next(), round: round))
    }

    /// Somebody comes who wants nothing of what was said before.
    func addLatecomer() { add("late\(round)", Regular.Habits(readsFromStart: false)) }

    var seed: Comment { "TALKROOM_SEED=\(generator.seed)" }

    // MARK: Rounds

    /// Waits until so many more messages were acknowledged.
    func awaitReceipts(_ count: Int) throws {
        let goal = acknowledged + count
        try waitFor("\(count) receipts") { acknowledged >= goal }
    }

    /// Waits until the disk has refused so many more messages.
    func awaitRefusals(_ count: Int) throws {
        let goal = refused + count
        try waitFor("\(count) refusals") { refused >= goal }
    }

    private var acknowledged: Int { regulars.reduce(0) { $0 + $1.counts.acknowledged } }
    private var refused: Int { regulars.reduce(0) { $0 + $1.counts.refused } }

    private func waitFor(_ wanted: String, _ condition: () throws -> Bool) throws {
        try eventually(
            wanted, within: 3 * Deadline.generousSeconds,
            seen: { [self] in
                ["\(seed)"] + daemon.printed + regulars.map { "\($0.name): \($0.counts)" }
            }
        ) {
            if let fault = regulars.lazy.compactMap({ $0.fault }).first {
                throw Unmet(fault, seen: ["\(seed)"])
            }
            return try condition()
        }
    }

    /// Ends the daemon at a moment that nobody chose, and starts another.
    func next(_ ending: Ending) throws {
        // More than a replay can hold, so that somebody is talking.
        let most = Self.writers * Self.window
        try awaitReceipts(Int.random(in: most + 1...300, using: &generator))
        try end(ending)
        // Now and then the next one does not even begin to serve, or is still replaying.
        if ending == .killed, Int.random(in: 0..<8, using: &generator) == 0 {
            try start(awaitsAnswer: false)
            try end(
                .killed, withinMilliseconds: [5, 30, 100].randomElement(using: &generator) ?? 5)
        }
        try start()
    }

    /// Ends the daemon after a while that nobody chose.
    func end(_ ending: Ending, withinMilliseconds most: UInt32 = 4) throws {
        usleep(UInt32.random(in: 0...most * 1000, using: &generator))
        endings += 1
        switch ending {
        case .killed: daemon.child.killAndReap()
        case .stopped: #expect(try daemon.terminate() == 0, seed)
        }
    }

    func start(awaitsAnswer: Bool = true) throws {
        round += 1
        for regular in regulars { regular.round = round }
        daemon = try Daemon(
            options,
            settings: Daemon.Settings(
                socket: socket, ledger: ledger.directory, awaitsAnswer: awaitsAnswer))
    }

    /// Lets everybody say what is on its way, and hear it; then ends the daemon in order.
    func finish() throws {
        for regular in regulars { regular.stopTalking() }
        try waitFor("the last receipts") { regulars.allSatisfy { $0.counts.pending == 0 } }
        let host = try daemon.join("host")
        try host.say(Regular.lastWords)
        try waitFor("all to go home") { regulars.allSatisfy { $0.counts.isHome } }
        #expect(try daemon.terminate() == 0, seed)
    }

    // MARK: What was promised

    /// Checks that the ledger and everybody who read have the same, whole and once, with every receipt true.
    func expectPromisesKept(inOwnOrder isOrdered: Bool = true) throws {
        let said = try ledger.said()
        #expect(said.map { $0[integer: "seq"] } == Array(1...said.count), "no gap, \(seed)")
        let numbers = Dictionary(grouping: said, by: { $0["id"] }).compactMapValues {
            $0.map { $0[integer: "seq"] ?? 0 }
        }
        for (id, all) in numbers { if id != nil { #expect(all.count == 1, seed) } }
        let lines = said.map(\.line)
        for regular in regulars {
            let diary = regular.diary
            #expect(diary.fault == nil, seed)
            #expect(diary.pending.isEmpty && diary.isHome, seed)
            let isSame = diary.heard.elementsEqual(lines[(diary.firstSeq - 1)...])
            #expect(isSame, "\(regular.name) heard the ledger, \(seed)")
            for (id, seq) in diary.acknowledged { #expect(numbers[id] == [seq], seed) }
            let own = said.compactMap { $0["id"] }.filter { $0.hasPrefix("\(regular.name)-") }
            #expect(Set(own) == Set(diary.acknowledged.keys), seed)
            let ordered = (1...max(1, own.count)).prefix(own.count).map { "\(regular.name)-\($0)" }
            if isOrdered { #expect(own == ordered, "\(regular.name)'s own order, \(seed)") }
        }
    }

    /// How many of the daemons went away while something had been sent and had no receipt.
    var endingsWithoutReceipt: Int {
        Set(regulars.flatMap { $0.diary.unacknowledged.filter { $1 > 0 }.keys }).count
    }

    /// What happened, in a line.
    var figures: String {
        let diaries = regulars.map(\.diary)
        func sum(_ count: (Diary) -> Int) -> Int { diaries.reduce(0) { $0 + count($1) } }
        return "ended=\(endings) acknowledged=\(sum { $0.acknowledged.count })"
            + " unacknowledged-at=\(endingsWithoutReceipt) said-again=\(sum { $0.saidAgain })"
            + " found-in-replay=\(sum { $0.foundAgain }) refused=\(sum { $0.refusals })"
            + " torn=\(ledger.names.count { $0.hasSuffix(".torn") }) seed=\(generator.seed)"
    }
}
