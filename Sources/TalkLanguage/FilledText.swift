/// Text broken between words, for a screen of 80 columns.
package enum FilledText {
    private static let columns = 80

    /// The lines of a text, each behind a mark and `indent` spaces.
    package static func lines(of text: String, indent: Int, mark: String = "") -> [String] {
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first else { return [] }
        let margin = mark + String(repeating: " ", count: indent)
        return filled(Array(words.dropFirst()), first: margin + first, margin: margin)
    }

    /// The lines of parts that are not to be broken: behind `first`, and then behind `indent` spaces.
    package static func lines(of parts: [String], first: String, indent: Int) -> [String] {
        filled(parts, first: first, margin: String(repeating: " ", count: indent))
    }

    private static func filled(_ parts: [String], first: String, margin: String) -> [String] {
        var lines: [String] = []
        var line = first
        for part in parts {
            if line.count + 1 + part.count > columns - 1 {
                lines.append(line)
                line = margin + part
            } else {
                line += " " + part
            }
        }
        return lines + [line]
    }
}
