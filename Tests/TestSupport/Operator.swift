import Foundation

/// Whoever runs the tests, as an operator of the daemons that they start.
package enum Operator {
    /// What makes them one: root is, without being said to.
    package static var settings: [String] {
        guard !Programs.isRoot else { return [] }
        return ["operators=\(NameService.group(ofGID: getegid()) ?? "\(getegid())")"]
    }
}

extension JSONClient {
    /// Asks for something that operators do.
    ///
    /// - Returns: `acted`, or the code of the error.
    @discardableResult
    package func act(_ what: String, _ members: String = "") throws -> WireEvent {
        let id = "act-\(UInt64.random(in: 0...UInt64.max))"
        try send(#"{"do":"\#(what)","id":"\#(id)"\#(members.isEmpty ? "" : ",")\#(members)}"#)
        while let next = try next() {
            if next["id"] == id { return next }
        }
        throw Unmet("closed before \(what) was answered", seen: stream.testimony)
    }

    /// Takes the text of a message away, until it is gone: one that was begun in time may be done after this one was
    /// told that it is not.
    package func redact(_ seq: Int, text: String = "") throws {
        try eventually("number \(seq) is blank") {
            let answer = try act("redact", #""seq":\#(seq),"text":\#(quoted(text))"#)
            return answer.event == "acted" || answer["code"] == "no-such-message"
        }
    }

    /// What operators did, as everybody may ask.
    package func acts(_ members: String = "") throws -> [WireEvent] {
        try send(#"{"do":"acts"\#(members.isEmpty ? "" : ",")\#(members)}"#)
        return try gather(until: "end").filter { $0.event == "act" }
    }
}
