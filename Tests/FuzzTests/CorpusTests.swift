import Foundation
import TestSupport
import Testing

@testable import FuzzTargets

/// What the fuzzer found, and what it began with, tried once more.
@Suite struct CorpusTests {
    /// In a process of its own: what it looks for ends the process.
    @Test(arguments: FuzzTarget.allCases)
    func `no input that the fuzzer kept breaks a promise`(target: FuzzTarget) async throws {
        let files = try names(in: "Tests/FuzzCorpus/\(target.rawValue)")
        try #require(!files.isEmpty)
        let temporary = try TemporaryDirectory()
        let diary = temporary.file("diary")
        await #expect(processExitsWith: .success) {
            [word = target.rawValue as String, diary = diary as String] in
            // What it says at its end goes there, too.
            try #require(dup2(creat(diary, 0o600), STDERR_FILENO) >= 0)
            let target = try #require(FuzzTarget(rawValue: word))
            for file in try names(in: "Tests/FuzzCorpus/\(word)") {
                FileHandle.standardError.write(Data("\(word)/\(file)\n".utf8))
                target.check(try bytes(of: "Tests/FuzzCorpus/\(word)/\(file)"))
            }
            FileHandle.standardError.write(Data(Self.end.utf8))
        }
        let said = withExtendedLifetime(temporary) {
            String(decoding: contents(of: diary), as: UTF8.self)
        }
        guard !said.contains(Self.end) else { return }
        let lines = said.split(separator: "\n")
        let file = lines.last { $0.hasPrefix("\(target.rawValue)/") } ?? "no file"
        let fault = lines.first { $0.contains("Fatal error") } ?? lines.last ?? ""
        Issue.record("\(escaped(String(file))): \(escaped(String(fault)))")
    }

    private static let end = "all kept\n"

    @Test func `a promise that is broken ends the process, and says which`() async throws {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            demand(true, "one is one")
            demand(false, "one is two")
        }
        let said = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(said.contains("not kept: one is two"))
    }

    @Test func `each target has a corpus, and each corpus a target`() throws {
        let targets = FuzzTarget.allCases.map(\.rawValue).sorted()
        #expect(try names(in: "Tests/FuzzCorpus") == targets)
    }

    @Test(arguments: FuzzTarget.allCases)
    func `a corpus is small enough to be tried each time`(target: FuzzTarget) throws {
        let folder = "Tests/FuzzCorpus/\(target.rawValue)"
        let sizes = try names(in: folder).map { try bytes(of: "\(folder)/\($0)").count }
        #expect(sizes.count <= 100)
        #expect(sizes.reduce(0, +) <= 256 * 1024)
    }
}
