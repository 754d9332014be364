import TestSupport

/// What a session is to be sent, as talkroom(7) has it: a line of the JSON dialect and those of the plain one, with
/// holes for what no model can know.
struct Meant {
    /// Stands in a line for what is looked at only for its form: a byte that is in no line of the daemon's.
    enum Hole: UInt8, CaseIterable {
        case time = 1
        case number, truth
        /// To the end of the string, or of the plain line.
        case text
        /// An error's code.
        case code
        /// `, idle 5m` or nothing, at the end of a plain line.
        case idle
        /// When a mute or a ban ends.
        case until
        /// A time as a person reads it.
        case minute
        /// A whole key: that something is not kept, or nothing.
        case kept = 14
    }

    /// What operators did: which of all it is, and for how long it is to hold.
    struct Act {
        let number: Int
        let seconds: Int?
    }

    enum Value {
        case string(String)
        case integer(Int)
        case boolean(Bool)
        case hole(Hole)
    }

    /// The event, and an error's code.
    let kind: String
    let json: [UInt8]
    let plain: [[UInt8]]
    /// The number of what was said, wherever its time is told.
    var seq: Int?
    /// What the hole for an error's code may hold.
    var codes: Set<String> = []
    /// Names a text that is the same whenever it comes, in both dialects, whatever it is.
    var textName: String?
    /// Its time is the same whenever it is told.
    var act: Act?

    /// - Parameters:
    ///   - keys: In the order of talkroom(7); those without a value are not there.
    ///   - plain: The lines that a person reads.
    init(_ event: String, _ keys: [(String, Value?)] = [], plain: [String] = []) {
        var line = Array(#"{"event":"\#(event)""#.utf8)
        for case (let key, let value?) in keys {
            if case .hole(.kept) = value {
                line.append(Hole.kept.rawValue)
                continue
            }
            line += Array(#","\#(key)":"#.utf8)
            switch value {
            case .string(let text): line += Self.quoted(text)
            case .integer(let number): line += Array("\(number)".utf8)
            case .boolean(let truth): line += Array("\(truth)".utf8)
            case .hole(let hole):
                let isString = [.time, .until, .text, .code].contains(hole)
                let mark = isString ? [UInt8(ascii: "\"")] : []
                line += mark + [hole.rawValue] + mark
            }
        }
        json = line + [UInt8(ascii: "}")]
        if case ("code", .string(let code)?)? = keys.first {
            kind = "\(event) \(code)"
        } else {
            kind = event
        }
        self.plain = plain.map { Array($0.utf8) }
    }

    /// A line outside of either dialect.
    init(line: String) {
        kind = "line"
        json = Array(line.utf8)
        plain = [json]
    }

    /// It escapes `"`, `\` and control characters, and nothing else.
    private static func quoted(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: bytes += Array(#"\n"#.utf8)
            case 0x09: bytes += Array(#"\t"#.utf8)
            default: bytes.append(byte)
            }
        }
        return bytes + [UInt8(ascii: "\"")]
    }

    /// What a line has in the holes of a template; nil when it is another line.
    static func holes(of line: [UInt8], as template: [UInt8]) -> [Hole: ArraySlice<UInt8>]? {
        var found: [Hole: ArraySlice<UInt8>] = [:]
        var rest = line[...]
        var template = template[...]
        while let start = template.firstIndex(where: { Hole(rawValue: $0) != nil }),
            let hole = Hole(rawValue: template[start])
        {
            guard rest.starts(with: template[..<start]) else { return nil }
            rest = rest.dropFirst(start - template.startIndex)
            guard let end = end(of: hole, in: rest) else { return nil }
            found[hole] = rest[..<end]
            rest = rest[end...]
            template = template[(start + 1)...]
        }
        return rest == template ? found : nil
    }

    /// Where what fills a hole ends; nil when it cannot be what should be there.
    private static func end(of hole: Hole, in rest: ArraySlice<UInt8>) -> Int? {
        switch hole {
        case .time, .until: return end(of: "dddd-dd-ddTdd:dd:dd.dddZ", in: rest)
        case .minute: return end(of: "dddd-dd-dd dd:dd UTC", in: rest)
        case .number: return filled(rest.startIndex, rest.firstIndex { !isDigit($0) })
        case .truth:
            return ["true", "false"].first { rest.starts(with: $0.utf8) }
                .map { rest.startIndex + $0.utf8.count }
        case .code:
            return filled(rest.startIndex, rest.firstIndex { $0 == UInt8(ascii: "\"") })
        case .text:
            // The daemon's own sentences have no quotation marks.
            return filled(
                rest.startIndex, rest.firstIndex { $0 == UInt8(ascii: "\"") } ?? rest.endIndex)
        case .kept:
            return rest.starts(with: notKept.utf8)
                ? rest.startIndex + notKept.utf8.count : rest.startIndex
        case .idle:
            return rest.isEmpty || rest.starts(with: ", idle ".utf8) ? rest.endIndex : nil
        }
    }

    private static let notKept = #","kept":false"#

    /// - Parameter form: With `d` for each digit.
    private static func end(of form: String, in rest: ArraySlice<UInt8>) -> Int? {
        let time = rest.prefix(form.utf8.count)
        let isTime = zip(time, form.utf8).allSatisfy {
            $1 == UInt8(ascii: "d") ? isDigit($0) : $0 == $1
        }
        return isTime && time.count == form.utf8.count ? time.endIndex : nil
    }

    private static func filled(_ start: Int, _ end: Int?) -> Int? {
        end.flatMap { $0 > start ? $0 : nil }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// A template as a developer may read it.
    static func shown(_ template: [UInt8]) -> String {
        var text = escaped(template, most: 1000)
        for hole in Hole.allCases {
            text = text.replacing("\\u{\(String(hole.rawValue, radix: 16))}", with: "<\(hole)>")
        }
        return text
    }
}
