/// Ledgers of talkroomd, by how much was said in them: each made when it is first asked for, and there for all
/// rounds.
final class LedgerShelf {
    private let directory: String
    private var finished: Set<Int> = []

    /// - Parameter directory: Where they lie, and are left to who removes it.
    init(in directory: String) {
        self.directory = directory
    }

    /// The directory of a ledger with so many messages.
    ///
    /// - Parameter make: Makes it there.
    func ledger(
        of messages: Int, make: (String) throws(Fault) -> Void
    ) throws(Fault) -> String {
        let path = "\(directory)/ledger-\(messages)"
        if !finished.contains(messages) {
            try make(path)
            finished.insert(messages)
        }
        return path
    }
}
