import Posix
import TalkProtocol

/// The wire to the daemon: what is due to it, and the lines that came from it. Never blocks.
final class Connection {
    /// The daemon is not trusted to end its lines.
    private static let maxLineBytes = 1024 * 1024
    private static let readBytes = 64 * 1024

    private let socket: Socket
    private var reader = LineReader(maxLineBytes: maxLineBytes)
    private var outbox = ByteQueue()
    /// False once the daemon takes nothing more; what it said before can still be read.
    private(set) var takesMore = true
    /// True once everything that the daemon sent has arrived.
    private(set) var isEnded = false
    /// True when it did not close the connection but vanished.
    private(set) var wasReset = false
    private(set) var receivedBytes = 0

    init(_ socket: consuming Socket) {
        self.socket = socket
    }

    /// Bytes that the daemon has not taken yet.
    var dueBytes: Int { outbox.count }

    func send(_ bytes: [UInt8]) {
        guard takesMore else { return }
        outbox += bytes
    }

    /// Hands over what the kernel takes.
    func flush() {
        guard takesMore, !outbox.isEmpty else { return }
        do throws(SystemError) {
            while !outbox.isEmpty, let count = try socket.send(outbox.rest) {
                outbox.removeFirst(count)
            }
        } catch {
            // It went away. What it said last, and why, may still be there to be read.
            takesMore = false
            outbox.removeAll()
        }
    }

    /// Hands a terminal over. The daemon asked for it, so it has taken all that was due before.
    func handOver(_ terminal: OwnTerminal) throws(SystemError) {
        guard outbox.isEmpty, try socket.handOver(terminal) else { throw .tryAgain }
    }

    /// Takes in what has arrived.
    ///
    /// - Returns: How many bytes that is.
    func receive() -> Int {
        do throws(SystemError) {
            switch try socket.receive(maxBytes: Self.readBytes) {
            case .bytes(let bytes):
                receivedBytes += bytes.count
                reader.append(bytes)
                return bytes.count
            case .nothing: break
            case .end: isEnded = true
            }
        } catch {
            // ECONNRESET: it went away without reading all of ours, or before it took us in. That is an
            // end too.
            isEnded = true
            wasReset = true
        }
        return 0
    }

    /// The next whole line; an unfinished one at the end is none.
    func nextLine() -> LineReader.Line? {
        reader.next()
    }

    func join(_ set: inout PollSet, forReading: Bool) {
        var conditions: PollConditions = forReading ? .readable : []
        if takesMore, !outbox.isEmpty { conditions.insert(.writable) }
        set.add(socket, for: conditions)
    }

    /// Gives the daemon so long to take what is due to it.
    func drain(milliseconds: Int64) {
        let deadline = MonotonicClock.milliseconds() + milliseconds
        while dueBytes > 0 {
            let left = deadline - MonotonicClock.milliseconds()
            var set = PollSet()
            join(&set, forReading: false)
            do throws(SystemError) {
                guard left > 0, try !set.wait(milliseconds: left)[0].isEmpty else { return }
            } catch {
                return
            }
            flush()
        }
    }
}
