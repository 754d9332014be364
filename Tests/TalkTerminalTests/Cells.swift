import TalkText

@testable import TalkTerminal

/// Text as the cells that it fills, for comparing what is seen with what is meant.
enum Cells {
    /// Without what fills no cell, which the first cell of a row has no place for, and the spaces at the end.
    static func trimmed(_ text: String) -> String {
        String(String.UnicodeScalarView(untrailed(visible(text))))
    }

    /// The scalars that fill cells.
    static func visible(_ text: some StringProtocol) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { CellWidth.of($0) > 0 }
    }

    static func rendered(_ text: Substring) -> [Unicode.Scalar] {
        let safe = text.map { SafeText(sanitizing: String($0)).string }.joined()
        return visible(safe).filter { !$0.properties.isEmojiModifier }
    }

    static func untrailed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        scalars.reversed().drop { $0 == " " }.reversed()
    }

    static func count(of scalars: some Sequence<Unicode.Scalar>) -> Int {
        scalars.reduce(0) { $0 + CellWidth.of($1) }
    }
}

extension Zip2Sequence where Sequence1.Element: Equatable, Sequence1.Element == Sequence2.Element {
    var firstIndexDiffering: Int {
        var index = 0
        for (one, other) in self {
            if one != other { return index }
            index += 1
        }
        return index
    }
}
