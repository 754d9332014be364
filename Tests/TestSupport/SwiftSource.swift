/// A Swift file, as far as what it has in quotes.
package struct SwiftSource {
    /// A literal of a text.
    package struct Literal {
        package let line: Int
        /// What it says, with `\()` where something is put in.
        package fileprivate(set) var text = ""
        /// The expressions that are put in.
        package fileprivate(set) var interpolations: [String] = []
        /// Whether it stands in what is put into another.
        package let isNested: Bool
        /// Where it stands, quotes and all.
        package fileprivate(set) var range: Range<Int>
    }

    /// Its bytes, comments blanked.
    package let code: [UInt8]
    /// Its literals in the order of their beginnings.
    package let literals: [Literal]

    package init(_ text: String) {
        var scan = Scan(code: Array(text.utf8))
        scan.takeCode(toParenthesis: false)
        code = scan.code
        literals = scan.literals.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The code of a range, as text.
    package func text(_ range: Range<Int>) -> String {
        String(decoding: code[range], as: UTF8.self)
    }

    /// Where `word` stands outside every literal.
    package func places(of word: String) -> [Int] {
        let wanted = Array(word.utf8)
        let quoted = literals.filter { !$0.isNested }.map(\.range)
        return code.indices.dropLast(wanted.count - 1).filter { start in
            code[start] == wanted[0] && code[start...].starts(with: wanted)
                && !quoted.contains { $0.contains(start) }
        }
    }

    /// What stands between a parenthesis at `start` and the one that closes it, part by part.
    package func arguments(from start: Int) -> [Range<Int>] {
        precondition(code[start] == UInt8(ascii: "("), "it begins with one")
        let quoted = literals.filter { !$0.isNested }
        var (depth, index, begin) = (0, start, start + 1)
        var parts: [Range<Int>] = []
        while index < code.count {
            if let literal = quoted.first(where: { $0.range.lowerBound == index }) {
                index = literal.range.upperBound
                continue
            }
            switch code[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ",") where depth == 1:
                parts.append(begin..<index)
                begin = index + 1
            default: break
            }
            if depth == 0 { return parts + [begin..<index] }
            index += 1
        }
        return parts
    }
}

/// One pass over a file.
private struct Scan {
    var code: [UInt8]
    var literals: [SwiftSource.Literal] = []
    private var index = 0
    private var line = 1
    private var depth = 0

    init(code: [UInt8]) { self.code = code }

    /// Goes on to the end, or past the parenthesis that closes what is put into a literal.
    mutating func takeCode(toParenthesis: Bool) {
        var open = 1
        while index < code.count {
            switch code[index] {
            case UInt8(ascii: "/") where begins("//"):
                blank { $0.code[$0.index] == UInt8(ascii: "\n") }
            case UInt8(ascii: "/") where begins("/*"): blank { $0.begins("*/") }
            case UInt8(ascii: "\""): takeLiteral()
            case UInt8(ascii: "#") where isRaw: takeLiteral()
            case UInt8(ascii: "("):
                open += 1
                step()
            case UInt8(ascii: ")"):
                open -= 1
                step()
                if toParenthesis, open == 0 { return }
            default: step()
            }
        }
    }

    private mutating func takeLiteral() {
        let start = index
        var literal = SwiftSource.Literal(line: line, isNested: depth > 0, range: start..<start)
        let hashes = String(
            repeating: "#", count: code[start...].prefix { $0 == UInt8(ascii: "#") }.count)
        step(hashes.utf8.count)
        let quotes = begins("\"\"\"") ? "\"\"\"" : "\""
        step(quotes.utf8.count)
        let (end, escape) = (quotes + hashes, "\\" + hashes)
        var text: [UInt8] = []
        while index < code.count, !begins(end) {
            if begins(escape + "(") {
                step(escape.utf8.count + 1)
                let from = index
                depth += 1
                takeCode(toParenthesis: true)
                depth -= 1
                literal.interpolations.append(
                    String(decoding: code[from..<index - 1], as: UTF8.self))
                text += Array("\\()".utf8)
            } else {
                let count = begins(escape) ? escape.utf8.count + 1 : 1
                text += code[index..<index + count]
                step(count)
            }
        }
        step(end.utf8.count)
        literal.text = String(decoding: text, as: UTF8.self)
        literal.range = start..<index
        literals.append(literal)
    }

    /// Whether signs of a number stand before a quote.
    private var isRaw: Bool {
        code[index...].first { $0 != UInt8(ascii: "#") } == UInt8(ascii: "\"")
    }

    private func begins(_ text: String) -> Bool {
        code[index...].starts(with: text.utf8)
    }

    private mutating func blank(until isOver: (Scan) -> Bool) {
        while index < code.count, !isOver(self) {
            if code[index] != UInt8(ascii: "\n") { code[index] = UInt8(ascii: " ") }
            step()
        }
    }

    private mutating func step(_ count: Int = 1) {
        for _ in 0..<count where index < code.count {
            if code[index] == UInt8(ascii: "\n") { line += 1 }
            index += 1
        }
    }
}
