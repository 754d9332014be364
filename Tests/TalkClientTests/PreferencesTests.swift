import Foundation
import Posix
import TestSupport
import Testing

@testable import TalkClient

@Suite struct PreferencesTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private func file() throws -> PreferencesFile {
        PreferencesFile(in: try #require(StateDirectory(stateHome: home.path, home: nil)))
    }

    @Test func `what was chosen is there the next time, what two chose too`() throws {
        let (one, other) = (try file(), try file())
        #expect(one.preferences() == Preferences())
        try one.keep(.ignore("wren"))
        try other.keep(.bell(.all))
        try one.keep(.ignore("bob"))
        try other.keep(.ignore("wren"))
        #expect(try file().preferences().ignored == ["wren", "bob"])
        #expect(try file().preferences().bell == .all)
        try one.keep(.unignore("wren"))
        #expect(try file().preferences().ignored == ["bob"])
    }

    @Test func `a file of anybody's making is taken as far as it is one`() throws {
        try FileManager.default.createDirectory(
            atPath: home.file("talkroom"), withIntermediateDirectories: false)
        let text =
            "nonsense\nignore\nignore a\nbell loud\nbell private\nignore \u{1B}]0;x\n\u{FF}\n"
        try text.write(
            toFile: home.file("talkroom/preferences"), atomically: false, encoding: .utf8)
        let preferences = try file().preferences()
        #expect(preferences.ignored == ["a", "\u{FFFD}]0;x"])
        #expect(preferences.bell == .private)
    }

    @Test func `where nothing can be kept, that is an error and not silence`() throws {
        let nowhere = PreferencesFile(
            in: try #require(StateDirectory(stateHome: nil, home: "/nonexistent")))
        #expect(throws: SystemError.self) { try nowhere.keep(.ignore("wren")) }
        #expect(nowhere.preferences() == Preferences())
    }

    @Test func `they stay bounded`() {
        var preferences = Preferences()
        for number in 0...Preferences.maxIgnored { preferences.apply(.ignore("user\(number)")) }
        #expect(preferences.ignored.count == Preferences.maxIgnored)
        #expect(preferences.ignored.last == "user\(Preferences.maxIgnored)")
    }
}
