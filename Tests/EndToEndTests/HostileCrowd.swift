import Foundation
import TalkProtocol
import TestSupport
import Testing

/// A daemon, a crowd of one kind, and two who talk meanwhile.
struct HostileCrowd {
    private let kind: String
    private let count: Int
    private let cgroup: MemoryCgroup?
    private let daemon: Daemon
    private let crowds: [PlainClient]
    private let talkers: [JSONClient]
    private let before: ProcessFacts
    private let bytesBefore: Int
    private let ceiling: (ofDaemon: Int, ofAll: Int)
    private var rounds = 0
    /// When the first of them cannot have come yet.
    private var cameAfter = ContinuousClock.now

    /// What a daemon may grow by that has served so many: room in tables, and what malloc(3) keeps in each of its
    /// arenas.
    private static let slackKiB = 24 * 1024

    private static let showsMemory =
        ProcessInfo.processInfo.environment["TALKROOM_SHOW_MEMORY"] != nil

    /// Accounts of no login, and how many sessions of each there are: what one may have as it is.
    private static let firstUID = 2_000_000_000
    private static let sessionsOfAccount = 60

    /// Root's can be ten thousand; where nobody but its own account may come, and where a sanitizer looks at each step,
    /// fewer are as good.
    private static var size: Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let some = min(
            HostRoom.sessions, Sanitizer.isThread ? 500 : Programs.isRoot ? 10_000 : 1000)
        // The daemon keeps some for terminals, an eighth for those it holds and one for those it writes to.
        return min(some, (Int(clamping: limit.rlim_max) - 200) / 4 * 3)
    }

    init(_ kind: String, processes: Int = 1) throws {
        self.kind = kind
        count = Self.size / processes * processes
        let cgroup = Programs.isRoot ? MemoryCgroup() : nil
        self.cgroup = cgroup
        let sessions = count + 10
        ceiling = memoryCeiling(sessions: sessions)
        // Each of root's crowd is one of many accounts, held to what these may do; else all are of one.
        let roomy = Programs.isRoot ? [] : ["pace=off", "sessions_per_account=\(sessions)"]
        let daemon = try Daemon(
            ["history=memory", "sessions=\(sessions)"] + roomy,
            settings: Daemon.Settings(prefix: cgroup?.asPrefix ?? []))
        self.daemon = daemon
        talkers = try ["ada", "bea"].map { try daemon.join($0) }
        before = try daemon.settledFacts(holding: talkers.count)
        bytesBefore = cgroup?.bytes ?? 0
        let each = count / processes
        crowds = try (0..<processes).map { process in
            let uid = Programs.isRoot ? Self.firstUID + process * 1000 : -1
            let (stream, child) = try carry([
                Programs.python, Programs.fixture("hostile.py"), daemon.socket, kind, "\(each)",
                "\(uid)", "\(Self.sessionsOfAccount)", "\(Limits.firstLineSeconds)",
            ])
            daemon.watch(stream)
            return PlainClient(stream, carrier: child)
        }
    }

    func end() {
        kill()
        daemon.end()
    }

    func kill() {
        for crowd in crowds { crowd.carrier?.killAndReap() }
    }

    mutating func order(_ word: String) throws {
        try begin(word)
        try expectDone(word)
        guard word == "come", kind != "fleeting" else { return }
        try eventually(
            "all of them to be served", within: Deadline.crowdSeconds, seen: { ["\(daemon.facts)"] }
        ) {
            daemon.facts.threads >= before.threads + count || mayHaveEnded
        }
    }

    /// Whether the machine is so slow that the first have been there, without a whole line, for nearly as long as
    /// the daemon waits for one. That all were served was seen by themselves then: each was greeted.
    private var mayHaveEnded: Bool {
        kind != "deaf"
            && ContinuousClock.now - cameAfter > .seconds(Limits.firstLineSeconds * 3 / 4)
    }

    mutating func begin(_ word: String) throws {
        if word == "come" { cameAfter = .now }
        for crowd in crowds { try crowd.send(word) }
    }

    func expectDone(_ word: String) throws {
        for crowd in crowds {
            let answer = try crowd.expect("an answer to \(word)", within: Deadline.crowdSeconds) {
                _ in true
            }
            guard answer == "\(word) ok" else { throw Unmet(escaped(answer), seen: daemon.printed) }
        }
    }

    /// The two say something in turn, and both hear each of it.
    mutating func talk(_ count: Int, textBytes: Int = 20) throws {
        for _ in 1...count {
            rounds += 1
            let text = "round \(rounds) " + String(repeating: "w", count: textBytes)
            try talkers[rounds % 2].say(text)
            for talker in talkers {
                try talker.expect("said", within: Deadline.crowdSeconds) { $0["text"] == text }
            }
        }
    }

    func expectNoMoreThanTheCeiling() throws {
        // A sanitizer has memory of its own.
        guard !Sanitizer.isThread else { return }
        let facts = daemon.facts
        #expect(facts.residentKiB > 0)
        #expect(facts.residentKiB * 1024 <= ceiling.ofDaemon, "\(facts)")
        guard let cgroup else { return }
        let peak = cgroup.peakBytes
        #expect(peak > bytesBefore)
        #expect(peak <= ceiling.ofAll, "\(facts)")
        if Self.showsMemory {
            print("\(kind): \(count) of them, \(facts), peak \(peak), ceiling \(ceiling.ofAll)")
        }
    }

    /// All that the daemon had because of them is gone; of the kernel's memory, which it gives back when it likes, all
    /// but a tenth.
    func expectNoTrace() throws {
        try eventually(
            "the daemon to let go", within: Deadline.crowdSeconds,
            seen: { ["\(daemon.facts)", "\(before)"] }
        ) {
            let now = daemon.facts
            return now.descriptors <= before.descriptors && now.threads <= before.threads
        }
        guard !Sanitizer.isThread else { return }
        try eventually(
            "its memory", within: Deadline.crowdSeconds,
            seen: { ["\(daemon.facts), before: \(before)"] }
        ) {
            daemon.facts.residentKiB <= before.residentKiB + Self.slackKiB
        }
        if Self.showsMemory { print("\(kind): afterwards \(daemon.facts), before: \(before)") }
        guard let cgroup else { return }
        let slack = Self.slackKiB * 1024 + (cgroup.peakBytes - bytesBefore) / 10
        try eventually(
            "the kernel's memory", within: Deadline.crowdSeconds,
            seen: { ["\(cgroup.bytes), before: \(bytesBefore)"] }
        ) {
            cgroup.bytes <= bytesBefore + slack
        }
    }
}
