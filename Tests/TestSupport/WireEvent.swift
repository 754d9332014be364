import Foundation

/// One event as it came over the wire: a flat JSON object, read by another implementation than the daemon's.
package struct WireEvent: Sendable, CustomStringConvertible {
    package enum Value: Decodable, Equatable, Sendable {
        case bool(Bool)
        case integer(Int)
        case string(String)

        package init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let bool = try? value.decode(Bool.self) {
                self = .bool(bool)
            } else if let integer = try? value.decode(Int.self) {
                self = .integer(integer)
            } else {
                self = .string(try value.decode(String.self))
            }
        }
    }

    package let line: [UInt8]
    package let values: [String: Value]

    /// - Throws: ``Unmet`` when the line is not a flat object of strings, integers and booleans with an `event`.
    package init(_ line: [UInt8]) throws {
        self.line = line
        guard let values = try? JSONDecoder().decode([String: Value].self, from: Data(line)),
            case .string = values["event"]
        else { throw Unmet("not a flat event: \(escaped(line))") }
        self.values = values
    }

    package var event: String { self["event"] ?? "" }
    package var description: String { escaped(line, most: 1000) }

    package subscript(_ key: String) -> String? {
        if case .string(let string) = values[key] { string } else { nil }
    }

    package subscript(integer key: String) -> Int? {
        if case .integer(let integer) = values[key] { integer } else { nil }
    }

    package subscript(bool key: String) -> Bool? {
        if case .bool(let bool) = values[key] { bool } else { nil }
    }
}

/// A JSON string literal, in ASCII.
package func quoted(_ text: String) -> String {
    var literal = "\""
    for unit in text.utf16 {
        switch unit {
        case 0x22: literal += "\\\""
        case 0x5C: literal += "\\\\"
        case 0x20..<0x7F: literal.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
        default:
            let digits = String(unit, radix: 16)
            literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
    return literal + "\""
}
