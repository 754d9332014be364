/// What one line of figures is about.
struct Question: Hashable, Sendable {
    let scenario: Scenario
    let clients: Int
    /// Which of several questions of the scenario; empty when there is one.
    let detail: String
}

/// Every figure that was measured, in the order in which the questions were put.
struct Results: Sendable {
    private struct Key: Hashable {
        let question: Question
        let contender: Contender
        let measure: Measure
    }

    private(set) var questions: [Question] = []
    private var samples: [Key: Samples] = [:]

    mutating func add(
        _ reading: Reading, _ scenario: Scenario, clients: Int, of contender: Contender
    ) {
        let question = Question(scenario: scenario, clients: clients, detail: reading.detail)
        if !questions.contains(question) { questions.append(question) }
        let key = Key(question: question, contender: contender, measure: reading.measure)
        samples[key, default: Samples()].add(reading.value)
    }

    /// What was measured of one contender; nil when nothing was.
    func samples(
        _ question: Question, _ measure: Measure, of contender: Contender
    ) -> Samples? {
        samples[Key(question: question, contender: contender, measure: measure)]
    }

    /// Talkroom's median divided by a peer's; nil without both, or where it says nothing.
    func ratio(_ question: Question, _ measure: Measure, to peer: Contender) -> Double? {
        guard measure.isCompared, peer != .talkroom,
            let own = samples(question, measure, of: .talkroom)?.median,
            let other = samples(question, measure, of: peer)?.median, other != 0
        else { return nil }
        return own / other
    }
}
