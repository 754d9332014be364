import Foundation
import Posix
import TalkLedger
import TalkProtocol
import TalkText

/// Whatever stands in the ledger's files, it opens, gives back what was said, and goes on.
func checkLedger(_ input: FuzzInput) {
    let shelf = FuzzShelf(input)
    defer { shelf.remove() }
    let first = shelf.read { _ in }
    if !shelf.isWrittenOver {
        demand(first.text.starts(with: shelf.undamaged), "what stands before damage stands")
    }
    if let second = shelf.second {
        demand(first.text.ends(with: second), "so does what stands in the next file")
    }
    let again = shelf.read { _ in }
    demand(again == first, "opened again it is the same")
    // Numbers end somewhere; no ledger gets there.
    guard first.lastSeq < 1 << 52 else { return }
    let said = line(first.lastSeq + 1)
    let grown = shelf.read { ledger in
        let outcome = ledger.writer.append(
            said.span, ends: [said.count].span, firstSeq: first.lastSeq + 1, now: now)
        demand(outcome.lines == 1 && outcome.error == nil, "it goes on")
    }
    demand(grown.text == first.text + said, "what is said comes behind what was")
    demand(shelf.read { _ in }.text == grown.text, "and is still there afterwards")
    if !shelf.isWrittenOver { checkRedaction(of: input.bytes.count, in: grown, shelf) }
}

/// The text of one thing that was said is taken away, and all else stands as it stood.
private func checkRedaction(of choice: Int, in before: Reading, _ shelf: FuzzShelf) {
    let lines = before.text.split(separator: 0x0A)
    let line = lines[choice % lines.count]
    guard case .said(let said)? = try? Event(jsonLine: Array(line)) else { return }
    let after = shelf.read { ledger in
        do throws(SystemError) {
            let isDone = try ledger.writer.redact(said.seq)
            demand(isDone == (said.style != .redacted), "what has a text loses it")
        } catch {
            fatalError("nothing is redacted: \(error)")
        }
    }
    let expected: [UInt8] = lines.flatMap {
        $0 == line ? Event.said(said.redacted).jsonLine : Array($0) + [0x0A]
    }
    demand(after.text == expected, "one text is gone")
    demand(shelf.read { _ in } == after, "and stays so")
}

/// 2026-11-24, a little after three in the morning.
private let now = Timestamp(milliseconds: 1_795_489_560_123)

private func line(_ seq: UInt64) -> [UInt8] {
    let speaker = Speaker(
        name: SafeText(sanitizing: "wren"), account: SafeText(sanitizing: "ada"), uid: 1000)
    return Event.said(
        Said(
            seq: seq, time: now, speaker: speaker, text: SafeText(sanitizing: "message \(seq)"),
            style: .plain, id: nil)
    ).jsonLine
}

/// What a ledger gave back.
private struct Reading: Equatable {
    var name: LedgerName
    var lastSeq: UInt64
    var text: [UInt8]
}

/// A directory with a ledger's files as an input has them.
private final class FuzzShelf {
    private let path: String
    /// Lines that stand before anything else in the first file.
    let undamaged: [UInt8]
    /// Whether older lines stand behind these, undamaged: the last line is then not the last that was said, and
    /// only a reading of the whole file would tell.
    private(set) var isWrittenOver = false
    /// All that stands in a second file, if there is one.
    private(set) var second: [UInt8]?
    private var opened: UInt64 = 0

    init(_ start: FuzzInput) {
        var input = start
        var template = Array("\(NSTemporaryDirectory())/talkroom-fuzz-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no directory for a ledger") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let count = UInt64(input.number(0...5))
        undamaged = (0..<count).flatMap { line($0 + 1) }
        let deeds = input.byte()
        if deeds & 1 == 1 { write(input.take(Int(input.byte())), to: "name") }
        if deeds & 2 == 2 { write(input.take(Int(input.byte())), to: Self.segment(40)) }
        if deeds & 4 == 4 {
            second = (50..<53).flatMap { line($0) }
            write(second ?? [], to: Self.segment(50))
        }
        isWrittenOver = input.bytes.split(separator: 0x0A).contains { line in
            guard case .said(let said)? = try? Event(jsonLine: Array(line)) else { return false }
            return said.seq <= count
        }
        write(undamaged + input.bytes, to: Self.segment(1))
    }

    private static func segment(_ first: UInt64) -> String {
        let number = String(first)
        return String(repeating: "0", count: 20 - number.count) + number + ".jsonl"
    }

    private func write(_ bytes: [UInt8], to file: String) {
        let descriptor = creat("\(path)/\(file)", 0o640)
        let written = Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
        if written != bytes.count { fatalError("no room for a ledger") }
    }

    /// Opens the ledger, does something with it, and reads all of it.
    func read(_ body: (inout Ledger) -> Void) -> Reading {
        do throws(LedgerFault) {
            opened += 1
            var recalled: [UInt8] = []
            var ledger = try Ledger(
                opening: path, settings: LedgerSettings(retentionDays: 10_000_000),
                freshName: LedgerName(random: (0, opened)), now: now
            ) { recalled += Event.said($0).jsonLine }
            let text = all(of: ledger.archive)
            demand(text.ends(with: recalled), "what is remembered is the last of what is read")
            body(&ledger)
            return Reading(
                name: ledger.recovery.name, lastSeq: ledger.recovery.lastSeq,
                text: all(of: ledger.archive))
        } catch {
            fatalError("the ledger does not open: \(error)")
        }
    }

    /// All that the archive gives; a few lines at a time, as somebody asks for them.
    private func all(of archive: LedgerArchive) -> [UInt8] {
        var bytes: [UInt8] = []
        var seq: UInt64 = 1
        do throws(SystemError) {
            while let found = try archive.lines(from: seq, through: .max, maxBytes: 300) {
                demand(found.next > seq && found.next - 1 <= archive.lastSeq, "numbers rise")
                check(Array(found.bytes), from: seq, to: found.next)
                bytes += found.bytes
                seq = found.next
            }
        } catch {
            fatalError("the ledger is not read: \(error)")
        }
        return bytes
    }

    private func check(_ lines: [UInt8], from first: UInt64, to next: UInt64) {
        var least = first
        for line in lines.split(separator: 0x0A) {
            guard case .said(let said)? = try? Event(jsonLine: Array(line)) else {
                fatalError("not kept: what is given back was said")
            }
            demand(said.seq >= least && said.seq < next, "numbers rise")
            demand(Event.said(said).jsonLine.dropLast() == line, "it is as it would be said today")
            least = said.seq + 1
        }
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}

extension [UInt8] {
    fileprivate func ends(with tail: [UInt8]) -> Bool { suffix(tail.count) == tail[...] }
}
