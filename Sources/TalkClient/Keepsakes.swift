/// The files in which one run leaves something for the next; none of what is nowhere to be kept.
struct Keepsakes: Sendable {
    let recall: RecallFile?
    let preferences: PreferencesFile?
    let visits: VisitsFile?

    /// - Parameters:
    ///   - directory: Where they are; nil for nowhere.
    ///   - recalls: Whether what is entered is kept.
    init(in directory: StateDirectory? = nil, recalls: Bool = true) {
        recall = recalls ? directory.map(RecallFile.init) : nil
        preferences = directory.map(PreferencesFile.init)
        visits = directory.map(VisitsFile.init)
    }

    /// What earlier runs left.
    var memory: Memory {
        Memory(
            preferences: preferences?.preferences() ?? Preferences(),
            visits: visits?.visits() ?? [])
    }
}
