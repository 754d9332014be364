import Foundation

/// A client of the JSON dialect that trusts nothing it reads.
package final class JSONClient {
    package let stream: LineStream
    /// Keeps the program that carries the bytes, where there is one.
    private let carrier: Child?
    /// The line that came before any event; empty when the other end sends none (`talkroom --json`).
    package private(set) var greeting = ""

    package init(_ stream: LineStream, carrier: Child? = nil, greeted: Bool = true) throws {
        self.stream = stream
        self.carrier = carrier
        guard greeted else { return }
        guard let line = try stream.nextLine(by: Deadline()) else {
            throw Unmet("closed without a greeting")
        }
        greeting = String(decoding: line, as: UTF8.self)
    }

    /// Sends one line; without its LF when it is to stay unfinished.
    package func send(_ line: String, unfinished: Bool = false) throws {
        try stream.send(Array((unfinished ? line : line + "\n").utf8))
    }

    /// Sends a line of anything.
    package func send(bytes: [UInt8]) throws {
        try stream.send(bytes + [0x0A])
    }

    /// Enters the room.
    @discardableResult
    package func hello(_ name: String? = nil, extra: String = "") throws -> WireEvent {
        let named = name.map { #","name":\#(quoted($0))"# } ?? ""
        let more = extra.isEmpty ? "" : "," + extra
        try send(#"{"do":"hello"\#(named)\#(more)}"#)
        return try expect("welcome")
    }

    package func say(_ text: String, id: String? = nil) throws {
        let marked = id.map { #","id":\#(quoted($0))"# } ?? ""
        try send(#"{"do":"say","text":\#(quoted(text))\#(marked)}"#)
    }

    /// The next event; nil at the end of the stream.
    package func next(by deadline: Deadline = Deadline()) throws -> WireEvent? {
        try stream.nextLine(by: deadline).map { try WireEvent($0) }
    }

    /// Reads on until an event of that kind matches, and returns it.
    @discardableResult
    package func expect(
        _ event: String, within seconds: Double = Deadline.generousSeconds,
        where matches: (WireEvent) -> Bool = { _ in true }
    ) throws -> WireEvent {
        let gathered = try gather(until: event, within: seconds, where: matches)
        guard let last = gathered.last else { throw Unmet("nothing gathered") }
        return last
    }

    /// Reads on until an event of that kind matches; returns all that came, that one last.
    package func gather(
        until event: String, within seconds: Double = Deadline.generousSeconds,
        where matches: (WireEvent) -> Bool = { _ in true }
    ) throws -> [WireEvent] {
        let deadline = Deadline(after: seconds)
        var gathered: [WireEvent] = []
        do {
            while let next = try next(by: deadline) {
                gathered.append(next)
                if next.event == event && matches(next) { return gathered }
            }
        } catch {
            throw Unmet("waited for `\(event)`: \(error)")
        }
        throw Unmet("closed before `\(event)`", seen: stream.testimony)
    }

    /// Asks for a pong and returns all that came before it: what the daemon had to say by now.
    @discardableResult
    package func settle() throws -> [WireEvent] {
        let id = "settle-\(UInt64.random(in: 0...UInt64.max))"
        try send(#"{"do":"ping","id":"\#(id)"}"#)
        return try gather(until: "pong") { $0["id"] == id }.dropLast()
    }

    /// Reads to the end of the stream.
    package func eventsToEnd() throws -> [WireEvent] {
        try stream.linesToEnd().map { try WireEvent($0) }
    }

    package func close() { stream.close() }

    /// Ends the program that carries the bytes with SIGKILL.
    package func killCarrier() { carrier?.killAndReap() }
}
