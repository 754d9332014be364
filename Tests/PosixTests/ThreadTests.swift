import Foundation
import Testing

@testable import Posix

@Suite struct ThreadTests {
    /// Writes to so many bytes of stack below the caller.
    @inline(never)
    private static func touchStack(_ bytes: Int) -> UInt8 {
        var page = InlineArray<4096, UInt8>(repeating: 1)
        page[bytes % 4096] = 2
        let deeper = bytes > 4096 ? touchStack(bytes - 4096) : 0
        return page[Int(deeper)] &+ deeper
    }

    /// KiB of the mapping around an address that are in memory. See proc_pid_smaps(5).
    private static func residentKiB(around address: UInt) throws -> Int? {
        let file = FileHandle(forReadingAtPath: "/proc/self/smaps")
        let smaps = String(decoding: try file?.readToEnd() ?? Data(), as: UTF8.self)
        var isThere = false
        for line in smaps.split(separator: "\n") {
            let range = line.prefix { $0 != " " }.split(separator: "-")
                .compactMap { UInt($0, radix: 16) }
            if range.count == 2 { isThere = range[0] <= address && address < range[1] }
            if isThere, line.hasPrefix("Rss:") {
                return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            }
        }
        return nil
    }

    private struct Findings: Sendable {
        var before: Int?
        var after: Int?
        var isIntact = false
    }

    @Test func `a stack that was deep is small again after trimming, and whole`() throws {
        let findings = Locked(Findings())
        let thread = try Thread.start(name: "deep") {
            var kept = InlineArray<256, UInt8>(repeating: 7)
            kept[0] = Self.touchStack(128 * 1024) &* 0 &+ 7
            let address = unsafe withUnsafeMutablePointer(to: &kept) { UInt(bitPattern: $0) }
            let before = try? Self.residentKiB(around: address)
            Thread.trimStack()
            let isIntact = kept.indices.allSatisfy { kept[$0] == 7 }
            // Reading smaps takes stack again, but much less.
            let after = try? Self.residentKiB(around: address)
            findings.withLock { $0 = Findings(before: before, after: after, isIntact: isIntact) }
        }
        thread.join()
        let found = findings.withLock { $0 }
        let (before, after) = (try #require(found.before), try #require(found.after))
        #expect(before >= 128 && after < before - 64 && found.isIntact)
    }
}
