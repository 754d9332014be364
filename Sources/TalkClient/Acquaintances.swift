import TalkProtocol
import TalkText

/// The names that Tab completes: of those who were heard of, who spoke last first.
struct Acquaintances {
    /// Of more, those are forgotten who have been silent for longest.
    static let maxNames = 1000

    private var lastTurns: [String: Int] = [:]
    private var turn = 0

    /// Those who spoke, the last one first; then those who only came.
    var names: [String] {
        lastTurns.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    mutating func note(_ event: Event) {
        switch event {
        case .said(let said): spoke(said.speaker.name.string)
        case .told(let told): spoke(told.speaker.name.string)
        case .joined(let presence): met(presence.speaker.name.string)
        case .person(let person): met(person.speaker.name.string)
        case .renamed(let presence, let was):
            lastTurns[presence.speaker.name.string] = lastTurns.removeValue(forKey: was.string) ?? 0
        case .left(let presence, _): lastTurns[presence.speaker.name.string] = nil
        default: break
        }
    }

    private mutating func spoke(_ name: String) {
        turn += 1
        lastTurns[name] = turn
        bound()
    }

    private mutating func met(_ name: String) {
        guard lastTurns[name] == nil else { return }
        lastTurns[name] = 0
        bound()
    }

    private mutating func bound() {
        guard lastTurns.count > Self.maxNames else { return }
        for name in names.dropFirst(Self.maxNames / 2) { lastTurns[name] = nil }
    }
}
