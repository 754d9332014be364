import Foundation
import TestSupport
import Testing

/// talkroomd(8), "Threats": each has tests, which are there.
@Suite struct ThreatTests {
    @Test func `every threat names tests that are there`() throws {
        let threats = try ManualPage("talkroomd.8").part("Threats").entries
        #expect(threats.count > 10)
        for threat in threats {
            let tests = threat.text.matches(of: /\.Pa (\S+)/).map { String($0.1) }
            #expect(!tests.isEmpty, "\(threat)")
            for test in tests {
                #expect(throws: Never.self, "\(test)") { try text(of: "Tests/\(test)") }
            }
        }
    }
}
