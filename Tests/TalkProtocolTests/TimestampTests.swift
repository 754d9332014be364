import Foundation
import Testing

@testable import TalkProtocol

@Suite struct TimestampTests {
    @Test func `moments are written as RFC 3339 in UTC with milliseconds`() {
        #expect(Timestamp(milliseconds: 0).description == "1970-01-01T00:00:00.000Z")
        #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp(milliseconds: 951_782_400_000).description == "2000-02-29T00:00:00.000Z")
    }

    @Test func `a calendar of others agrees over a thousand years`() {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        for step in 0..<4000 {
            let milliseconds = Int64(step) * 7_919_713_337 + 1
            let ours = Timestamp(milliseconds: milliseconds).description
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            #expect(ours == formatter.string(from: date))
            #expect(Timestamp(ours)?.milliseconds == milliseconds)
        }
    }

    @Test func `anything else is not read as a moment`() {
        for text in [
            "", "2026-11-24", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
            "2026-11-24T03:06:00Z", "2026-11-24T03:06:00.000+", "2026-11-24t03:06:00.000Z",
            "2026-11-24T24:00:00.000Z", "2026-11-24T03:60:00.000Z", "2026-11-24T03:06:60.000Z",
            "2026-11-31T03:06:00.000Z", "2026-02-29T00:00:00.000Z", "2026-11-00T00:00:00.000Z",
            "9999-12-31T99:99:99.999Z",
        ] {
            #expect(Timestamp(text) == nil)
        }
    }
}
