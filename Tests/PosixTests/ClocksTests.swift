import Foundation
import Posix
import Testing

@Suite struct ClocksTests {
    @Test func `the local time is the one of this process's time zone`() {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = "yyyy-MM-dd HH:mm"
        let before = formatter.string(from: Date())
        let local = WallClock.local()
        let after = formatter.string(from: Date())
        // A minute may have passed in between.
        #expect([before, after].contains("\(local.date) \(local.time)"))
    }
}
