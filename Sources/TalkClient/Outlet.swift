import Posix
import TalkLanguage

/// Standard output, and what is due to it.
final class Outlet {
    private let output = StandardOutput()
    private var due = ByteQueue()

    /// Bytes that have not been taken yet.
    var dueBytes: Int { due.count }

    func put(_ bytes: [UInt8]) {
        due += bytes
    }

    /// Forgets what is due.
    func clear() {
        due.removeAll()
    }

    /// Lets `set` wait for room where something is due, else only for the reader's going.
    func join(_ set: inout PollSet) {
        output.join(&set, forRoom: !due.isEmpty)
    }

    /// Writes what is taken without waiting, now that `conditions` hold.
    ///
    /// - Throws: ``Ending`` when nobody reads any more: to go on would be to talk to the wall.
    func write(given conditions: PollConditions) throws(Ending) {
        guard !conditions.isEmpty else { return }
        if due.isEmpty {
            guard !conditions.isDisjoint(with: [.failed, .hungUp]) else { return }
            throw Ending(.inputOutput, .outputFailed(SystemError.brokenPipe.phrase))
        }
        do throws(SystemError) {
            if let count = try output.write(due.rest) { due.removeFirst(count) }
        } catch {
            throw Ending(.inputOutput, .outputFailed(error.phrase))
        }
    }

    /// Writes all that is due.
    ///
    /// - Parameter milliseconds: How long it gets to be taken.
    /// - Returns: Whether it was.
    func drain(milliseconds: Int64) -> Bool {
        let deadline = MonotonicClock.milliseconds() + milliseconds
        while !due.isEmpty {
            var set = PollSet()
            join(&set)
            let left = deadline - MonotonicClock.milliseconds()
            do throws(SystemError) {
                guard left > 0, try !set.wait(milliseconds: left)[0].isEmpty else { return false }
                if let count = try output.write(due.rest) { due.removeFirst(count) }
            } catch {
                return false
            }
        }
        return true
    }
}
