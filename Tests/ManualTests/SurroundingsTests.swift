import TalkLanguage
import TestSupport
import Testing

/// What the programs read of their environment, which files they look for and how they end, against their
/// pages.
@Suite struct SurroundingsTests {
    private struct Program: CustomTestStringConvertible {
        let page: String
        /// Where what it does is written.
        let files: [String]
        /// Variables that the C library reads for it.
        let borrowed: Set<String>

        var testDescription: String { page }
        var code: String { get throws { try files.map(text(of:)).joined() } }
    }

    /// The client's part of the server: a room of its own.
    private static let localRoom = "Sources/TalkServer/LocalRoom.swift"

    private static let programs: [Program] = {
        let files: ([String]) -> [String] = { $0.flatMap { (try? swiftFiles(in: $0)) ?? [] } }
        return [
            Program(
                page: "talkroom.1",
                files: files(["Sources/talkroom", "Sources/TalkClient"]) + [localRoom],
                borrowed: ["TZ"]),
            Program(
                page: "talkroomd.8",
                files: files(["Sources/talkroomd", "Sources/TalkServer", "Sources/Posix"])
                    .filter { $0 != localRoom },
                borrowed: []),
        ]
    }()

    @Test(arguments: programs)
    private func `every variable that is read is listed, and nothing else`(
        program: Program
    ) throws {
        let listed = try ManualPage(program.page).part("ENVIRONMENT").entries.flatMap(\.words)
        let reading = try program.code.split(separator: "\n").filter {
            // What is only taken away, so that no child sees it, is nobody's concern.
            $0.contains("nvironment(") && !$0.contains("_ = ")
        }
        let read = reading.joined().matches(of: /"([A-Z][A-Z_]+)"/).map { String($0.1) }
        #expect(Set(listed) == program.borrowed.union(read))
    }

    @Test(arguments: programs)
    private func `every path that is looked for unasked is listed`(program: Program) throws {
        let listed = Set(
            try ManualPage(program.page).part("FILES").entries.map {
                $0.words.last.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 } ?? ""
            })
        let usual = try text(of: "Sources/TalkCommandLine/UsualSocket.swift")
        let places = try (program.code + usual).matches(of: /"(\/(?:run|etc|var)\/[^"]*)"/)
        // Whether the host has accounts that it had not is the name service's business.
        let paths = Set(places.map { String($0.1) }).subtracting(["/etc/passwd"])
        #expect(!paths.isEmpty && paths.subtracting(listed) == [])
        let names = try program.code.matches(of: /let name = "([a-z]+)"/).map { String($0.1) }
        for name in names {
            #expect(listed.contains { $0.hasSuffix("/\(name)") || $0 == name }, "\(name)")
        }
    }

    @Test func `where what was said is kept is listed`() throws {
        let usual = try text(of: "Sources/TalkCommandLine/UsualDirectory.swift")
        let path = try #require(usual.firstMatch(of: /"(\/[^"]*)"/)).1
        let files = try ManualPage("talkroomd.8").part("FILES")
        #expect(files.entries.contains { $0.words == ["\(path)/"] })
    }

    @Test func `every status that talkroomd ends with is listed, and nothing else`() throws {
        let listed = try ManualPage("talkroomd.8").part("EXIT STATUS").entries.map(\.head)
        let program = try #require(Self.programs.last)
        let words = try program.code.matches(
            of: /StartFailure\([^{}]*?, \.(\w+)(?:, cause: \w+)?\)|ExitStatus\.(\w+)\.rawValue/)
        let ends = Set(words.compactMap { ($0.1 ?? $0.2).map(String.init) })
        let statuses = (0...255).compactMap(ExitStatus.init(rawValue:))
        let known = Set(statuses.map { "\($0)" })
        #expect(ends.subtracting(known) == [])
        #expect(listed == statuses.filter { ends.contains("\($0)") }.map { "\($0.rawValue)" })
    }
}
