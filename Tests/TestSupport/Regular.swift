import Foundation

/// Somebody who comes back as often as the daemon goes away, in a thread of their own.
///
/// As promise 3 has it: reads what was missed up to the welcome's number first, where what was said counts as a
/// receipt, and then says again, with the same ids, what has none.
package final class Regular: @unchecked Sendable {
    package struct Habits: Sendable {
        /// How many messages are on their way at once; 0 for one who only reads.
        package var window = 0
        /// How long they are, at the least.
        package var textBytes = 0
        /// Hangs up unasked once in so many events.
        package var eventsPerHangUp: Int?
        /// Whether everything is wanted that was ever said, or what is said from now on.
        package var readsFromStart = true

        package init(
            window: Int = 0, textBytes: Int = 0, eventsPerHangUp: Int? = nil,
            readsFromStart: Bool = true
        ) {
            self.window = window
            self.textBytes = textBytes
            self.eventsPerHangUp = eventsPerHangUp
            self.readsFromStart = readsFromStart
        }
    }

    /// The text after which every regular goes home.
    package static let lastWords = "that is all"

    package let name: String
    let habits: Habits
    let socket: String
    private let lock = NSLock()
    private var shared = Diary()
    private var goesOnTalking = true
    private var theRound: Int

    /// - Parameter round: See ``round``.
    package init(
        _ name: String, at socket: String, habits: Habits, seed: UInt64, round: Int
    ) {
        self.name = name
        self.habits = habits
        self.socket = socket
        theRound = round
        let thread = Thread { [self] in
            var visitor = Visitor(of: self, seed: seed)
            visitor.run()
        }
        // So that what a debugger shows can be told apart.
        thread.name = name
        thread.start()
    }

    /// What was seen and done so far.
    package var diary: Diary { lock.withLock { shared } }

    /// How many were acknowledged, and how many were refused, without a copy of everything.
    package var counts: (acknowledged: Int, pending: Int, refused: Int, isHome: Bool) {
        lock.withLock {
            (shared.acknowledged.count, shared.pending.count, shared.refusals, shared.isHome)
        }
    }

    /// A promise that was not kept.
    package var fault: String? { lock.withLock { shared.fault } }

    /// Begins nothing new; what is on its way is said, however long that takes.
    package func stopTalking() { lock.withLock { goesOnTalking = false } }

    var isTalking: Bool { lock.withLock { goesOnTalking } }

    /// The daemon's number: under it is noted what had no receipt when the daemon went away.
    package var round: Int {
        get { lock.withLock { theRound } }
        set { lock.withLock { theRound = newValue } }
    }

    func write<Result>(_ body: (inout Diary) -> Result) -> Result {
        lock.withLock { body(&shared) }
    }
}
