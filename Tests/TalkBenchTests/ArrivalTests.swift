import Testing

@testable import TalkBench

@Suite struct ArrivalTests {
    private static let framing = Wire.talkroom.framing

    private static func said(_ payload: Payload) -> [UInt8] {
        var bytes = Array("{\"event\":\"said\",\"text\":\"".utf8)
        payload.append(to: &bytes)
        return bytes + Array("\"}\n".utf8)
    }

    private static let before =
        Array("talkroom 1 vm: choose\n{\"event\":\"welcome\"}\n{\"event\":\"joined\"}\n".utf8)
        + said(.probe) + Array("{\"event\":\"joined\"}\n".utf8) + said(.probe) + said(.start)
    private static let after = said(Payload(publisher: 0, number: 0))

    @Test func `the start is found, and what came before is counted, wherever it is cut`() throws {
        let all = Self.before + Self.after
        for cut in 0...all.count {
            var arrival = Arrival()
            let first = try arrival.take(all.span.extracting(..<cut), framing: Self.framing)
            if cut >= Self.before.count {
                #expect(first == Self.before.count)
            } else {
                #expect(first == nil)
                #expect(!arrival.hasStarted)
                let second = try arrival.take(
                    all.span.extracting(cut...), framing: Self.framing)
                #expect(second == Self.before.count - cut)
            }
            #expect(arrival.hasHeard && arrival.hasStarted)
            #expect(arrival.announcements == 2)
        }
    }
}
