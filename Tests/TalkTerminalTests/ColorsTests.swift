import Testing

@testable import TalkTerminal

@Suite struct ColorsTests {
    private func colors(
        _ term: String, _ choice: Colors.Choice = .auto, colorTerm: String = "",
        noColor: String = ""
    ) -> Colors {
        Colors(choice, term: term, colorTerm: colorTerm, noColor: noColor)
    }

    @Test func `the terminal tells how many colors it has`() {
        #expect(colors("xterm") == .sixteen)
        #expect(colors("linux") == .sixteen)
        #expect(colors("xterm-256color") == .palette)
        #expect(colors("tmux-256color") == .palette)
        #expect(colors("xterm", colorTerm: "truecolor") == .full)
        #expect(colors("xterm-256color", colorTerm: "24bit") == .full)
        #expect(colors("xterm-direct") == .full)
        for term in ["vt100", "vt220", "xterm-mono", "linux-m", "dumb", ""] {
            #expect(colors(term) == .none)
        }
    }

    @Test func `NO_COLOR is heeded if anything is in it, and what the user says counts for more`() {
        #expect(colors("xterm", noColor: "1") == .none)
        #expect(colors("xterm", noColor: "0") == .none)
        #expect(colors("xterm", colorTerm: "truecolor", noColor: "x") == .none)
        #expect(colors("xterm", noColor: "") == .sixteen)
        #expect(colors("xterm", .always, noColor: "1") == .sixteen)
        #expect(colors("vt100", .always) == .sixteen)
        #expect(colors("xterm", .never, colorTerm: "truecolor") == .none)
    }

    @Test func `without colors nothing is written but text`() {
        let looks: [Look] = [
            .plain, .quiet, .name("ada"), .ownName, .action, .privately, .mention,
        ]
        #expect(looks.allSatisfy { Colors.none.code(for: $0).isEmpty })
        for colors in Colors.allCases where colors != .none {
            for look in looks {
                let code = String(decoding: colors.code(for: look), as: UTF8.self)
                #expect(code.isEmpty || code.wholeMatch(of: /\e\[[0-9]+(;[0-9]+)*m/) != nil)
            }
        }
    }

    @Test func `a name has one color, and names have many`() {
        for colors in [Colors.sixteen, .palette, .full] {
            #expect(colors.code(for: .name("ada")) == colors.code(for: .name("ada")))
            let seen = Set((0..<500).map { colors.code(for: .name("user\($0)")) })
            let all = [Colors.sixteen: 6, .palette: 16, .full: 24][colors]
            #expect(seen.count == all)
        }
        // In every run and on every host: FNV-1a of its bytes, folded.
        #expect(Look.name("ada") == .name(943_273_346))
    }

    @Test func `names can be read on black and on white`() {
        let cube = [0, 95, 135, 175, 215, 255]
        let fromCube = Colors.names256.map { number in
            [cube[(number - 16) / 36], cube[(number - 16) / 6 % 6], cube[(number - 16) % 6]]
        }
        let full = Colors.namesRGB.map { [$0 >> 16, $0 >> 8 & 0xFF, $0 & 0xFF] }
        for color in fromCube + full {
            let light = Self.luminance(color)
            // WCAG 2 has 3 for large and bold text; names are bold.
            #expect((light + 0.05) / 0.05 >= 3, "on black: \(color)")
            #expect(1.05 / (light + 0.05) >= 3, "on white: \(color)")
        }
    }

    /// Relative luminance, WCAG 2.
    private static func luminance(_ color: [Int]) -> Double {
        let linear = color.map { part in
            let share = Double(part) / 255
            return share <= 0.03928 ? share / 12.92 : Self.power((share + 0.055) / 1.055)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// To the power of 2.4, which is the twelfth power of the fifth root: by Newton's steps.
    private static func power(_ base: Double) -> Double {
        var root = 1.0
        for _ in 0..<60 {
            root -= (root * root * root * root * root - base) / (5 * root * root * root * root)
        }
        var result = 1.0
        for _ in 0..<12 { result *= root }
        return result
    }
}
