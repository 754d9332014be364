import Foundation
import Posix
import TalkProtocol
import TalkText
import TestSupport
import Testing

@testable import TalkLedger

/// A directory for a ledger, and what is said in it.
final class Shelf {
    /// 2026-11-24, a little after three in the morning.
    static let now = Timestamp(milliseconds: 1_795_489_560_123)
    static let day: Int64 = 86_400_000

    private let temporary: TemporaryDirectory
    let path: String
    var settings = LedgerSettings()
    let mishaps = Mishaps()
    private(set) var names = 0

    init(in directory: String? = nil) throws {
        temporary = try TemporaryDirectory()
        path = (directory ?? temporary.path) + "/ledger"
    }

    /// Opens the ledger, as a daemon that begins does.
    func open(
        at now: Timestamp = Shelf.now, remember: (Said) -> Void = { _ in }
    ) throws(LedgerFault) -> Ledger {
        names += 1
        return try Ledger(
            opening: path, settings: settings,
            freshName: LedgerName(random: (0, UInt64(names))), now: now, mishaps: mishaps,
            remember: remember)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    var segments: [String] { files.filter { $0.hasSuffix(".jsonl") } }

    /// The bytes of every segment, in order.
    var text: String {
        segments.map { String(decoding: contents(of: file($0)), as: UTF8.self) }.joined()
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    }

    /// Makes a ledger in which messages 1 to `count` were said, and closes it.
    func fill(_ count: Int) throws {
        var ledger = try open()
        #expect(ledger.writer.say(count) == LedgerWriter.Outcome(lines: count))
    }
}

/// What somebody said under a number.
func said(
    _ seq: UInt64, _ text: String = "", at time: Timestamp = Shelf.now, id: String? = nil
) -> Said {
    Said(
        seq: seq, time: time,
        speaker: Speaker(
            name: SafeText(sanitizing: "wren"), account: SafeText(sanitizing: "ada"), uid: 1000),
        text: SafeText(sanitizing: text.isEmpty ? "message \(seq)" : text), style: .plain,
        id: MessageID(id ?? "id-\(seq)"))
}

func line(_ seq: UInt64, _ text: String = "", at time: Timestamp = Shelf.now) -> [UInt8] {
    Event.said(said(seq, text, at: time)).jsonLine
}

func lines(_ seqs: ClosedRange<UInt64>) -> [UInt8] { seqs.flatMap { line($0) } }

extension LedgerWriter {
    /// Says so many things with one call.
    mutating func say(
        _ count: Int, _ text: String = "", at now: Timestamp = Shelf.now
    ) -> Outcome {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for index in 0..<count {
            bytes += line(lastSeq + 1 + UInt64(index), text, at: now)
            ends.append(bytes.count)
        }
        return append(bytes.span, ends: ends.span, firstSeq: lastSeq + 1, now: now)
    }
}

extension LedgerArchive {
    /// All that is kept of a range, fetched so many bytes at a time.
    func all(
        _ range: ClosedRange<UInt64> = 1...UInt64(Int64.max), maxBytes: Int = 64 * 1024
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var seq = range.lowerBound
        while let found = try lines(from: seq, through: range.upperBound, maxBytes: maxBytes) {
            #expect(found.next > seq)
            bytes += found.bytes
            seq = found.next
        }
        return bytes
    }
}
