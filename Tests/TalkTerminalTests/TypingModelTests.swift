import Foundation
import TalkText
import struct TestSupport.SeededGenerator
import Testing

@testable import TalkTerminal

/// Somebody types, others speak, the window changes its size: what a terminal makes of our bytes, against
/// what is meant.
///
/// `TALKROOM_MODEL_STEPS` says how many steps; continuous integration takes 100,000 in release mode.
@Suite struct TypingModelTests {
    @Test(arguments: TerminalModel.Kind.allCases, [false, true])
    func `the screen shows the line, the cursor and every message once`(
        kind: TerminalModel.Kind, isLate: Bool
    ) throws {
        let wanted = ProcessInfo.processInfo.environment["TALKROOM_MODEL_STEPS"].flatMap(Int.init)
        var model = TypingModel(seed: 7, kind: kind, isLate: isLate)
        for step in 0..<(wanted ?? 4_000) / 8 {
            model.step()
            try #require(model.faults.isEmpty, "step \(step) of \(model.deeds)")
        }
    }
}

/// A screen at a terminal, and beside it what is meant to be on it.
private struct TypingModel {
    private var dice: SeededGenerator
    private var screen: Screen
    private var terminal: TerminalModel
    private var reference = ReferenceLine()
    /// The lines of the transcript that are still in the terminal.
    private var transcript: [String] = []
    private var spoken = 0
    private let kind: TerminalModel.Kind
    private let times: Times
    /// The time that stood in the margin last; nil for none since the screen was cleared.
    private var lastTime: String?
    /// The terminal tells of its new width when it has been written to for a while.
    private let isLate: Bool
    private var stepsToTelling: Int?
    private var told: Int
    private var rows = 24
    /// Fragments may stand between messages: the terminal does not let us back into broken rows.
    private var mayHoldFragments: Bool { kind == .rewrappingStiff || isLate }
    private(set) var faults: [String] = []
    /// What happened last.
    private(set) var deeds: [String] = []

    init(seed: UInt64, kind: TerminalModel.Kind, isLate: Bool) {
        dice = SeededGenerator(seed: seed)
        self.kind = kind
        self.isLate = isLate
        told = 80
        times = Times.allCases.randomElement(using: &dice) ?? .minute
        screen = Screen(
            prompt: SafeText(sanitizing: "> "), columns: 80, times: times,
            colors: Colors.allCases.randomElement(using: &dice) ?? .none)
        terminal = TerminalModel(columns: 80, kind: kind)
        terminal.write(screen.open())
    }

    mutating func step() {
        if let left = stepsToTelling {
            stepsToTelling = left > 0 ? left - 1 : nil
            if left == 0 { tell() }
        }
        switch Int.random(in: 0..<100, using: &dice) {
        case 0..<8: resize()
        case 8..<24: speak()
        case 24..<26: lend()
        case 26: clear()
        default: press()
        }
        check()
    }

    // MARK: What happens

    private mutating func resize() {
        terminal.resize(
            columns: Int.random(in: 1...(Bool.random(using: &dice) ? 200 : 20), using: &dice))
        note("width \(terminal.columns)")
        stepsToTelling = isLate ? Int.random(in: 0...3, using: &dice) : nil
        if !isLate { tell() }
    }

    private mutating func tell() {
        told = terminal.columns
        rows = Int.random(in: 1...50, using: &dice)
        terminal.write(screen.resize(columns: told, rows: rows))
    }

    private mutating func speak() {
        spoken += 1
        // What the screen is too narrow for is cut where characters may be wider than they seem.
        let words = isLate ? Self.latin : Self.latin + Self.others
        let count = Int.random(in: 0...8, using: &dice)
        let text = (0..<count).map { _ in words.randomElement(using: &dice) ?? "" }
        let message = SafeText(sanitizing: "\(spoken): " + text.joined(separator: " "))
        note("said \(spoken)")
        let line = ShownLine(
            message, parts: someParts(of: message), time: "14:0\(spoken / 4 % 10)",
            mark: [.none, .own, .mention].randomElement(using: &dice) ?? .none)
        transcript += meantRows(of: line).map(Cells.trimmed)
        terminal.write(screen.show([line]))
    }

    private mutating func someParts(of text: SafeText) -> [ShownLine.Part] {
        let end = text.string.utf8.count
        let bytes = Array(text.string.utf8) + [0]
        let cuts = (0..<4).map { _ in
            var cut = Int.random(in: 0...end, using: &dice)
            while bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
            return cut
        }.sorted()
        return [.init(cuts[0]..<cuts[1], .name("wren")), .init(cuts[2]..<cuts[3], .mention)]
    }

    /// The rows that a line is meant to take, by the manual's words.
    private mutating func meantRows(of line: ShownLine) -> [String] {
        let hasTimes = times != .none && told >= 40
        let margin = hasTimes ? 8 : told >= 20 ? 2 : 0
        let isShown = times == .all || line.time != lastTime
        if hasTimes { lastTime = line.time }
        let mark = line.mark == .own ? ">" : line.mark == .mention ? "!" : " "
        let time = hasTimes ? (isShown ? line.time : "     ") + " " : ""
        let first = margin == 0 ? "" : "\(time)\(mark) "
        let paragraph = Paragraph(line.text, columns: told - margin)
        let rows = paragraph.rows.map(paragraph.text)
        let blank = String(repeating: " ", count: margin)
        return rows.enumerated().map { ($0 == 0 ? first : blank) + $1 }
    }

    /// Others use the terminal for a while.
    private mutating func lend() {
        terminal.write(screen.remove())
        if terminal.takesPastes { faults.append("pastes are bracketed for others") }
        spoken += 1
        terminal.write(Array("\(spoken)$ fg\r\n".utf8))
        transcript.append("\(spoken)$ fg")
        terminal.write(screen.open())
    }

    private mutating func clear() {
        transcript = []
        lastTime = nil
        terminal.write(screen.clear())
    }

    private mutating func press() {
        let keys = someKeys()
        let key = keys.randomElement(using: &dice) ?? .enter
        note("\(key)")
        let typed = screen.type(key)
        switch key {
        case .up, .down, .tab, .backTab, .control("r"), .control("p"), .control("n"):
            reference.follow(screen.line)
        case _ where screen.typing.search != nil: reference.follow(screen.line)
        default:
            if !wasSearching { reference.press(key) } else { reference.follow(screen.line) }
        }
        wasSearching = screen.typing.search != nil
        if case .entered(let text) = typed { screen.recall.add(text) }
        if typed == .changed, screen.isAsking == false, key == .control("c") {
            reference.follow(screen.line)
        }
        screen.hint = screen.isAsking ? SafeText(sanitizing: "-- pasted") : nil
        terminal.write(screen.redraw())
    }

    private var wasSearching = false

    private mutating func someKeys() -> [Key] {
        let text = (Self.latin + Self.others).randomElement(using: &dice) ?? ""
        let scalar = text.unicodeScalars.randomElement(using: &dice) ?? "x"
        let typed = [Key](repeating: .character(scalar), count: 30)
        let lines = Bool.random(using: &dice) ? "\(text)\r\(text)\r" : text
        return typed + [.pasted(Paste(Array(lines.utf8)))]
            + Action.allCases.filter { $0 != .enter && $0 != .cancel }.flatMap(\.keys)
            + (Int.random(in: 0..<4, using: &dice) == 0 ? [.enter, .control("c")] : [])
    }

    private static let latin = [
        "a", "and", "words", "without-any-break-in-them", "1234567890", "-- forged", "x: y",
        "https://example.org/x", "https://example.org/" + String(repeating: "long/", count: 40),
        "https://example.org/" + String(repeating: "x", count: 30) + "bob:hi",
    ]
    private static let others = [
        "é", "ção", "e\u{301}\u{302}", "漢字", "한국", "\u{1112}\u{1161}", "क्षि", "مرحبا", "👍👍", "🇧🇷🇵",
        "“quoted”", "\u{301}", "ｆｕｌｌ", "👩\u{200D}🚀❤\u{FE0F}1\u{FE0F}\u{20E3}", "\u{202E}x",
        "\u{200D}",
    ]

    private mutating func note(_ deed: String) {
        deeds = deeds.suffix(9) + [deed]
    }

    // MARK: What is meant

    private mutating func check() {
        if screen.line.text != reference.text || screen.line.halves.before != reference.before {
            faults.append("\(screen.line.halves) is not \(reference.before)|\(reference.after)")
        }
        if !terminal.isPlain { faults.append("what others write has a look of ours") }
        checkTranscript()
        if stepsToTelling == nil { checkBlock() }
        // What is forgotten was checked.
        for line in terminal.forget(rowsAbove: 300) {
            guard let first = transcript.first,
                !mayHoldFragments || Cells.trimmed(line).hasSuffix(first)
            else {
                continue
            }
            transcript.removeFirst()
        }
    }

    private mutating func checkTranscript() {
        let lines = terminal.lines.map(Cells.trimmed)
        guard mayHoldFragments else {
            if Array(lines.prefix(transcript.count)) != transcript {
                let at = zip(lines, transcript).firstIndexDiffering
                faults.append(
                    "\(lines.dropFirst(at).prefix(3)) not \(transcript.dropFirst(at).prefix(3))")
            }
            return
        }
        var rest = lines[...]
        for line in transcript {
            guard let place = rest.firstIndex(where: { $0 == line || $0.hasSuffix(line) }) else {
                return faults.append("\(line) is not in \(lines.suffix(20))")
            }
            rest = rest[(place + 1)...]
        }
    }

    /// What is being typed stands below, and the cursor where it should.
    private mutating func checkBlock() {
        let rows = terminal.screen
        let shown = Cells.visible(terminal.leftOfCursor)
        let lineBefore = Cells.rendered(
            reference.before.split(separator: "\n", omittingEmptySubsequences: false).last ?? "")
        let lineAfter = Cells.rendered(
            reference.after.split(separator: "\n", omittingEmptySubsequences: false).first ?? "")
        let right = Cells.visible(String(rows[terminal.cursorRow])).dropFirst(shown.count)
        let isTiny = told < 8
        if isTiny || screen.typing.search != nil { return }
        let lead = shown.prefix(2)
        if !["> ", "  ", "^ ", "v "].contains(String(String.UnicodeScalarView(lead))) {
            faults.append("lead \(shown)")
        }
        let left = shown.dropFirst(2)
        if !lineBefore.reversed().starts(with: left.reversed()) {
            faults.append("\(left) is not the end of \(lineBefore)")
        }
        if !lineAfter.starts(with: right) { faults.append("\(right) does not begin \(lineAfter)") }
        if left.count < lineBefore.count, Cells.count(of: left) < (told - 3) / 2 - 6 {
            faults.append("\(left) hides more than it must of \(lineBefore)")
        }
        let all = Cells.count(of: left) + Cells.count(of: right)
        let isCut = right.count < Cells.untrailed(lineAfter).count
        if isCut, all < told - 3 - 6 { faults.append("\(right) hides more than it must") }
        if !mayHoldFragments {
            let lines = reference.text.count { $0 == "\n" } + 1
            let hintRows = screen.hint.map { Paragraph($0, columns: told - 1).rows.count } ?? 0
            let hint = min(hintRows, max(0, min(3, self.rows - 2)))
            let meant = min(lines, max(1, min(10, self.rows - 1) - hint)) + hint
            let found = terminal.lines.count - transcript.count
            if found > meant || found < meant - 1 {
                faults.append("\(found) rows for \(meant): \(terminal.screen.suffix(12))")
            }
        }
    }
}
