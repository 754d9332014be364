import Foundation
import TalkProtocol
import TalkText
import TestSupport
import Testing

@testable import TalkServer

@Suite struct ActsFileTests {
    private let acts: [Act] = [
        act(.dismiss, 1000), act(.mute, 1001, until: 2000, "too loud: \"ha\" = \\"),
        act(.ban, 4_294_967_294, "não"), act(.lift, 1001), act(.topic, nil, "tea at four"),
        act(.redact, 1000, seq: 17),
    ]

    private static func act(
        _ kind: ActKind, _ uid: UInt32?, until: Int64? = nil, seq: UInt64? = nil,
        _ text: String = ""
    ) -> Act {
        Act(
            time: Timestamp(milliseconds: 1000),
            speaker: Speaker(
                name: SafeText(sanitizing: "Wren"), account: SafeText(sanitizing: "wren"), uid: 7),
            kind: kind,
            to: uid.map { Act.Subject(account: SafeText(sanitizing: "u\($0)"), uid: $0) },
            until: until.map(Timestamp.init), seq: seq, text: SafeText(sanitizing: text))
    }

    @Test func `acts come back as they were kept, in their order`() throws {
        let directory = try TemporaryDirectory()
        let file = ActsFile(in: directory.path)
        #expect(try file.read().acts.isEmpty)
        try file.write(acts)
        let found = try file.read()
        #expect(found.acts == acts && found.damagedLines == 0)
        try file.write([acts[4]])
        #expect(try file.read().acts == [acts[4]])
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["acts"])
        let facts = try FileManager.default.attributesOfItem(atPath: directory.file("acts"))
        #expect(facts[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a line that cannot be read is left out and counted, and no other`() throws {
        let directory = try TemporaryDirectory()
        let file = ActsFile(in: directory.path)
        try file.write(acts)
        let lines = contents(of: directory.file("acts")).split(separator: 0x0A)
        let damaged: [[UInt8]] = [
            Array(lines[0]), Array("what is this".utf8), Array(lines[1].dropLast(30)),
            Array(lines[2]), Array(#"{"event":"act","act":"knight","time":"1970-01-01"}"#.utf8),
            Array(#"{"event":"end"}"#.utf8), Array(lines[4]),
        ]
        let text = Data(damaged.joined(separator: [0x0A]))
        try text.write(to: URL(fileURLWithPath: directory.file("acts")))
        let found = try file.read()
        #expect(found.acts == [acts[0], acts[2], acts[4]] && found.damagedLines == 4)
        // What was there is there for who looks whether it was a ban.
        #expect(contents(of: directory.file("acts.damaged")) == Array(text))
    }

    @Test func `what cannot be written leaves what was there`() throws {
        let directory = try TemporaryDirectory()
        let file = ActsFile(in: directory.path)
        try file.write(acts)
        // Nothing can be made or removed in its place.
        mkdir(directory.file("acts.new"), 0o755)
        #expect(throws: (any Error).self) { try file.write([]) }
        #expect(try file.read().acts == acts)
        #expect(throws: (any Error).self) { try ActsFile(in: "/nonexistent").write([]) }
    }

    @Test func `a symbolic link in its place is not read`() throws {
        let directory = try TemporaryDirectory()
        let elsewhere = try TemporaryDirectory()
        try ActsFile(in: elsewhere.path).write(acts)
        symlink(elsewhere.file("acts"), directory.file("acts"))
        #expect(throws: (any Error).self) { try ActsFile(in: directory.path).read() }
    }
}
