import TalkProtocol
import TalkText

/// Those who were heard of: whom Tab completes, whom one replies to, and whose account a name is.
struct Acquaintances {
    /// Of more, those are forgotten who have been silent for longest.
    static let maxNames = 1000

    private struct Acquaintance {
        var account: String
        /// Counts up with what is said; 0 for who has said nothing.
        var lastTurn = 0
    }

    private var known: [String: Acquaintance] = [:]
    private var turn = 0
    /// Who told us something last, or rang us.
    private var teller: (name: String, account: String)?

    /// The name or login of who told us something last, or rang us; nil when nobody did, or another has that name now.
    var lastTeller: String? { teller?.name }

    /// Those who spoke, the last one first; then those who only came.
    var names: [String] {
        known.sorted { ($1.value.lastTurn, $0.key) < ($0.value.lastTurn, $1.key) }.map(\.key)
    }

    /// The account that somebody means by a name or a login; nil when nobody known has it.
    func account(of who: String) -> String? {
        if let exact = known[who] { return exact.account }
        if known.values.contains(where: { $0.account == who }) { return who }
        let lower = who.lowercased()
        return known.first { $0.key.lowercased() == lower }?.value.account
    }

    /// - Parameters:
    ///   - isOwn: It was ourselves.
    ///   - isIgnored: The user does not see it: nothing that they mean can be its sender.
    mutating func note(_ event: Event, isOwn: Bool, isIgnored: Bool = false) {
        switch event {
        case .said(let said) where isIgnored: met(said.speaker)
        case .told(let told) where isIgnored: met(told.speaker)
        case .rang(let rang) where isIgnored: met(rang.speaker)
        case .said(let said): spoke(said.speaker)
        case .told(let told):
            spoke(told.speaker)
            if !isOwn { teller = (told.speaker.name.string, told.speaker.account.string) }
        case .rang(let rang):
            spoke(rang.speaker)
            teller = (rang.speaker.name.string, rang.speaker.account.string)
        case .joined(let presence), .answered(let presence): met(presence.speaker)
        case .lodger(let lodger): lodges(lodger.account.string)
        case .person(let person): met(person.speaker)
        case .renamed(let presence, let was): renamed(presence.speaker, was: was.string)
        case .left(let presence, _):
            // Who is gone can still be ignored, by the login that was beside the name.
            known[presence.speaker.name.string] = nil
        default: break
        }
    }

    /// We were away, and did not see who took which name: only the login is still surely theirs.
    mutating func missedSome() {
        teller = teller.map { ($0.account, $0.account) }
    }

    private mutating func spoke(_ speaker: Speaker) {
        appeared(speaker)
        turn += 1
        known[speaker.name.string] = Acquaintance(account: speaker.account.string, lastTurn: turn)
        bound()
    }

    private mutating func met(_ speaker: Speaker) {
        appeared(speaker)
        guard known[speaker.name.string]?.account != speaker.account.string else { return }
        known[speaker.name.string] = Acquaintance(account: speaker.account.string)
        bound()
    }

    /// Somebody is at a terminal and not here: their login is what they can be rung by, unless somebody here is
    /// called so.
    private mutating func lodges(_ account: String) {
        guard known[account] == nil else { return }
        known[account] = Acquaintance(account: account)
        bound()
    }

    private mutating func renamed(_ speaker: Speaker, was: String) {
        let name = speaker.name.string
        appeared(speaker)
        known[name] =
            known.removeValue(forKey: was) ?? Acquaintance(account: speaker.account.string)
        if teller?.name == was, teller?.account == speaker.account.string { teller?.name = name }
        bound()
    }

    /// Somebody has this name now. Whoever took it from who told us something is not to get the reply.
    private mutating func appeared(_ speaker: Speaker) {
        guard let teller, teller.name == speaker.name.string else { return }
        if teller.account != speaker.account.string { self.teller = nil }
    }

    private mutating func bound() {
        guard known.count > Self.maxNames else { return }
        for name in names.dropFirst(Self.maxNames / 2) { known[name] = nil }
    }
}
