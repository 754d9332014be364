import TalkTerminal
import struct TestSupport.SeededGenerator
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
        (Array("\u{1B}[3~\u{1B}[1;5C\u{1B}OM".utf8), [.delete, .wordRight, .enter]),
        // What means nothing here is swallowed, and what follows it is not.
        (Array("\u{1B}[5~\u{1B}[?1;2c\u{1B}[<0;1;1Mx".utf8), [.character("x")]),
        (Array("\u{1B}[201~a\u{1B}[[Ab".utf8), [.character("a"), .character("b")]),
        (
            Array("\u{1B}]0;title\u{07}a\u{1B}]0;title\u{1B}\\b".utf8),
            [.character("a"), .character("b")]
        ),
        (
            Array("\u{1B}(Bx\u{1B}fy".utf8), [.character("x"), .alt("f"), .character("y")]
        ),
        // A sequence that is broken off.
        (
            Array("\u{1B}\u{01}\u{1B}[\u{03}\u{1B}[12é".utf8),
            [.control("a"), .control("c"), .character("é")]
        ),
        (Array("\u{1B}\u{1B}[A".utf8), [.up]),
        ([0x80, 0xC3, 0x41, 0xFF], ["\u{FFFD}", "\u{FFFD}", "A", "\u{FFFD}"].map(Key.character)),
        ([0xED, 0xA0, 0x80, 0xC0, 0x41], ["\u{FFFD}", "\u{FFFD}", "A"].map(Key.character)),
        // Words: xterm, with Alt, with the 1 left out, rxvt, SS3 with a modifier, Esc before an arrow.
        (
            Array(
                "\u{1B}[1;5D\u{1B}[1;3C\u{1B}[5D\u{1B}Oc\u{1B}O5D\u{1B}\u{1B}[C\u{1B}\u{1B}OD".utf8),
            [.wordLeft, .wordRight, .wordLeft, .wordRight, .wordLeft, .wordRight, .wordLeft]
        ),
        // Meta is Alt, and with Shift and Ctrl, too.
        (
            Array("\u{1B}[1;9D\u{1B}[1;9C\u{1B}[3;9~\u{1B}[98;9u\u{1B}[1;10D\u{1B}[1;13C".utf8),
            [.wordLeft, .wordRight, .controlDelete, .alt("b"), .wordLeft, .wordRight]
        ),
        // rxvt's keypad; what means nothing on it is swallowed.
        (
            Array("\u{1B}Ow\u{1B}Oq\u{1B}On\u{1B}Ox\u{1B}Or\u{1B}Ov\u{1B}Ot\u{1B}Ou\u{1B}Oyx".utf8),
            [.home, .end, .delete, .up, .down, .right, .left, .character("x")]
        ),
        // Shift alone changes nothing: xterm, rxvt.
        (
            Array("\u{1B}[1;2D\u{1B}[c\u{1B}[3;2~\u{1B}[3$\u{1B}[7$x".utf8),
            [.left, .right, .delete, .delete, .home, .character("x")]
        ),
        (
            Array("\u{1B}[3;5~\u{1B}[3^\u{1B}[1;5H\u{1B}[8^\u{1B}[Z".utf8),
            [.controlDelete, .controlDelete, .home, .end, .backTab]
        ),
        (
            Array("\u{1B}b\u{1B}D\u{1B}\u{7F}\u{1B}\u{08}\u{1B}\r\u{1B}\n".utf8),
            [.alt("b"), .alt("d"), .altBackspace, .altBackspace, .altEnter, .altEnter]
        ),
        // Keys that a terminal was told to report.
        (
            Array("\u{1B}[13;2u\u{1B}[13u\u{1B}[97;5u\u{1B}[98;3u\u{1B}[27;5;119~\u{1B}[27u".utf8),
            [.altEnter, .enter, .control("a"), .alt("b"), .control("w"), .escape]
        ),
        // Answers to questions that nobody asked.
        (Array("\u{1B}[12;40R\u{1B}[?2026;2$y\u{1B}P1$r0m\u{1B}\\x".utf8), [.character("x")]),
        // A paste is text, whatever is in it; of its end, only the whole counts.
        (
            Array("\u{1B}[200~a\u{03}\u{1B}[A\u{1B}[20\u{1B}\u{1B}[201~b".utf8),
            [.pasted(Paste(Array("a[A[20".utf8))), .character("b")]
        ),
        (
            Array("\u{1B}[200~one\r\ntwo\rthree\n\n\u{1B}[201~".utf8),
            [.pasted(Paste(Array("one\ntwo\nthree".utf8)))]
        ),
        (
            Array("\u{1B}[200~a\u{1B}[200~b\u{1B}[201~\u{1B}[201~c".utf8),
            [.pasted(Paste(Array("a[200~b".utf8))), .character("c")]
        ),
        (
            [0x1B, 0x5B] + Array("200~".utf8) + [0xFF, 0xC3] + Array("\u{1B}[201~".utf8),
            [.pasted(Paste(Array("\u{FFFD}\u{FFFD}".utf8)))]
        ),
        // C1 controls and NUL are no text.
        ([0xC2, 0x9B, 0x41, 0x00], [.character("A")]),
    ]

    @Test(arguments: streams.indices)
    func `bytes become keys`(index: Int) {
        var decoder = KeyDecoder()
        let stream = Self.streams[index]
        #expect(decoder.keys(from: stream.bytes) == stream.keys)
        #expect(decoder.beginning == nil)
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

    /// What terminals send by terminfo(5): Home, End, Delete, the arrows, and Left and Right with Ctrl.
    enum Terminal: String, CaseIterable {
        case xterm = "OH OF [3~ OA OB OC OD [1;5D [1;5C"
        case xtermNormal = "[H [F [3~ [A [B [C [D [1;5D [1;5C"
        case rxvt = "[7~ [8~ [3~ [A [B [C [D Od Oc"
        case linux = "[1~ [4~ [3~ [A [B [C [D [D [C"
        case tmux = "[1~ [4~ [3~ OA OB OC OD [1;5D [1;5C"
        case screen = "[1~ [4~ [3~ OA OB OC OD OD OC"
        case putty = "[1~ [4~ [3~ OA OB OC OD [D [C"
        case konsole = "OH OF [3~ OA OB OC OD O5D O5C"
        case mintty = "[H [F [3~ [A [B [C [D [1;3D [1;3C"
    }

    @Test(arguments: Terminal.allCases) func `every terminal's keys are known`(terminal: Terminal) {
        let sequences = terminal.rawValue.split(separator: " ")
        var decoder = KeyDecoder()
        let keys = sequences.flatMap { decoder.keys(from: [0x1B] + Array($0.utf8)) }
        // The consoles send the same with Ctrl and without, or move the cursor for it.
        let tellsControl = ![.linux, .screen, .putty].contains(terminal)
        let words: [Key] = tellsControl ? [.wordLeft, .wordRight] : [.left, .right]
        #expect(keys == [.home, .end, .delete, .up, .down, .right, .left] + words)
    }

    @Test(
        arguments: [
            ("b", [.alt("b")]), ("\r", [.altEnter]), ("\u{7F}", [.altBackspace]),
            ("D", [.alt("d")]),
            ("O", [.alt("o")]), ("]", [.alt("]")]), ("P", [.alt("p")]), (" ", [.alt(" ")]),
            ("\u{3}", [.control("c")]), ("é", [.character("é")]), ("[A", [.up]), ("[C", [.right]),
            ("\u{1B}[C", [.wordRight]),
            ("[200~a\rb\u{1B}[201~", [.pasted(Paste(Array("a\nb".utf8)))]),
        ] as [(String, [Key])])
    func `Esc makes one with Alt of the next key, however late it comes`(
        next: String, keys: [Key]
    ) {
        var decoder = KeyDecoder()
        let none = decoder.keys(from: [0x1B])
        #expect(none.isEmpty)
        #expect(decoder.beginning == .escape)
        #expect(decoder.pause() == [.escape])
        #expect(decoder.beginning == nil)
        #expect(decoder.pause().isEmpty)
        #expect(decoder.keys(from: Array(next.utf8)) == keys)
        #expect(decoder.keys(from: Array("oi".utf8)) == [.character("o"), .character("i")])
    }

    @Test func `an Esc that did something is over`() {
        var decoder = KeyDecoder()
        _ = decoder.keys(from: [0x1B])
        // It is not known yet that it is one.
        decoder.forgetEscape()
        #expect(decoder.pause() == [.escape])
        decoder.forgetEscape()
        #expect(decoder.keys(from: Array("b".utf8)) == [.character("b")])
        _ = decoder.keys(from: [0x1B])
        #expect(decoder.keys(from: Array("b".utf8)) == [.alt("b")])
    }

    /// Sequences, and what is to come of each when the line holds up its rest.
    static let slow: [(sequence: String, keys: [Key])] = [
        ("[A", [.up]), ("[1;5D", [.wordLeft]), ("O5D", [.wordLeft]),
        ("[200~a\r/quit\r\u{1B}[201~", [.pasted(Paste(Array("a\n/quit".utf8)))]),
        ("[[A", []), ("]0;title\u{07}", []), ("P1$r0m\u{1B}\\", []),
    ]

    @Test(arguments: slow.indices)
    func `a sequence may take a second, and is never typed`(index: Int) {
        let (sequence, keys) = Self.slow[index]
        let bytes = Array("\u{1B}\(sequence)".utf8)
        for cut in 2..<bytes.count {
            var decoder = KeyDecoder()
            let none = decoder.keys(from: bytes[..<cut])
            #expect(none.isEmpty)
            // Of a paste's own end nothing is known before it is whole; and `ESC O` may be Alt-O.
            let isKnown = !decoder.isPasting && decoder.beginning != .escape
            guard isKnown, bytes[..<cut] != Array("\u{1B}O".utf8)[...] else { continue }
            #expect(decoder.beginning == .sequence, "cut at \(cut)")
            #expect(decoder.pause().isEmpty)
            #expect(decoder.beginning == nil)
            let late = decoder.keys(from: bytes[cut...] + Array("x".utf8))
            let isPaste = sequence.hasPrefix("[200~")
            #expect(late == (isPaste ? keys : []) + [.character("x")], "cut at \(cut)")
            #expect(decoder.keys(from: bytes) == keys, "the next one is a key again")
        }
    }

    @Test func `what may be a key with Alt is one when nothing follows at once`() {
        for begun in ["\u{1B} ", "\u{1B}]", "\u{1B}P", "\u{1B}_", "\u{1B}X"] {
            var decoder = KeyDecoder()
            #expect(decoder.keys(from: Array(begun.utf8)).isEmpty)
            #expect(decoder.beginning == .escape)
            #expect(decoder.pause().isEmpty)
            #expect(decoder.keys(from: Array("o".utf8)) == [.character("o")])
        }
    }

    @Test func `an endless sequence ends with what can be no part of it`() {
        var decoder = KeyDecoder()
        let none = decoder.keys(from: Array("\u{1B}[".utf8) + [UInt8](repeating: 0x39, count: 9999))
        #expect(none.isEmpty)
        #expect(decoder.pause().isEmpty)
        #expect(decoder.keys(from: [0x39, 0x03]) == [.control("c")])
        #expect(decoder.keys(from: Array("x".utf8)) == [.character("x")])
    }

    @Test func `a paste without an end keeps Ctrl-C for whoever waits for it`() {
        var decoder = KeyDecoder()
        #expect(decoder.keys(from: Array("\u{1B}[200~one\rtwo\u{3}".utf8)).isEmpty)
        #expect(decoder.isPasting && decoder.beginning == .paste)
        #expect(decoder.pause().isEmpty)
        #expect(decoder.isPasting && decoder.beginning == nil)
        // More of it, and what is a key by itself alone.
        #expect(decoder.keys(from: Array("\r/quit\r".utf8)).isEmpty)
        #expect(decoder.keys(from: [0x03]).isEmpty)
        #expect(decoder.pause().isEmpty)
        #expect(decoder.keys(from: [0x03]) == [.pasted(Paste(Array("one\ntwo\n/quit".utf8)))])
        #expect(decoder.keys(from: [0x03]) == [.control("c")])
    }

    @Test func `what seems to end a paste is in it, if its end is read with it`() {
        let (start, end) = ("\u{1B}[200~", "\u{1B}[201~")
        let hostile = "\(start)echo hi\(end)\r/quit\r\(end)x"
        var decoder = KeyDecoder()
        #expect(
            decoder.keys(from: Array(hostile.utf8))
                == [.pasted(Paste(Array("echo hi\n/quit".utf8))), .character("x")])
        // Two pastes are two, and a key between them is one.
        let two = "\(start)a\(end)\t\(start)b\(end)\(start)c"
        #expect(
            decoder.keys(from: Array(two.utf8))
                == [.pasted(Paste([0x61])), .tab, .pasted(Paste([0x62]))])
        #expect(decoder.isPasting)
        #expect(decoder.keys(from: Array("\(end)\(end)".utf8)) == [.pasted(Paste([0x63]))])
        #expect(!decoder.isPasting)
    }

    @Test func `a huge paste is bounded, and its end still found`() {
        var decoder = KeyDecoder()
        let huge = [UInt8](repeating: UInt8(ascii: "x"), count: Paste.maxBytes + 1)
        let keys = decoder.keys(
            from: Array("\u{1B}[200~".utf8) + huge + huge + Array("\u{1B}[201~y".utf8))
        #expect(keys.count == 2 && keys.last == .character("y"))
        guard case .pasted(let paste)? = keys.first else { return }
        #expect(paste.isCut && paste.text.utf8.count == Paste.maxBytes)
        #expect(!Paste(Array(huge.dropFirst())).isCut)
    }

    @Test func `every key of the table has a name, and no two actions share a key`() {
        let keys = Action.allCases.flatMap(\.keys)
        #expect(keys.allSatisfy { $0.name != nil })
        #expect(Set(keys).count == keys.count)
    }

    @Test func `no bytes at all are anything but keys`() {
        var dice = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            var decoder = KeyDecoder()
            let bytes = (0..<40).map { _ in
                Bool.random(using: &dice)
                    ? UInt8.random(in: 0...255, using: &dice)
                    : Array("\u{1B}[O;~20159ABC".utf8).randomElement(using: &dice) ?? 0
            }
            for key in decoder.keys(from: bytes) {
                if case .character(let scalar) = key {
                    #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value))
                }
            }
        }
    }
}
