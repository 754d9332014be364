import Posix
import TalkProtocol
import TalkText

/// What the user chose in the room and keeps from one run to the next.
struct Preferences: Hashable, Sendable {
    /// One choice.
    enum Change: Hashable, Sendable {
        case ignore(String)
        case unignore(String)
        case bell(Bell.Occasion)
    }

    /// So many accounts can be ignored, which is as many as the daemon takes; of more, the last ones are.
    static let maxIgnored = Limits.maxUnwantedAccounts

    /// The accounts of whom nothing is shown, in the order in which they came here.
    private(set) var ignored: [String] = []
    private(set) var bell = Bell.Occasion.mentions

    mutating func apply(_ change: Change) {
        switch change {
        case .ignore(let account):
            guard !ignored.contains(account) else { return }
            ignored = (ignored + [account]).suffix(Self.maxIgnored)
        case .unignore(let account): ignored.removeAll { $0 == account }
        case .bell(let occasion): bell = occasion
        }
    }
}

/// The preferences on disk: `preferences`, lines of a word and what it is about.
struct PreferencesFile: Sendable {
    private static let name = "preferences"
    private static let maxBytes = 64 * 1024

    private let directory: StateDirectory

    init(in directory: StateDirectory) {
        self.directory = directory
    }

    /// What was kept; the usual, as far as nothing was, or it cannot be read.
    func preferences() -> Preferences {
        Self.preferences(directory.lines(of: Self.name, maxBytes: Self.maxBytes))
    }

    /// Keeps a choice.
    ///
    /// - Throws: ``SystemError`` as ``StateDirectory/change(_:maxBytes:_:)`` does.
    func keep(_ change: Preferences.Change) throws(SystemError) {
        try directory.change(Self.name, maxBytes: Self.maxBytes) { lines in
            var preferences = Self.preferences(lines)
            preferences.apply(change)
            return Self.lines(of: preferences)
        }
    }

    private static func preferences(_ lines: [ArraySlice<UInt8>]) -> Preferences {
        var preferences = Preferences()
        for line in lines {
            let text = SafeText(repairing: Array(line)).string
            let words = text.split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { continue }
            if words[0] == "ignore" {
                preferences.apply(.ignore(String(words[1])))
            } else if words[0] == "bell", let occasion = Bell.Occasion(rawValue: String(words[1])) {
                preferences.apply(.bell(occasion))
            }
        }
        return preferences
    }

    private static func lines(of preferences: Preferences) -> [[UInt8]] {
        (["bell \(preferences.bell.rawValue)"] + preferences.ignored.map { "ignore \($0)" })
            .map { Array($0.utf8) }
    }
}
