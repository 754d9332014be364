import Foundation

/// Many connections served by one thread: each sends what it is given and collects what comes.
///
/// For tests of load, where a thread or a parse for every client would measure the tests.
package final class Pump {
    package struct Connection {
        package let stream: LineStream
        /// What is still to be sent.
        package var outgoing: [UInt8]
        /// What has come since it was added.
        package fileprivate(set) var incoming: [UInt8] = []
        fileprivate var sent = 0
        fileprivate var isDone = false
    }

    package private(set) var connections: [Connection] = []

    package init() {}

    package func add(_ stream: LineStream, sending bytes: [UInt8] = []) {
        connections.append(Connection(stream: stream, outgoing: bytes))
    }

    /// Gives a connection more to send.
    package func send(_ bytes: [UInt8], on index: Int) {
        connections[index].outgoing += bytes
    }

    /// Sends and collects until each connection has sent all and has got a line that holds `mark`.
    package func run(until mark: String, within seconds: Double) throws {
        let deadline = Deadline(after: seconds)
        let mark = Array(mark.utf8)
        for index in connections.indices { connections[index].isDone = false }
        while let waiting = try turn(mark, by: deadline), waiting > 0 {}
    }

    /// One look at all of them; the number of those that are not done.
    private func turn(_ mark: [UInt8], by deadline: Deadline) throws -> Int? {
        var entries = connections.map { connection in
            let isSending = connection.sent < connection.outgoing.count
            return pollfd(
                fd: connection.isDone ? -1 : connection.stream.descriptor,
                events: Int16(POLLIN) | (isSending ? Int16(POLLOUT) : 0), revents: 0)
        }
        let waiting = entries.count { $0.fd >= 0 }
        guard waiting > 0 else { return 0 }
        let ready = poll(&entries, nfds_t(entries.count), deadline.remainingMilliseconds)
        guard ready > 0 else { throw Unmet("\(waiting) connections wait", seen: tails) }
        for (index, entry) in entries.enumerated() where entry.revents != 0 {
            if entry.revents & Int16(POLLOUT) != 0 { send(index) }
            if entry.revents & ~Int16(POLLOUT) != 0 { try collect(index, mark) }
        }
        return waiting
    }

    private func send(_ index: Int) {
        let rest = connections[index].outgoing[connections[index].sent...].prefix(1 << 14)
        let count = rest.withUnsafeBytes {
            Glibc.send(
                connections[index].stream.descriptor, $0.baseAddress, $0.count,
                Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        if count > 0 { connections[index].sent += count }
    }

    private func collect(_ index: Int, _ mark: [UInt8]) throws {
        let old = connections[index].incoming.count
        let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 18) { space, count in
            let descriptor = connections[index].stream.descriptor
            count = max(0, Glibc.read(descriptor, space.baseAddress, space.count))
        }
        guard !chunk.isEmpty else { throw Unmet("connection \(index) was closed", seen: tails) }
        connections[index].incoming += chunk
        let fresh = connections[index].incoming[max(0, old - mark.count)...]
        let isMarked = fresh.withUnsafeBytes {
            $0.baseAddress.map { memmem($0, fresh.count, mark, mark.count) != nil } ?? false
        }
        if isMarked && connections[index].sent == connections[index].outgoing.count {
            connections[index].isDone = true
        }
    }

    private var tails: [String] {
        connections.enumerated().map { index, connection in
            "\(index): sent \(connection.sent) of \(connection.outgoing.count), got "
                + "\(connection.incoming.count), … \(escaped(connection.incoming.suffix(120)))"
        }
    }
}
