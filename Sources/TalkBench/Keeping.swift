/// What talkroomd does with what is said.
enum Keeping: String, CaseIterable, Sendable {
    /// It is forgotten.
    case off
    /// Some of it is remembered, as in every scenario that compares talkroomd with others: those keep nothing
    /// on a disk.
    case memory
    /// It is in the ledger.
    case disk
    /// The same, and on the disk before anybody is sent it.
    case batch

    /// The keys of the configuration, with their values.
    var settings: [String] {
        switch self {
        case .off, .memory: ["history=\(rawValue)"]
        case .disk: ["history=disk", "sync=off"]
        case .batch: ["history=disk", "sync=batch"]
        }
    }
}
