import Posix
import TalkLanguage
import TalkRoom

/// What the operator may change while the daemon serves, besides what the room itself goes by.
struct Terms: Sendable {
    let plain: PlainDialect
    /// Groups whose members may come in; nil for everyone.
    let allowedGroups: Set<UInt32>?
    let ring: Configuration.Policy
    let wall: Configuration.Policy
    let operatorGroups: Set<UInt32>

    init(_ settings: ServerSettings) {
        plain = PlainDialect(language: settings.language)
        allowedGroups = settings.allowedGroups
        ring = settings.ring
        wall = settings.wall
        operatorGroups = settings.operatorGroups
    }
}

extension Hall {
    /// The plain dialect, in the language of now.
    var plain: PlainDialect { currentTerms.plain }

    /// That of the plain dialect and of errors' texts.
    var language: Language { plain.language }

    /// See ``Terms/allowedGroups``.
    var allowedGroups: Set<UInt32>? { currentTerms.allowedGroups }

    /// Goes on with other settings: who is in stays in, and who comes, asks or speaks from now on meets them.
    func adopt(_ settings: ServerSettings) {
        let fresh = Terms(settings)
        take(fresh)
        // Who has ceased to be an operator, or become one, is what they are now.
        let ranks = allConnections.filter { !$0.isVisit }.map {
            (uid: $0.uid, rank: rank(of: $0.uid, at: $0.socket))
        }
        change { room in
            room.rerank(ranks)
            room.adopt(settings.room, now: now)
            room.delivery.encodePlain = { fresh.plain.bytes(for: $0) }
        }
    }
}
