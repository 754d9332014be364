import Foundation
import Posix
import TalkTerminal
import TestSupport
import Testing

@testable import TalkClient

@Suite struct RecallFileTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private var file: String { home.file(".local/state/talkroom/recall") }

    private func recallFile() throws -> RecallFile {
        RecallFile(in: try #require(StateDirectory(stateHome: "", home: home.path)))
    }

    @Test func `what is added is there the next time, for its owner alone`() throws {
        let recall = try recallFile()
        #expect(recall.entries().isEmpty)
        recall.add(["oi", "one\nof \\two\\n"])
        recall.add(["last"])
        #expect(try recallFile().entries() == ["oi", "one\nof \\two\\n", "last"])
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: home.file(".local/state/talkroom"))
        #expect(names == ["recall"])
    }

    @Test func `two that end one after the other both keep what was entered`() throws {
        let (one, other) = (try recallFile(), try recallFile())
        _ = (one.entries(), other.entries())
        one.add(["one"])
        other.add(["other"])
        #expect(try recallFile().entries() == ["one", "other"])
    }

    @Test func `the state directory is where the environment says, if that is absolute`() throws {
        let state = try #require(
            StateDirectory(stateHome: home.file("state"), home: "/nonexistent"))
        let recall = RecallFile(in: state)
        recall.add(["oi"])
        #expect(FileManager.default.fileExists(atPath: home.file("state/talkroom/recall")))
        #expect(StateDirectory(stateHome: nil, home: nil) == nil)
        #expect(StateDirectory(stateHome: "relative", home: "") == nil)
        let nowhere = RecallFile(
            in: try #require(StateDirectory(stateHome: nil, home: "/nonexistent")))
        nowhere.add(["oi"])
        #expect(nowhere.entries().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: "/nonexistent"))
    }

    @Test func `what is missing above the state directory is made, for its owner alone`() throws {
        for (index, below) in ["a/b/c", "d//e/f/"].enumerated() {
            let place = home.file(below)
            let recall = RecallFile(in: try #require(StateDirectory(stateHome: place, home: nil)))
            recall.add(["oi"])
            #expect(recall.entries() == ["oi"], "\(index)")
        }
        for made in ["a", "a/b", "a/b/c", "a/b/c/talkroom", "d", "d/e", "d/e/f"] {
            let mode = try FileManager.default.attributesOfItem(atPath: home.file(made))[
                .posixPermissions]
            #expect(mode as? Int == 0o700, "\(made)")
        }
    }

    @Test func `it stays bounded`() throws {
        let recall = try recallFile()
        recall.add((0..<Recall.maxEntries + 5).map { "\($0)" })
        recall.add(["last"])
        let entries = recall.entries()
        #expect(entries.count == Recall.maxEntries && entries.last == "last")
        #expect(entries.first == "6")
    }

    /// What may stand where the file should.
    enum Obstacle: CaseIterable {
        case directory, fifo, link, garbage, huge
    }

    @Test(arguments: Obstacle.allCases)
    func `whatever stands there is no trouble`(obstacle: Obstacle) throws {
        let recall = try recallFile()
        recall.add(["oi"])
        try FileManager.default.removeItem(atPath: file)
        let precious = home.file("precious")
        try "precious".write(toFile: precious, atomically: false, encoding: .utf8)
        switch obstacle {
        case .directory: mkdir(file, 0o700)
        case .fifo: mkfifo(file, 0o600)
        case .link: symlink(precious, file)
        case .garbage:
            try Data([0xFF, 0x1B, 0x5B, 0x32, 0x4A, 0x0A, 0x0A, 0x5C]).write(
                to: URL(fileURLWithPath: file))
        case .huge:
            try Data(repeating: 0x78, count: 4 * Recall.maxBytes).write(
                to: URL(fileURLWithPath: file))
        }
        let entries = recall.entries()
        #expect(entries.allSatisfy { !$0.unicodeScalars.contains("\u{1B}") })
        recall.add(["new"])
        #expect(try String(contentsOfFile: precious, encoding: .utf8) == "precious")
        if obstacle == .garbage || obstacle == .huge { #expect(recall.entries().last == "new") }
    }
}
