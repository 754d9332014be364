import Posix
import Synchronization
import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// The one thread that closes terminals when their owners' stay at them ends, so that they see their end; and
/// that tells those who rang somebody, and are not here, that they are answered.
///
/// It never waits for a terminal: what one does not take at once, it does not get.
final class TerminalWatch: Sendable {
    /// Somebody has come whom others rang.
    private struct Answer: Sendable {
        let account: Account
        let callers: [UInt32]
    }

    private static let maxAnswers = 1024

    private let terminals: Terminals
    private let settings: ServerSettings
    private let host: SafeText
    private let isStopping = Atomic(false)
    /// Lock order: a leaf.
    private let answers = Locked<[Answer]>([])

    init(over terminals: Terminals, _ settings: ServerSettings, host: SafeText) {
        self.terminals = terminals
        self.settings = settings
        self.host = host
    }

    /// Makes ``run(in:)`` return.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        terminals.watchCall.wake()
    }

    /// Tells some accounts, at their terminals, that somebody whom they rang has come.
    func tell(_ callers: [UInt32], that account: Account) {
        guard !callers.isEmpty else { return }
        answers.withLock { answers in
            // Who rings ever so many is not told of all of them.
            guard answers.count < Self.maxAnswers else { return }
            answers.append(Answer(account: account, callers: callers))
        }
        terminals.watchCall.wake()
    }

    /// The thread's work.
    func run(in hall: Hall) {
        while !isStopping.load(ordering: .acquiring) {
            for answer in takeAnswers() { tell(answer, in: hall) }
            sleep(hall)
        }
    }

    private func takeAnswers() -> [Answer] {
        answers.withLock { answers in
            defer { answers = [] }
            return answers
        }
    }

    private func sleep(_ hall: Hall) {
        let handed = terminals.allHanded
        var set = PollSet()
        terminals.watchCall.join(&set)
        for terminal in handed { terminal.join(&set) }
        let hanging = terminals.hangingHandovers
        for entry in hanging { entry.handover.join(&set) }
        do throws(SystemError) {
            let ready = try set.wait(milliseconds: nil)
            if !ready[0].isEmpty { terminals.watchCall.clear() }
            for (index, terminal) in handed.enumerated()
            where !ready[1 + 2 * index].isEmpty || !ready[2 + 2 * index].isEmpty {
                terminals.letGo(terminal)
            }
            for (entry, condition) in zip(hanging, ready.dropFirst(1 + 2 * handed.count))
            where !condition.isEmpty {
                terminals.endHandover(entry.handover, by: entry.uid)
            }
        } catch {
            // poll(2) lacks memory: the next round asks again.
            hall.log.note(LogLine("poll").with("error", error).at(.wrong))
            Thread.sleep(milliseconds: Connection.lookAgainMilliseconds)
        }
    }

    private func tell(_ answer: Answer, in hall: Hall) {
        let callers = Set(answer.callers)
        let places: [Terminals.Place]
        do throws(SystemError) {
            places = try terminals.all().filter { place in
                callers.contains(place.device.owner) && place.takesMessages
                    && hall.change { $0.wishes[place.device.owner].takesMessages }
            }
        } catch {
            hall.log.note(LogLine("terminals").with("error", error).at(.wrong))
            return
        }
        let login = SafeText(sanitizing: answer.account.defaultName.string)
        let notice = TerminalNotice(
            [
                .answeredAtTerminal(
                    "\(login)@\(host)", time: WallClock.local().time,
                    command: settings.enteringCommand)
            ], in: hall.language, of: login)
        var delivery = TerminalDelivery(of: notice, among: terminals, milliseconds: 0)
        delivery.run(to: places)
    }
}
