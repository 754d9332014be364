import Foundation

/// What must be gone when the test process ends, whether its tests passed or not.
package enum Leftovers {
    private static let lock = NSLock()
    nonisolated(unsafe) private static var duties: [() -> Void] = []
    private static let registered: Void = { _ = atexit { Leftovers.clear() } }()

    package static func remove(_ path: String) {
        atEnd { try? FileManager.default.removeItem(atPath: path) }
    }

    package static func atEnd(_ duty: @escaping () -> Void) {
        registered
        lock.withLock { duties.append(duty) }
    }

    private static func clear() {
        for duty in lock.withLock({ duties }).reversed() { duty() }
    }
}
