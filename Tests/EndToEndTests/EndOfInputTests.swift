import TestSupport
import Testing

/// The end of input right after lines of every size at which the daemon reads differently.
@Suite struct EndOfInputTests {
    @Test(arguments: [1023, 1024, 1025, 2048, 66_559, 66_560, 66_561, 132_096])
    func `all that came before the end of input is said, however many bytes it was`(
        count: Int
    ) throws {
        // Without a disk, on which what is said could wait until its sender has left.
        let daemon = try Daemon(Daemon.roomy + ["history=memory"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let bob = try daemon.json()
        try bob.hello("bob", extra: #""backlog":0"#)
        var bytes: [UInt8] = []
        var lines = 0
        let start = Array(#"{"do":"say","text":""#.utf8)
        let end = Array("\"}\n".utf8)
        while bytes.count < count {
            let most = count - bytes.count
            // The last line fills what is left.
            let text = most < 200 ? most - start.count - end.count : 70
            bytes += start + Array(repeating: UInt8(ascii: "x"), count: text) + end
            lines += 1
        }
        #expect(bytes.count == count)
        try bob.stream.send(bytes)
        bob.stream.finishSending()
        for _ in 1...lines { try ada.expect("said") }
        #expect(try ada.expect("left")["reason"] == "quit")
    }
}
