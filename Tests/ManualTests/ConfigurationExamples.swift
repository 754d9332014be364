import TalkServer
import Testing

/// How the examples of talkroom.conf(5) are run: they are read.
enum ConfigurationExamples {
    static let all: [ExampleTests.Run] = [read, read, read]

    private static func read(_ example: Example) {
        // Not every host has these groups.
        let text = example.text.replacing("staff, students", with: "root, daemon")
            .replacing("adm", with: "daemon")
        var configuration = Configuration()
        #expect(configuration.read(text, file: "f").map(\.phrase) == [])
        #expect(configuration != Configuration())
    }
}
