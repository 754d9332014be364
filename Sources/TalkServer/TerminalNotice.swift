import TalkLanguage
import TalkText

/// What is written to somebody's terminal, whoever sits at it and whatever they are doing there.
///
/// Every line of it begins with the mark of a notice or with the login of who speaks, and every row that a line
/// goes on in is indented: nothing that somebody typed can look like another's line.
struct TerminalNotice: Sendable {
    /// A terminal that does not say how wide it is.
    private static let usualColumns = 80
    /// A narrower one breaks the rows by itself.
    private static let leastColumns = 8

    private let lines: [SafeText]

    /// - Parameters:
    ///   - notices: Our own words.
    ///   - text: Somebody's.
    ///   - login: Whose, as the kernel has it.
    init(_ notices: [Phrase], in language: Language, text: SafeText? = nil, of login: SafeText) {
        let lead = SafeText(sanitizing: "\(login): ")
        lines =
            notices.map { Self.line($0, language) }
            + (text?.safeLines ?? []).map { SafeText(lead, followedBy: $0) }
    }

    /// Whether a notice fills no more than a row of a usual screen.
    static func fitsRow(_ notice: Phrase, in language: Language) -> Bool {
        CellWidth.of(line(notice, language).string, .wide) < usualColumns
    }

    private static func line(_ notice: Phrase, _ language: Language) -> SafeText {
        SafeText(sanitizing: "-- " + notice.text(in: language))
    }

    /// The rows, for a screen so wide: each begins with a line end, so that it stands at the left edge, wherever the
    /// cursor was left by whom; a terminal in raw mode needs each CR. The last one ends with one, too.
    ///
    /// Written one by one, they stay whole whatever else is written there meanwhile.
    func rows(columns: Int) -> [[UInt8]] {
        let columns = max(columns > 0 ? columns : Self.usualColumns, Self.leastColumns) - 1
        var rows = lines.flatMap { line in
            // Where the width of a character is anybody's guess, a row is rather too short: what the terminal wraps
            // would begin at the left edge.
            let paragraph = Paragraph(line, columns: columns, ambiguous: .widest)
            return paragraph.rows.map { Array(("\r\n" + paragraph.text(of: $0)).utf8) }
        }
        guard !rows.isEmpty else { return [] }
        rows[0].insert(Self.bell, at: 2)
        rows[rows.count - 1] += Array("\r\n".utf8)
        return rows
    }

    private static let bell: UInt8 = 7
}
