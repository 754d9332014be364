import Posix
import TalkTerminal

/// What a run leaves for later ones: gathered as it goes, and most of it kept at its end.
struct Gathered {
    private let keepsakes: Keepsakes
    private var entered = Recall()
    private var visit: Visit?

    /// - Parameter keepsakes: Where it is kept.
    init(for keepsakes: Keepsakes) {
        self.keepsakes = keepsakes
    }

    /// Takes from the desk what is to be kept at the end.
    mutating func take(from desk: Desk) {
        for line in desk.remembered { entered.add(line) }
        visit = desk.visit ?? visit
    }

    /// Keeps a choice, at once: another run may begin before this one ends.
    func keep(_ change: Preferences.Change) throws(SystemError) {
        try keepsakes.preferences?.keep(change)
    }

    /// The run is over.
    func keepAll() {
        keepsakes.recall?.add(entered.entries)
        if let visit { keepsakes.visits?.add(visit) }
    }
}
