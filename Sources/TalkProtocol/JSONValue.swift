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
package struct JSONObject: Hashable, Sendable {
    /// The keys, in the order in which they came.
    package private(set) var keys: [String] = []
    private var values: [JSONValue] = []

    package init() {}

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
        let texts = values.compactMap { value in
            if case .string(let text) = value { text } else { nil }
        }
        return (keys + texts).allSatisfy { text in
            SafeText(sanitizing: text).string.utf8.elementsEqual(text.utf8)
        }
    }

    /// The value of `key`; nil when the object lacks it.
    package subscript(key: String) -> JSONValue? {
        keys.firstIndex(of: key).map { values[$0] }
    }

    /// - Returns: False when the key is there already.
    mutating func insert(_ key: String, _ value: JSONValue) -> Bool {
        guard !keys.contains(key) else { return false }
        keys.append(key)
        values.append(value)
        return true
    }
}
