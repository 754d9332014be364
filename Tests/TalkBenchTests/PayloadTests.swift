import Testing

@testable import TalkBench

@Suite struct PayloadTests {
    @Test(arguments: [(0, 0), (7, 12_345), (99_998, 9_999_999_999)])
    func `what is written is read`(publisher: Int, number: Int) {
        let payload = Payload(publisher: publisher, number: number)
        var bytes = Array("before".utf8)
        payload.append(to: &bytes)
        #expect(bytes.count == 6 + Payload.byteCount)
        #expect(Payload(bytes.span, at: 6) == payload)
    }

    @Test func `no byte of a payload can be another`() {
        let payload = Payload(publisher: 12_345, number: 6_789)
        var bytes: [UInt8] = []
        payload.append(to: &bytes)
        for index in bytes.indices {
            var mangled = bytes
            mangled[index] ^= 1
            #expect(Payload(mangled.span, at: 0) != payload)
        }
    }

    @Test func `a payload that is not there to its end is none`() {
        var bytes: [UInt8] = []
        Payload.probe.append(to: &bytes)
        for start in [-1, 1, 64] { #expect(Payload(bytes.span, at: start) == nil) }
        #expect(Payload(Array(bytes.dropLast()).span, at: 0) == nil)
    }
}
