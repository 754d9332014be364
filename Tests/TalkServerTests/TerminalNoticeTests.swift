import Foundation
import TalkLanguage
import TalkRoom
import TalkText
import TestSupport
import Testing

@testable import TalkServer

@Suite struct TerminalNoticeTests {
    private func rows(
        _ text: String, login: String = "ada", columns: Int = 80
    ) -> [String] {
        let notice = TerminalNotice(
            [.ringsAtTerminal("ada@host", time: "14:03", command: "talkroom")], in: .english,
            text: SafeText(sanitizing: text), of: SafeText(sanitizing: login))
        let bytes = notice.rows(columns: columns).flatMap { $0 }
        #expect(bytes.starts(with: Array("\r\n\u{7}".utf8)))
        #expect(bytes.suffix(2) == Array("\r\n".utf8))
        return String(decoding: bytes.dropFirst(3).dropLast(2), as: UTF8.self)
            .components(separatedBy: "\r\n")
    }

    @Test func `two lines say who, when, what, and how to answer`() {
        #expect(
            rows("lunch?") == [
                "-- ada@host rings you at 14:03; to answer: talkroom", "ada: lunch?",
            ])
    }

    @Test func `each row is written by itself, from a line end on, and one bell`() {
        let notice = TerminalNotice(
            [.toAnswer("talkroom")], in: .english,
            text: SafeText(sanitizing: String(repeating: "word ", count: 60)),
            of: SafeText(sanitizing: "ada"))
        let rows = notice.rows(columns: 40)
        #expect(rows.count > 5)
        for (index, row) in rows.enumerated() {
            #expect(row.starts(with: [13, 10]))
            #expect(row.count { $0 == 10 } == (index == rows.count - 1 ? 2 : 1))
            #expect(row.contains(7) == (index == 0))
        }
    }

    @Test func `each line of a text begins with who says it`() {
        #expect(
            rows("one\ntwo\n\nthree").dropFirst() == [
                "ada: one", "ada: two", "ada: ", "ada: three",
            ])
    }

    @Test func `a row that a line goes on in cannot pass for another's line`() {
        let forged = String(repeating: " ", count: 72) + "root: give me your password"
        for columns in [0, 20, 40, 79, 80, 81, 200] {
            for row in rows("a" + forged, columns: columns).dropFirst() {
                #expect(row.hasPrefix("ada: ") || row.hasPrefix("  "), "\(columns): \(row)")
            }
        }
    }

    @Test(arguments: 1...30)
    func `no row is wider than the screen`(columns: Int) {
        let text = "wide 日本語日本語日本語 a\u{301} 👩‍👩‍👧 αβγδεζηθ " + String(repeating: "x", count: 100)
        for row in rows(text, columns: columns) where columns >= 8 {
            #expect(CellWidth.of(row, .wide) < columns, "\(columns): \(row)")
        }
    }

    @Test func `nothing but our own line ends and one bell is a control character`() {
        for text in HostileCorpus.texts {
            let notice = TerminalNotice(
                [.toAnswer("talkroom")], in: .english, text: SafeText(sanitizing: text),
                of: SafeText(sanitizing: "ada"))
            let bytes = notice.rows(columns: 80).flatMap { $0 }
            let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
            #expect(scalars.count { $0 == "\u{7}" } == 1)
            #expect(
                scalars.allSatisfy {
                    ["\r", "\n", "\u{7}"].contains($0)
                        || $0.properties.generalCategory != .control
                })
        }
    }
}

@Suite struct WishesFileTests {
    @Test func `wishes come back as they were kept`() throws {
        let directory = try TemporaryDirectory()
        let file = WishesFile(in: directory.path)
        #expect(try file.read() == [:])
        var off = Wishes()
        off.takesMessages = false
        off.unwanted = ["bob", "name with spaces"]
        var one = Wishes()
        one.unwanted = ["é"]
        let wishes: [UInt32: Wishes] = [0: off, 4_294_967_294: one]
        try file.write(wishes)
        #expect(try file.read() == wishes)
        try file.write([:])
        #expect(try file.read() == [:])
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["wishes"])
    }

    @Test func `a line that cannot be read is left out, and no other`() throws {
        let directory = try TemporaryDirectory()
        let text = """
            1000 messages off
            what is this
            99999999999 messages off
            1001 messages perhaps
            -1 unwanted bob
            1002 unwanted bob
            1003 unwanted
            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: directory.file("wishes")))
        let wishes = try WishesFile(in: directory.path).read()
        #expect(wishes[1000]?.takesMessages == false)
        #expect(wishes[1002]?.unwanted == ["bob"])
        #expect(Set(wishes.keys) == [1000, 1002])
    }

    @Test func `a symbolic link in its place is not read`() throws {
        let directory = try TemporaryDirectory()
        let elsewhere = try TemporaryDirectory()
        try Data("1000 messages off\n".utf8).write(to: URL(fileURLWithPath: elsewhere.file("w")))
        symlink(elsewhere.file("w"), directory.file("wishes"))
        #expect(throws: (any Error).self) { try WishesFile(in: directory.path).read() }
    }

    @Test func `what cannot be written leaves what was there`() throws {
        let directory = try TemporaryDirectory()
        let file = WishesFile(in: directory.path)
        var off = Wishes()
        off.takesMessages = false
        try file.write([7: off])
        // Nothing can be made or removed in its place.
        mkdir(directory.file("wishes.new"), 0o755)
        #expect(throws: (any Error).self) { try file.write([:]) }
        #expect(try file.read() == [7: off])
        #expect(throws: (any Error).self) { try WishesFile(in: "/nonexistent").write([:]) }
    }
}
