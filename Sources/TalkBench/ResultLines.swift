/// The results for programs: one JSON object a line.
struct ResultLines {
    let results: Results

    /// Lines with their LF, one for each figure.
    var text: String {
        var lines = ""
        for question in results.questions {
            for measure in question.scenario.measures.joined() {
                for contender in Contender.allCases {
                    guard let samples = results.samples(question, measure, of: contender)
                    else { continue }
                    lines += line(question, measure, contender, samples) + "\n"
                }
            }
        }
        return lines
    }

    private func line(
        _ question: Question, _ measure: Measure, _ contender: Contender, _ samples: Samples
    ) -> String {
        // No word of ours holds anything that JSON escapes.
        var fields = [
            #""scenario":"\#(question.scenario.rawValue)""#, #""clients":\#(question.clients)"#,
        ]
        if !question.detail.isEmpty { fields.append(#""detail":"\#(question.detail)""#) }
        fields.append(#""measure":"\#(measure.rawValue)""#)
        fields.append(#""contender":"\#(contender.rawValue)""#)
        for (key, value) in [
            ("median", samples.median), ("least", samples.least), ("most", samples.most),
            ("talkroom_ratio", results.ratio(question, measure, to: contender)),
        ] {
            if let value { fields.append(#""\#(key)":\#(fixed(value, digits: 3))"#) }
        }
        fields.append(#""rounds":\#(samples.values.count)"#)
        return "{\(fields.joined(separator: ","))}"
    }
}
