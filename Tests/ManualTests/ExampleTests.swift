import Testing

/// Every example of the manual does what its page says of it.
@Suite struct ExampleTests {
    /// Runs an example, and checks what became of it.
    typealias Run = @Sendable (Example) throws -> Void

    /// How the examples of each page are run, in their order.
    private static let runs: [String: [Run]] = [
        "talkroom.1": CommandExamples.all,
        "pt_BR/talkroom.1": CommandExamples.all,
        "talkroom.7": ProtocolExamples.all,
        "talkroom.conf.5": ConfigurationExamples.all,
        "talkroomd.8": DaemonExamples.all,
        "talkroom-classic.1": ClassicExamples.all,
    ]

    @Test(arguments: Example.all)
    func `an example does what its page says`(example: Example) throws {
        let runs = try #require(Self.runs[example.page], "no example of this page is run")
        try #require(example.number < runs.count, "nothing runs it: \(example.text)")
        try runs[example.number](example)
    }

    @Test func `as many are run as there are, on every page`() throws {
        let counts = Dictionary(grouping: Example.all, by: \.page).mapValues(\.count)
        #expect(counts == Self.runs.mapValues(\.count))
        #expect(try Set(counts.keys) == Set(ManualPage.files()))
    }
}
