import TestSupport

/// What operators do, and others try to.
extension RoomDice {
    private static let reasons = [
        "", "tea at four", "tea at four", "too\nloud", " olá\ttu  ", "\u{200B} \n",
        String(repeating: "é", count: 200), String(repeating: "é", count: 200) + "x",
    ]
    private static let spans: [Int?] = [nil, nil, 86_400, 30 * 86_400, 3650 * 86_400]
    private static let wrongSpans = [0, 3650 * 86_400 + 1, .max]
    private static let strangers = ["daemon", "1", "0", "root", "54321", "4294967295", "", "x y"]

    mutating func governing(_ model: RoomModel, _ own: RoomModel.Person) -> RoomDeed {
        switch number(0..<22) {
        case 0: .askTopic
        case 1: .acts(isOne(in: 3) ? nil : isOne(in: 10) ? 2000 : number(0..<30))
        case 2: .whoVerbose
        case 3..<6: act("topic")
        case 6..<9: act("mute", to: subject(model, own), seconds: span())
        case 9..<13: act("lift", to: isOne(in: 3) ? subject(model, own) : held(model, own))
        case 13..<17: act("redact", seq: sequence(model))
        case 17..<19: act("dismiss", to: subject(model, own))
        case 19, 20: .wall(text(), group: group(model), id: isOne(in: 2) ? id() : nil)
        // So that not everybody stays away.
        default:
            model.book.held.count > 3
                ? act("lift", to: held(model, own))
                : act("ban", to: subject(model, own), seconds: span())
        }
    }

    private mutating func act(
        _ kind: String, to: String? = nil, seconds: Int? = nil, seq: Int? = nil
    ) -> RoomDeed {
        let text = isOne(in: 8) ? one(of: HostileCorpus.texts) : one(of: Self.reasons)
        let hasText = kind == "topic" || isOne(in: 2)
        return .act(
            RoomDeed.Act(
                kind: kind, to: to, seconds: seconds, seq: seq, text: hasText ? text : nil,
                id: isOne(in: 2) ? id() : nil))
    }

    private mutating func group(_ model: RoomModel) -> String {
        one(of: model.groups.keys.sorted() + ["no-such-group"])
    }

    private mutating func span() -> Int? {
        isOne(in: 20) ? one(of: Self.wrongSpans) : one(of: Self.spans)
    }

    private mutating func subject(_ model: RoomModel, _ own: RoomModel.Person) -> String {
        switch number(0..<10) {
        case 0, 1: one(of: Self.strangers)
        case 2: "\(one(of: model.names.people).uid)"
        case 3: own.login
        case 4..<7: login()
        default: called(model)
        }
    }

    /// Somebody who is muted or banned, if anybody is.
    private mutating func held(_ model: RoomModel, _ own: RoomModel.Person) -> String {
        let held = model.book.held
        return held.isEmpty ? subject(model, own) : "\(one(of: held))"
    }

    /// Of something said of late or long ago, or of nothing.
    private mutating func sequence(_ model: RoomModel) -> Int {
        let last = model.lastSeq
        switch number(0..<10) {
        case 0: return last + number(1..<10)
        case 1: return 0
        case 2..<4: return number(0..<max(1, last))
        default: return max(0, last - number(0..<15))
        }
    }
}
