import Foundation

/// A client of the plain dialect: a person with `nc -U`, or the program itself on a pipe.
package final class PlainClient {
    package let stream: LineStream
    /// Keeps the program that carries the bytes, where there is one.
    package let carrier: Child?

    package init(_ stream: LineStream, carrier: Child? = nil) {
        self.stream = stream
        self.carrier = carrier
    }

    package func send(_ line: String) throws { try stream.send(Array((line + "\n").utf8)) }

    /// The next line; nil at the end of the stream.
    package func next(by deadline: Deadline = Deadline()) throws -> String? {
        try stream.nextLine(by: deadline).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads on until a line matches, and returns it.
    @discardableResult
    package func expect(
        _ wanted: String, within seconds: Double = Deadline.generousSeconds,
        where matches: (String) -> Bool
    ) throws -> String {
        try gather(until: wanted, within: seconds, where: matches).last ?? ""
    }

    /// Reads on until that very line, and returns it.
    @discardableResult
    package func expect(line: String) throws -> String {
        try expect(escaped(line)) { $0 == line }
    }

    /// Reads on until a notice that names all of `words`, in any case, and returns it.
    @discardableResult
    package func expectNotice(_ words: String...) throws -> String {
        try expect("a notice with \(words)") { line in
            line.hasPrefix("-- ")
                && words.allSatisfy { line.lowercased().contains($0.lowercased()) }
        }
    }

    /// Reads on until a line matches; returns all that came, that one last.
    package func gather(
        until wanted: String, within seconds: Double = Deadline.generousSeconds,
        where matches: (String) -> Bool
    ) throws -> [String] {
        let deadline = Deadline(after: seconds)
        var gathered: [String] = []
        do {
            while let line = try next(by: deadline) {
                gathered.append(line)
                if matches(line) { return gathered }
            }
        } catch {
            throw Unmet("waited for \(wanted): \(error)")
        }
        throw Unmet("closed before \(wanted)", seen: stream.testimony)
    }

    /// The question for a name: the daemon's greeting.
    @discardableResult
    package func expectQuestion() throws -> String {
        try expect("the greeting") { $0.hasPrefix("talkroom 1 ") && $0.contains(": ") }
    }

    /// Answers the question and waits for the notice that it was accepted.
    @discardableResult
    package func enter(_ name: String) throws -> String {
        try expectQuestion()
        try send(name)
        return try expect("the notice of entering") { $0.hasPrefix("-- ") }
    }

    package func linesToEnd() throws -> [String] {
        try stream.linesToEnd().map { String(decoding: $0, as: UTF8.self) }
    }

    package func close() { stream.close() }
}
