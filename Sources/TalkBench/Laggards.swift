import Posix

/// Clients that do not read, and such as read a byte a second: every other one.
///
/// They have a thread of their own, which sleeps nearly always.
final class Laggards: Sendable {
    private static let pauseMilliseconds: Int64 = 1000

    private let connections: [Crowd.Connection]
    private let isOver = Locked(false)
    private let thread: Thread

    /// Lets so many enter.
    ///
    /// - Parameter hello: What one of them says first, by its number.
    init(_ count: Int, at address: Address, hello: (Int) -> [UInt8]) throws(Fault) {
        var connections: [Crowd.Connection] = []
        do throws(SystemError) {
            for number in 0..<count {
                guard let socket = try address.connect() else { throw SystemError.tryAgain }
                _ = try socket.send(hello(number).span)
                connections.append(Crowd.Connection(socket))
            }
            let readers = connections.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
            thread = try Thread.start(name: "laggards") { [isOver] in
                Self.read(readers, until: isOver)
            }
        } catch {
            throw .system(error)
        }
        self.connections = connections
    }

    /// How many the server has hung up on.
    func countEnded() throws(Fault) -> Int {
        var ended = 0
        do throws(SystemError) {
            for connection in connections {
                let conditions = try connection.socket.wait(for: [], milliseconds: 0)
                if !conditions.isDisjoint(with: [.hungUp, .failed]) { ended += 1 }
            }
        } catch {
            throw .system(error)
        }
        return ended
    }

    /// Ends the thread. Call it once.
    func stop() {
        isOver.withLock { $0 = true }
        isOver.wakeWaiters()
        thread.join()
    }

    private static func read(_ readers: [Crowd.Connection], until isOver: Locked<Bool>) {
        var byte: [UInt8] = [0]
        while isOver.waitFor(milliseconds: pauseMilliseconds, { $0 ? true : nil }) == nil {
            for reader in readers {
                do throws(SystemError) {
                    _ = try reader.socket.receive(into: &byte)
                } catch {
                    // It was hung up on, which is counted elsewhere.
                }
            }
        }
    }
}
