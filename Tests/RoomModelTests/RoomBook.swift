/// What operators did, and what of it holds, as talkroom(7), "Operators", has it.
struct RoomBook {
    struct Act {
        let number: Int
        let kind: String
        /// The login of who did it.
        let by: String
        /// Whose account it is about.
        let uid: Int?
        let seconds: Int?
        let text: String
        /// All but `standing` and `id`.
        let keys: [(String, Meant.Value?)]
        /// As a person reads it.
        let words: String

        /// Until when, why, and whom to ask.
        var notice: String {
            "your account is banned" + (seconds.map { _ in " until \u{8}" } ?? "")
                + (text.isEmpty ? "" : ": \(text)") + "; ask \(by)"
        }

        /// - Parameter id: The request's.
        func acted(_ id: String?) -> Meant {
            meant(
                "acted", [("kept", .hole(.kept)), ("id", id.map { .string($0) })], "-- \(words)")
        }

        func asked(isStanding: Bool) -> Meant {
            meant(
                "act",
                [("standing", isStanding ? .boolean(true) : nil), ("kept", .hole(.kept))],
                "-- \u{8}" + (isStanding ? ", in force" : "") + ": " + words)
        }

        private func meant(
            _ event: String, _ more: [(String, Meant.Value?)], _ line: String
        ) -> Meant {
            var meant = Meant(event, keys + more, plain: [line])
            meant.act = Meant.Act(number: number, seconds: seconds)
            return meant
        }
    }

    // The limits of talkroom(7) that come into it.
    static let mostOver = 1000
    static let mostAsked = 1000
    static let usual = 20
    static let reasonBytes = 400

    /// Those that are kept, the oldest first.
    private(set) var all: [Act] = []
    private(set) var lastNumber = 0
    /// The numbers of those that hold.
    private var mutes: [Int: Int] = [:]
    private var bans: [Int: Int] = [:]
    private var topicNumber: Int?

    func isMuted(_ uid: Int) -> Bool { mutes[uid] != nil }
    func isBanned(_ uid: Int) -> Bool { bans[uid] != nil }
    func ban(on uid: Int) -> Act? { all.last { $0.number == bans[uid] } }
    var topic: Act? { all.last { $0.number == topicNumber } }
    /// Who is muted or banned.
    var held: [Int] { Set(mutes.keys).union(bans.keys).sorted() }

    private func isStanding(_ act: Act) -> Bool {
        switch (act.kind, act.uid) {
        case ("mute", let uid?): mutes[uid] == act.number
        case ("ban", let uid?): bans[uid] == act.number
        case ("topic", _): topicNumber == act.number
        default: false
        }
    }

    mutating func take(_ act: Act) {
        lastNumber = act.number
        all.append(act)
        switch (act.kind, act.uid) {
        case ("mute", let uid?): mutes[uid] = act.number
        case ("ban", let uid?): bans[uid] = act.number
        case ("lift", let uid?):
            mutes[uid] = nil
            bans[uid] = nil
        case ("topic", _): topicNumber = act.text.isEmpty ? nil : act.number
        default: break
        }
        let over = all.filter { !isStanding($0) }
        let forgotten = Set(over.dropLast(Self.mostOver).map(\.number))
        if !forgotten.isEmpty { all.removeAll { forgotten.contains($0.number) } }
    }

    /// What answers who asks for so many.
    func last(_ count: Int?) -> [Meant] {
        let count = min(count ?? Self.usual, Self.mostAsked)
        return all.enumerated().compactMap { index, act in
            let isStanding = isStanding(act)
            return isStanding || index >= all.count - count
                ? act.asked(isStanding: isStanding) : nil
        }
    }
}
