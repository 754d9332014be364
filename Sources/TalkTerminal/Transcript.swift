import TalkText

/// When the time stands in the margin.
package enum Times: String, Hashable, Sendable, CaseIterable {
    /// Beside every line.
    case all
    /// Beside the first line of each minute.
    case minute
    case none
}

/// How the conversation is laid out: time and mark in a margin, the text behind it, all of it in its looks.
struct Transcript: Sendable {
    /// Cells of the margin with times in it, and with marks alone.
    private static let timesCells = 8
    private static let marksCells = 2
    /// Narrower screens have no room for them.
    private static let minColumnsForTimes = 40
    private static let minColumnsForMarks = 20

    private let times: Times
    private let hasColors: Bool
    private let codes: LookCodes
    /// The last one that stood in the margin.
    private var lastTime = ""

    init(times: Times, colors: Colors) {
        self.times = times
        hasColors = colors != .none
        codes = LookCodes(colors)
    }

    /// What stood above is gone: the next line shows its time.
    mutating func forget() {
        lastTime = ""
    }

    /// Appends a line as rows, each with its line end.
    mutating func write(
        _ line: ShownLine, on ruler: Ruler, hasMargin: Bool = true, to bytes: inout [UInt8]
    ) {
        let margin = hasMargin ? marginCells(columns: ruler.columns) : 0
        let width = ruler.columns - margin
        let paragraph = Paragraph(line.text, columns: width, ambiguous: ruler.ambiguous)
        var looks = Looks(hasColors ? line.parts : [], codes)
        for (index, row) in paragraph.rows.enumerated() {
            // What the terminal wrapped would begin in the first cell; the row's end is cut off instead.
            let isSafe = row.isWrapped || paragraph.mostCells(of: row) <= width
            if !isSafe { bytes += Codes.wrapOff }
            if index == 0 {
                writeMargin(of: line, cells: margin, to: &bytes)
            } else {
                bytes += repeatElement(UInt8(ascii: " "), count: margin)
            }
            for segment in row.segments {
                switch segment {
                case .spaces(let count): bytes += repeatElement(UInt8(ascii: " "), count: count)
                case .text(let range): looks.write(paragraph.bytes, range, to: &bytes)
                }
            }
            if !isSafe { bytes += Codes.wrapOn }
            bytes += Codes.lineEnd
        }
    }

    private func marginCells(columns: Int) -> Int {
        if columns >= Self.minColumnsForTimes, times != .none { return Self.timesCells }
        return columns >= Self.minColumnsForMarks ? Self.marksCells : 0
    }

    private mutating func writeMargin(
        of line: ShownLine, cells: Int, to bytes: inout [UInt8]
    ) {
        if cells == Self.timesCells {
            if times == .all || line.time != lastTime, line.time.utf8.count == 5 {
                write(line.time, .quiet, to: &bytes)
                bytes.append(UInt8(ascii: " "))
            } else {
                bytes += repeatElement(UInt8(ascii: " "), count: 6)
            }
            lastTime = line.time
        }
        guard cells > 0 else { return }
        switch line.mark {
        case .none: bytes.append(UInt8(ascii: " "))
        case .own: bytes.append(UInt8(ascii: ">"))
        case .mention: write("!", .mention, to: &bytes)
        }
        bytes.append(UInt8(ascii: " "))
    }

    private func write(_ text: String, _ look: Look, to bytes: inout [UInt8]) {
        let code = codes[look]
        bytes += code
        bytes += text.utf8
        if !code.isEmpty { bytes += Codes.plain }
    }
}

/// Writes a text from its beginning on, each part in its look.
private struct Looks {
    private let parts: [ShownLine.Part]
    private let codes: LookCodes
    private var next = 0

    init(_ parts: [ShownLine.Part], _ codes: LookCodes) {
        self.parts = parts
        self.codes = codes
    }

    /// Appends a range of the text, which begins no sooner than the last one ended.
    mutating func write(_ text: [UInt8], _ range: Range<Int>, to bytes: inout [UInt8]) {
        var start = range.lowerBound
        while next < parts.count, start < range.upperBound {
            let part = parts[next].range
            guard part.upperBound > start, !part.isEmpty else {
                next += 1
                continue
            }
            guard part.lowerBound < range.upperBound else { break }
            let looked = part.clamped(to: start..<range.upperBound)
            bytes += text[start..<looked.lowerBound]
            let code = codes[parts[next].look]
            bytes += code
            bytes += text[looked]
            if !code.isEmpty { bytes += Codes.plain }
            start = looked.upperBound
        }
        bytes += text[start..<range.upperBound]
    }
}
