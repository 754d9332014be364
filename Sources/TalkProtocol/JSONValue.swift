import TalkText

/// A value of a flat JSON object.
package enum JSONValue: Hashable, Sendable {
    case string(String)
    case integer(Int64)
    case boolean(Bool)
}

/// Why a line is not a flat JSON object.
package enum JSONFault: Error, Hashable, Sendable {
    /// Not UTF-8.
    case notUTF8
    /// Not JSON, or the same key twice.
    case malformed
    /// JSON, but with a value that is no string, integer of 64 bits or boolean.
    case unwantedValue
}

/// A flat JSON object as it came over the wire: its keys are unique.
package struct JSONObject: Sendable {
    private var members: [(key: String, value: JSONValue)] = []

    /// Nearly every request fits.
    private static let usualMembers = 4

    package init() {
        members.reserveCapacity(Self.usualMembers)
    }

    package var count: Int { members.count }

    /// Reads a line; nil when it is not one flat object.
    package init?(line: [UInt8]) {
        do throws(JSONFault) {
            self = try JSONReader.object(from: line)
        } catch {
            return nil
        }
    }

    /// Whether every text in it, its keys among them, is safe as it is: an escape of JSON can stand for anything.
    package var isSafe: Bool {
        members.allSatisfy { key, value in
            guard case .string(let text) = value else { return Self.isSafe(key) }
            return Self.isSafe(key) && Self.isSafe(text)
        }
    }

    private static func isSafe(_ text: String) -> Bool {
        SafeText(sanitizing: text).string.utf8.elementsEqual(text.utf8)
    }

    /// The value of `key`; nil when the object lacks it.
    package subscript(key: String) -> JSONValue? {
        members.first { $0.key == key }?.value
    }

    /// - Returns: False when the key is there already.
    mutating func insert(_ key: String, _ value: JSONValue) -> Bool {
        guard self[key] == nil else { return false }
        members.append((key, value))
        return true
    }
}
