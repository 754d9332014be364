import TalkText

/// However a text is laid out, nothing of it is lost, nothing is added, and no row is too wide.
func checkLayout(_ start: FuzzInput) {
    var input = start
    let columns = input.number(1...90)
    let widths: [CellWidth.Ambiguous] = [.narrow, .wide, .widest]
    let ambiguous = widths[input.number(0...2)]
    let text = SafeText(repairing: input.bytes)
    let paragraph = Paragraph(text, columns: columns, ambiguous: ambiguous)
    let indent = max(0, min(2, columns - 2))
    demand(!paragraph.rows.isEmpty, "there is a row")
    var offset = 0
    for (index, row) in paragraph.rows.enumerated() {
        if index > 0, indent > 0 {
            demand(row.segments.first == .spaces(indent), "all rows but the first are indented")
        }
        for case .text(let range) in row.segments {
            demandBlank(paragraph.bytes[offset..<range.lowerBound])
            offset = range.upperBound
        }
        demandFits(paragraph, row, columns, ambiguous)
    }
    demandBlank(paragraph.bytes[offset...])
    demand(paragraph.bytes == Array(text.string.utf8), "the bytes are the text's")
}

/// Only white space is left out.
private func demandBlank(_ bytes: ArraySlice<UInt8>) {
    demand(bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }, "nothing is lost")
}

private func demandFits(
    _ paragraph: Paragraph, _ row: Paragraph.Row, _ columns: Int, _ ambiguous: CellWidth.Ambiguous
) {
    let text = paragraph.text(of: row)
    demand(!text.utf8.contains(0x0A) && !text.utf8.contains(0x09), "a row is a row")
    let cells = text.reduce(0) { $0 + CellWidth.most(of: $1, ambiguous) }
    if ambiguous == .narrow {
        demand(cells <= paragraph.mostCells(of: row), "no terminal takes it for wider")
    }
    let visible = text.drop { $0 == " " }
    // Of some scripts a character has as many cells as somebody likes: it is broken below that.
    let isOneCharacter = visible.count <= 1 || columns < 8
    demand(cells <= columns || row.isWrapped || isOneCharacter, "no row is too wide")
    demand(!row.isWrapped || text.contains("://"), "only links are left to the terminal")
}
