import TestSupport
import Testing

/// What is not a request gets an `error`, and the session goes on.
@Suite struct MalformedJSONTests {
    /// Where in a session's life the line comes.
    enum Moment: CaseIterable { case beforeHello, afterHello }

    @Test func `the table of malformed lines is long, and no two are the same`() {
        #expect(MalformedLine.all.count >= 150)
        let copies = Dictionary(grouping: MalformedLine.all, by: \.bytes).filter { $1.count > 1 }
        #expect(copies.isEmpty, "\(copies.values.map { $0.map(\.name) })")
        #expect(MalformedLine.all.allSatisfy { !$0.bytes.contains(0x0A) })
    }

    @Test(arguments: Moment.allCases)
    func `each malformed line gets an error and leaves the session alive`(moment: Moment) throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        for line in MalformedLine.all {
            do {
                try expectError(for: line, moment, daemon)
            } catch {
                Issue.record("\(line.name), \(escaped(line.bytes, most: 120)): \(error)")
            }
        }
    }

    private func expectError(
        for line: MalformedLine, _ moment: Moment, _ daemon: Daemon
    ) throws {
        let client = try JSONClient(LineStream(connecting: daemon.socket))
        defer { client.close() }
        switch moment {
        case .beforeHello:
            // The first byte chooses the dialect, whatever the rest is worth.
            try client.send("{")
            try client.expect("error")
        case .afterHello: try client.hello(extra: #""present":false,"backlog":0"#)
        }
        try client.stream.send(line.bytes + [0x0A])
        let answer = try client.next()
        guard let answer, answer.event == "error" else {
            throw Unmet("no error but \(answer?.description ?? "the end")")
        }
        #expect(answer["text"]?.isEmpty == false, "\(line.name)")
        #expect(answer[bool: "fatal"] != true, "\(line.name)")
        let right = line.codes.union(moment == .beforeHello ? ["hello-first"] : [])
        if !right.contains(answer["code"] ?? "") {
            Issue.record("\(line.name): \(answer), instead of \(right)")
        }
        if moment == .beforeHello { try client.hello(extra: #""present":false,"backlog":0"#) }
        #expect(try client.settle().isEmpty, "\(line.name) is answered once")
    }
}
