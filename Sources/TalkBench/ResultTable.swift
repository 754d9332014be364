import TalkLanguage

/// The results as a table for people, at most 100 columns wide.
struct ResultTable {
    private static let nameColumns = 11
    private static let valueColumns = 10
    private static let spreadColumns = 19
    private static let ratioColumns = 8

    let results: Results
    let language: Language

    /// Lines with their LF: for each question a heading, and a line for each contender.
    var text: String {
        var lines = [Phrase.benchColumns.text(in: language)]
        for question in results.questions {
            for measures in question.scenario.measures {
                let contenders = Contender.allCases.filter { contender in
                    measures.contains { results.samples(question, $0, of: contender) != nil }
                }
                guard !contenders.isEmpty else { continue }
                lines.append("")
                lines.append(heading(question, measures, contenders))
                for contender in contenders {
                    lines.append(line(question, measures, contender))
                }
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// `saturation, 10 clients, 8x1: deliveries/s | server CPU …`
    private func heading(
        _ question: Question, _ measures: [Measure], _ contenders: [Contender]
    ) -> String {
        let subject = Phrase.benchQuestion(question.scenario.rawValue, clients: question.clients)
        let detail = question.detail.isEmpty ? "" : ", \(question.detail)"
        let rounds = contenders.flatMap { contender in
            measures.compactMap { results.samples(question, $0, of: contender)?.values.count }
        }
        let names = measures.map { $0.name.text(in: language) }.joined(separator: "; ")
        let times = Phrase.benchRounds(rounds.max() ?? 0).text(in: language)
        return "\(subject.text(in: language))\(detail): \(names) (\(times))"
    }

    private func line(
        _ question: Question, _ measures: [Measure], _ contender: Contender
    ) -> String {
        let cells = measures.map { measure -> String in
            let columns = Self.valueColumns + Self.spreadColumns + Self.ratioColumns
            guard let samples = results.samples(question, measure, of: contender) else {
                return String(repeating: " ", count: columns)
            }
            return cell(samples, measure, results.ratio(question, measure, to: contender))
        }
        let line = "  " + padded(contender.rawValue, to: Self.nameColumns) + cells.joined()
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    private func cell(_ samples: Samples, _ measure: Measure, _ ratio: Double?) -> String {
        let value = samples.median.map { measure.text(of: $0) } ?? ""
        var spread = ""
        if samples.values.count > 1, let least = samples.least, let most = samples.most {
            spread = "  (\(measure.text(of: least).prefix { $0 != " " })–"
            spread += "\(measure.text(of: most).prefix { $0 != " " }))"
        }
        let shown = ratio.map { "  " + fixed($0, digits: 2) } ?? ""
        return padded(value, to: Self.valueColumns, fromRight: true)
            + padded(spread, to: Self.spreadColumns)
            + padded(shown, to: Self.ratioColumns)
    }

    private func padded(_ text: String, to columns: Int, fromRight: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, columns - text.count))
        return fromRight ? spaces + text : text + spaces
    }
}
