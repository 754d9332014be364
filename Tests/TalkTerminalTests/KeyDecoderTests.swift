import TalkTerminal
import Testing

@Suite struct KeyDecoderTests {
    /// What a terminal may send, and what it means.
    static let streams: [(bytes: [UInt8], keys: [Key])] = [
        (Array("oi".utf8), [.character("o"), .character("i")]),
        (Array("aé€😀".utf8), [.character("a"), .character("é"), .character("€"), .character("😀")]),
        ([0x7F, 0x08], [.backspace, .backspace]),
        ([0x0D, 0x0A, 0x09], [.enter, .enter, .tab]),
        ([0x01, 0x05, 0x15], [.control("a"), .control("e"), .control("u")]),
        (Array("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D".utf8), [.up, .down, .right, .left]),
        (Array("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD".utf8), [.up, .down, .right, .left]),
        (Array("\u{1B}[H\u{1B}[F\u{1B}OH\u{1B}OF".utf8), [.home, .end, .home, .end]),
        (Array("\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~".utf8), [.home, .end, .home, .end]),
        (Array("\u{1B}[3~\u{1B}[1;5C\u{1B}OM".utf8), [.delete, .right, .enter]),
        // What means nothing here is swallowed, and what follows it is not.
        (Array("\u{1B}[5~\u{1B}[?1;2c\u{1B}[<0;1;1Mx".utf8), [.character("x")]),
        (Array("\u{1B}[200~a\u{1B}[201~\u{1B}[[Ab".utf8), [.character("a"), .character("b")]),
        (
            Array("\u{1B}]0;title\u{07}a\u{1B}]0;title\u{1B}\\b".utf8),
            [.character("a"), .character("b")]
        ),
        (Array("\u{1B}(Bx\u{1B}fy".utf8), [.character("x"), .character("y")]),
        // A sequence that is broken off.
        (Array("\u{1B}\r\u{1B}[\u{03}\u{1B}[12é".utf8), [.enter, .control("c"), .character("é")]),
        (Array("\u{1B}\u{1B}[A".utf8), [.up]),
        ([0x80, 0xC3, 0x41, 0xFF], ["\u{FFFD}", "\u{FFFD}", "A", "\u{FFFD}"].map(Key.character)),
        ([0xED, 0xA0, 0x80, 0xC0, 0x41], ["\u{FFFD}", "\u{FFFD}", "A"].map(Key.character)),
        // C1 controls and NUL are no text.
        ([0xC2, 0x9B, 0x41, 0x00], [.character("A")]),
    ]

    @Test(arguments: streams.indices)
    func `bytes become keys`(index: Int) {
        var decoder = KeyDecoder()
        let stream = Self.streams[index]
        #expect(decoder.keys(from: stream.bytes) == stream.keys)
        #expect(!decoder.isWaitingForMore)
    }

    @Test(arguments: streams.indices)
    func `keys do not depend on where the stream was cut`(index: Int) {
        let stream = Self.streams[index]
        for cut in 0...stream.bytes.count {
            var decoder = KeyDecoder()
            let keys =
                decoder.keys(from: stream.bytes[..<cut]) + decoder.keys(from: stream.bytes[cut...])
            #expect(keys == stream.keys, "cut at \(cut)")
        }
        var decoder = KeyDecoder()
        let keys = stream.bytes.flatMap { decoder.keys(from: [$0]) }
        #expect(keys == stream.keys)
    }

    @Test func `a lone ESC does not swallow what is typed later`() {
        var decoder = KeyDecoder()
        let none = decoder.keys(from: [0x1B])
        #expect(none.isEmpty)
        #expect(decoder.isWaitingForMore)
        decoder.pause()
        #expect(decoder.keys(from: Array("oi".utf8)) == [.character("o"), .character("i")])
    }

    @Test func `an endless sequence ends with the pause after it`() {
        var decoder = KeyDecoder()
        let none = decoder.keys(from: Array("\u{1B}[".utf8) + [UInt8](repeating: 0x39, count: 9999))
        #expect(none.isEmpty)
        decoder.pause()
        #expect(decoder.keys(from: Array("x".utf8)) == [.character("x")])
    }
}
