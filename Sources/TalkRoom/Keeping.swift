/// How far something that changes is kept: which of its states the disk has.
struct Keeping: Sendable {
    /// Counts the changes.
    private(set) var version: UInt64 = 0
    private(set) var keptVersion: UInt64 = 0
    /// That of the state which it was last tried to keep.
    private var triedVersion: UInt64 = 0
    /// Counts how often that was tried.
    private(set) var tries: UInt64 = 0

    /// - Parameter version: That of what the disk has already.
    init(kept version: UInt64 = 0) {
        self.version = version
        keptVersion = version
    }

    /// Whether there is something to be kept.
    var isBehind: Bool { version > keptVersion }

    /// Takes note of a change.
    ///
    /// - Returns: Its version.
    @discardableResult
    mutating func change() -> UInt64 {
        version += 1
        return version
    }

    /// Takes note that it was tried to keep a state.
    mutating func tried(_ version: UInt64, isKept: Bool) {
        tries += 1
        triedVersion = version
        if isKept { keptVersion = max(keptVersion, version) }
    }

    /// Whether a change is kept.
    ///
    /// - Parameter tries: How often it had been tried when that was asked first.
    /// - Returns: Nil while it may yet be.
    func isKept(_ version: UInt64, since tries: UInt64) -> Bool? {
        if version <= keptVersion { return true }
        return self.tries > tries && triedVersion >= version ? false : nil
    }
}
