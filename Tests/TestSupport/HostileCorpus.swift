/// Texts that somebody who means harm may send, by what they try; some hundreds of them.
package enum HostileCorpus {
    /// All of them, each once; none is empty, and none mentions anybody who is there to see it.
    package static let texts: [String] = {
        var seen: Set<String> = []
        let all =
            controls + sequences + strings + directions + invisible + clusters + widths + spaces
            + forgeries + links + pastes
        return all.filter { seen.insert($0).inserted }
    }()

    /// Some of each sort, for where all of them take too long.
    package static let everyTenth = texts.enumerated().filter { $0.offset % 10 == 0 }
        .map(\.element)

    /// Bytes that are no UTF-8, or only pretend to be.
    package static let broken: [[UInt8]] = [
        [0x80], [0xBF], [0x9B, 0x32, 0x4A], [0x9D, 0x30, 0x3B, 0x78, 0x9C], [0xC0, 0x80],
        [0xC0, 0x9B], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80], [0xE0, 0x82, 0x9B],
        [0xE0, 0x9F, 0xBF], [0xE2, 0x80], [0xE2, 0x82, 0x41], [0xED, 0xA0, 0x80],
        [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xF0, 0x80, 0x80, 0x9B],
        [0xF0, 0x82, 0x82, 0xAC], [0xF0, 0x9F], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x84, 0x80, 0x80, 0x80],
        [0xFE], [0xFF], [0xFE, 0xFF], [0xFF, 0xFE], [0x1B, 0x9B, 0x4A], [0xC2, 0x9B, 0x4A],
        [0xE2, 0x80, 0xAE, 0x80], [0x0D, 0xFF],
    ]

    private static func inside(_ part: String) -> String { "be\(part)fore" }

    private static func scalars(_ ranges: ClosedRange<UInt32>...) -> [String] {
        ranges.flatMap { $0.compactMap(Unicode.Scalar.init).map { String(Character($0)) } }
    }

    private static let controls =
        scalars(0x00...0x08, 0x0B...0x1F, 0x7F...0x9F).map(inside)
        + [String(repeating: "\u{7}", count: 500), "\r", "\r\r\r", "x\r\u{1B}[Ky", "a\u{8}\u{8}b"]

    /// Sequences of control, behind ESC and as C1.
    private static let sequences: [String] = {
        let finals = "ABCDEFGHIJKLMPSTXZ@`abcdefghilmnpqrstu".map(String.init)
        let bodies =
            finals.map { "2\($0)" } + [
                "?1049h", "?25l", "?1000h", "?1004h", "?2004h", "?2004l", "?7l", "?1h", "?5h",
                "?6h",
                ">c", "=c", "!p", "5n", "6n", "?6n", ">0q", "14t", "21t", "22;0t", "23;0t",
                "4;1;1t",
                "38;2;1;2;3m", "1;31m", "3J", "2 q", "0\"q", "1$p", "12;12r", "200~", "201~",
            ]
        let short = "c78DEHMNOZ=>\\lmno|}~".map { "\u{1B}\($0)" }
        let sets = ["#8", "(0", ")B", "*A", "%G", "%@", " F", " G"].map { "\u{1B}\($0)" }
        return (bodies.map { "\u{1B}[\($0)" } + bodies.map { "\u{9B}\($0)" } + short + sets)
            .map(inside) + ["\u{1B}", "x\u{1B}", "\u{1B}[", "\u{1B}[31", "\u{9B}"]
    }()

    /// Commands to the terminal that carry a text.
    private static let strings: [String] = {
        let commands = [
            "0;t", "1;t", "2;t", "4;1;?", "7;file://h/", "8;;http://evil/", "9;note", "10;?",
            "11;?", "12;red", "50;font", "52;c;cm0gLXJm", "104", "133;A", "777;notify;a;b",
            "1337;File=x:AAAA",
        ]
        let ends = ["\u{7}", "\u{1B}\\", "\u{9C}", ""]
        let written = commands.flatMap { command in
            ends.map { "\u{1B}]\(command)\($0)" } + ["\u{9D}\(command)\u{9C}"]
        }
        let others = ["P", "X", "^", "_"].flatMap { ["\u{1B}\($0)x\u{1B}\\", "\u{1B}\($0)x"] }
        let introducers = ["\u{90}", "\u{98}", "\u{9E}", "\u{9F}"].map { "\($0)x\u{9C}" }
        return
            (written + others + introducers + [
                "\u{1B}Pq#0;2;0;0;0#0~~\u{1B}\\", "\u{1B}P$qm\u{1B}\\", "\u{1B}P+q544e\u{1B}\\",
                "\u{1B}Ptmux;\u{1B}\u{1B}]0;x\u{7}\u{1B}\\", "\u{1B}_Gf=100;AAAA\u{1B}\\",
            ]).map(inside)
    }()

    private static let directions =
        scalars(0x200E...0x200F, 0x202A...0x202E, 0x2066...0x206F, 0x061C...0x061C).map(inside)
        + ["\u{202E}:bob\u{202C} hi", "hi\u{2067}\n\u{2069}x", "שלום \u{202E}bob: hi"]

    private static let invisible =
        scalars(
            0x00AD...0x00AD, 0x034F...0x034F, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
            0x200B...0x200D, 0x2060...0x2064, 0x3164...0x3164, 0xFE00...0xFE0F, 0xFEFF...0xFEFF,
            0xFFA0...0xFFA0, 0xFFF9...0xFFFB, 0x1D173...0x1D17A, 0xE0001...0xE0001,
            0xE0041...0xE0043, 0xE007F...0xE007F, 0xE0100...0xE0103, 0xE000...0xE001,
            0xF8FF...0xF8FF, 0xFDD0...0xFDD1, 0xFFFE...0xFFFF, 0x10FFFD...0x10FFFF,
            0x0378...0x0379, 0x50000...0x50000, 0x2028...0x2029
        ).map(inside)

    /// Characters of many scalars.
    private static let clusters: [String] = {
        let marks = [5, 100, 2000].flatMap { count in
            ["\u{301}", "\u{20DD}", "\u{489}", "\u{FE20}"].map {
                "z" + String(repeating: $0, count: count)
            }
        }
        let stacks = ["\u{1160}", "\u{11A8}", "\u{D7B0}"].map {
            "\u{1100}" + String(repeating: $0, count: 300)
        }
        let joined = ["👩\u{200D}", "🏴\u{E0067}", "🇧", "1\u{FE0F}\u{20E3}", "👋🏽"].map {
            String(repeating: $0, count: 60)
        }
        let scripts = [
            "\u{915}\u{94D}", "\u{0E33}", "\u{600}1", "\u{645}\u{200D}", "\u{F71}\u{F72}",
        ]
        return marks + stacks + joined + scripts.map { String(repeating: $0, count: 60) }
            + ["\u{301}", "\u{301}bob: hi", "\u{200D}👩", "\u{FE0F}", "🏽"]
    }()

    private static let widths: [String] = ["漢", "α", "“", "…", "ｗ", "\u{FF61}", "㍿", "﷽", "𒐫"]
        .flatMap { letter in
            [7, 31, 65, 90].map { String(repeating: letter, count: $0) + "bob: hi" }
        }

    /// Blanks up to about the edge of a row, and then what is to begin the next one.
    private static let spaces: [String] = {
        let blanks =
            [" ", "\t", "\u{A0}", "\u{1680}", "\u{202F}", "\u{205F}", "\u{3000}", "\u{2800}"]
            + scalars(0x2000...0x200A)
        return blanks.flatMap { blank in
            [7, 30, 60].map { String(repeating: blank, count: $0) + "bob: hi" }
        }
    }()

    private static let forgeries: [String] = {
        let ends = ["\n", "\r\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\n\n"]
        let lines = ["bob: hi", "-- bob joined", "* bob waves", "bob -> you: hi", "> "]
        let imitated = [
            "14:03   bob: hi", "14:03 ! bob: hi", "      > x: hi", "        bob: hi", "\n\n\n",
        ]
        return ends.flatMap { end in lines.map { "x\(end)\($0)" } }
            + (2...30).map { "x" + String(repeating: " y", count: $0) + " bob: hi" }
            + imitated + imitated.map { "x\n\($0)" }
    }()

    private static let links: [String] = {
        let begun = "https://example.org/"
        let tails = [
            "bob:hi", "--bob", "*bob", ">bob", "!bob", "\u{A0}bob:", "é", "|bob", "\"bob\"",
        ]
        return tails.flatMap { tail in
            [20, 49, 68].map { begun + String(repeating: "x", count: $0) + tail + "/yes" }
        } + [30, 60, 200].map { begun + String(repeating: "x", count: $0) } + [
            "bob:" + begun + String(repeating: "x", count: 90), String(repeating: "://", count: 40),
            String(repeating: "h", count: 70) + "bob://" + String(repeating: "x", count: 70),
        ]
    }()

    private static let pastes = ["\u{1B}[201~x", "\u{1B}[200~x\u{1B}[201~y", "\u{9B}201~x"]
}
