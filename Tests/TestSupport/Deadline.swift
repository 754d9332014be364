import Foundation

/// A moment after which a test stops waiting and says what it saw.
///
/// Deadlines are generous: they bound a failure, they do not measure speed.
package struct Deadline: Sendable {
    /// Seconds that a wait gets unless it says otherwise; longer where the thread sanitizer slows everything.
    package static let generousSeconds: Double = Sanitizer.isThread ? 120 : 60

    /// The same for what ten thousand are to do.
    package static let crowdSeconds: Double = 300

    private let end: UInt64

    package init(after seconds: Double = Deadline.generousSeconds) {
        end = DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1e9)
    }

    package var hasPassed: Bool { DispatchTime.now().uptimeNanoseconds >= end }

    /// What is left, for poll(2); 0 when it has passed.
    package var remainingMilliseconds: Int32 {
        let now = DispatchTime.now().uptimeNanoseconds
        return now >= end ? 0 : Int32(min((end - now) / 1_000_000 + 1, 1_000_000))
    }
}

/// Whether this process, and the programs built with it, run under a sanitizer.
package enum Sanitizer {
    package static let isThread = dlsym(nil, "__tsan_init") != nil
}

/// What a test waited for and did not get, with what it got instead.
package struct Unmet: Error, CustomStringConvertible {
    package let description: String

    package init(_ wanted: String, seen: [String] = []) {
        let shown = seen.suffix(40).map { "    | \($0)" }.joined(separator: "\n")
        description = seen.isEmpty ? wanted : "\(wanted); seen:\n\(shown)"
    }
}

/// Waits until `condition` holds, looking again and again.
///
/// - Throws: ``Unmet`` with what `seen` says once `seconds` have passed.
package func eventually(
    _ wanted: String, within seconds: Double = Deadline.generousSeconds,
    seen: () -> [String] = { [] }, _ condition: () throws -> Bool
) throws {
    let deadline = Deadline(after: seconds)
    var naps: UInt32 = 0
    while try !condition() {
        guard !deadline.hasPassed else {
            throw Unmet("waited \(seconds) s for \(wanted)", seen: seen())
        }
        naps += 1
        usleep(min(naps * 50, 5000))
    }
}
