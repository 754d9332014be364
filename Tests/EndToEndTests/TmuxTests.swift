import Foundation
import TestSupport
import Testing

/// `talkroom` at a real terminal: tmux, whose scrollback is what a person scrolls in and copies from.
@Suite(.serialized) struct TmuxTests {
    /// A screen's size.
    struct Size: CustomStringConvertible, Sendable {
        let columns: Int
        let rows: Int

        var description: String { "\(columns)x\(rows)" }
    }

    private static let sizes = [
        Size(columns: 80, rows: 24), Size(columns: 40, rows: 10), Size(columns: 200, rows: 50),
    ]

    private func start(_ daemon: Daemon, _ size: Size) throws -> Tmux {
        let tmux = try Tmux(
            [Programs.talkroom, "-n", "ada"], columns: size.columns, rows: size.rows,
            environment: [
                "TALKROOM_SOCKET": daemon.socket, "XDG_STATE_HOME": daemon.directory.path,
            ])
        // The line is there before the daemon has answered: what is said until then comes as the past, or not.
        try eventually("the room", seen: { (try? tmux.rows()) ?? [] }) {
            let rows = try tmux.rows()
            return rows.last == ">" && rows.contains { $0.hasPrefix("-- you are ada") }
        }
        return tmux
    }

    @Test(arguments: sizes)
    func `a resize storm, a flood and somebody typing harm nothing`(size: Size) throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let tmux = try start(daemon, size)
        let wren = try daemon.join("wren")
        let typed = (1...30).map { "word\($0)" }.joined(separator: " ")
        var rest = typed[...]
        let messages = (1...300).map { "message \($0) of three hundred, and the words go on" }
        for (index, message) in messages.enumerated() {
            try wren.say(message)
            // At about a hundred a second: each command of tmux's takes some milliseconds.
            if index.isMultiple(of: 2) {
                try tmux.type(String(rest.prefix(2)))
                rest = rest.dropFirst(2)
            }
            if index.isMultiple(of: 5) {
                let other = Size(columns: 40 + index * 37 % 161, rows: 10 + index * 7 % 41)
                try tmux.resize(columns: other.columns, rows: other.rows)
            }
        }
        try tmux.type(String(rest))
        try tmux.resize(columns: size.columns, rows: size.rows)
        let meant = messages.map { shown("wren", $0) }
        let tail = typed.suffix(15)
        try eventually("all of it", seen: { (try? tmux.rows()) ?? [] }) {
            // The last message may have been broken at a width before this one.
            try tmux.rows().last?.hasSuffix(tail) == true
                && Self.unbroken(try tmux.transcript()).dropLast().last == meant.last
        }
        let transcript = try tmux.transcript()
        let lines = Self.unbroken(transcript).filter { !$0.hasPrefix("--") }
        #expect(lines.dropLast() == meant)
        // Nothing of what was being typed is left anywhere else.
        #expect(transcript.count { $0.contains("word") && !$0.contains("words") } == 1)
        try tmux.press("Enter")
        let echo = try wren.expect("said") { $0["name"] == "ada" }
        #expect(echo["text"] == typed)
        try eventually("an empty line") { try tmux.rows().last == ">" }
    }

    /// Messages whose rows we broke, put together again.
    private static func unbroken(_ lines: some Sequence<String>) -> [String] {
        lines.reduce(into: []) { messages, line in
            if line.hasPrefix("  "), let last = messages.popLast() {
                messages.append(last + line.dropFirst())
            } else {
                messages.append(line)
            }
        }
    }

    @Test func `a paste is one block, asked about, and one message`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let tmux = try start(daemon, Self.sizes[0])
        let wren = try daemon.join("wren")
        try tmux.tell(["set-buffer", "one\n/quit\n漢字 three\n"])
        try tmux.tell(["paste-buffer", "-p"])
        try eventually("the block", seen: { (try? tmux.rows()) ?? [] }) {
            try tmux.rows().suffix(3) == ["> one", "  /quit", "  漢字 three"]
        }
        #expect(try tmux.rows().dropLast(3).last?.hasPrefix("-- 3 lines pasted: Enter") == true)
        #expect(try tmux.cursor().hasPrefix("12,"))
        try tmux.press("Enter")
        #expect(try wren.expect("said")["text"] == "one\n/quit\n漢字 three")
        try eventually("the echo", seen: { (try? tmux.rows()) ?? [] }) {
            let all = ["one", "/quit", "漢字 three"].map { shown("ada", $0) }
            return try tmux.rows().suffix(4) == all + [">"]
        }
        #expect(try !tmux.transcript().contains { $0.contains("pasted") })
    }

    @Test func `a block that is broken by a narrower screen leaves nothing behind`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let tmux = try start(daemon, Self.sizes[0])
        let wren = try daemon.join("wren")
        var said: [String] = []
        // Of a screen that is not full, as one is that has become wider, tmux takes the first rows away when others are
        // broken.
        func fill() throws {
            for number in said.count + 1...said.count + 30 {
                try wren.say("message \(number)")
                said.append(shown("wren", "message \(number)"))
            }
            try eventually("a full screen", seen: { (try? tmux.rows()) ?? [] }) {
                try Self.unbroken(tmux.rows()).contains(said[said.count - 1])
            }
        }
        try fill()
        let lines = (1...4).map { "line \($0) " + String(repeating: "x", count: 60) }
        try tmux.tell(["set-buffer", lines.joined(separator: "\n")])
        try tmux.tell(["paste-buffer", "-p"])
        try eventually("the block") { try tmux.rows().last?.hasPrefix("  line 4") == true }
        for (columns, isWider) in [(50, false), (23, false), (61, true), (30, false), (80, true)] {
            try tmux.resize(columns: columns, rows: 24)
            try eventually("the block", seen: { (try? tmux.rows()) ?? [] }) {
                // Of the line with the cursor, the half that a still narrower screen would not break: of this width, for
                // of two that come sooner than they are told of, nobody could know how rows were broken.
                let rows = try tmux.rows()
                return rows.count { $0.contains("line ") } == 3
                    && rows.last?.hasSuffix("xx") == true
                    && rows.count { $0.contains("xx") } == 4
                    && abs((rows.last?.count ?? 0) - columns / 2) < 4
            }
            if isWider { try fill() }
        }
        try tmux.press("C-c")
        try eventually("an empty line") { try tmux.rows().last == ">" }
        let all = Self.unbroken(try tmux.transcript()).filter { !$0.hasPrefix("--") }
        #expect(all == said + [">"])
    }

    @Test(arguments: [
        ("Home", 2), ("C-a", 2), ("End", 13), ("C-e", 13), ("Left", 12), ("C-Left", 9),
        ("M-b", 9), ("C-b", 12),
    ])
    func `tmux's keys move the cursor`(key: String, column: Int) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let tmux = try start(daemon, Self.sizes[0])
        try tmux.type("漢字 é wor")
        try eventually("what is typed") { try tmux.cursor().hasPrefix("12,") }
        try tmux.type("d")
        try tmux.press(key)
        try eventually(key, seen: { (try? [tmux.cursor()]) ?? [] }) {
            try tmux.cursor().hasPrefix("\(column),")
        }
    }
}
