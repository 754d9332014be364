import TalkProtocol
import TestSupport
import Testing

extension JSONClient {
    /// Asks to hand descriptors over, and does; gives the answer.
    ///
    /// Once more where that took about as long as the daemon waits for them: then it is not said what they are.
    func hand(_ descriptors: [OwnDescriptor], with byte: UInt8 = 0x0A) throws -> WireEvent {
        let begun = ContinuousClock.now
        let answer = try handOnce(descriptors, with: byte)
        let mayBeLate = ContinuousClock.now - begun > .seconds(Limits.handoverSeconds - 1)
        guard mayBeLate, answer["code"] == "not-a-terminal" else { return answer }
        return try handOnce(descriptors, with: byte)
    }

    private func handOnce(_ descriptors: [OwnDescriptor], with byte: UInt8) throws -> WireEvent {
        let id = "hand-\(UInt64.random(in: 0...UInt64.max))"
        try send(#"{"do":"mesg","messages":true,"fd":true,"id":"\#(id)"}"#)
        try expect("give")
        #expect(try stream.hand(descriptors.map(\.raw), with: [byte]))
        while let event = try next() {
            if event["id"] == id { return event }
        }
        throw Unmet("the session ended", seen: stream.testimony)
    }
}
