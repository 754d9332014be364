import Foundation
import TalkProtocol

/// What we take for a flat object, everybody does, and for the same one; and any text comes through.
func checkJSON(_ input: FuzzInput) {
    let bytes = input.bytes
    checkReading(bytes)
    checkWriting(input.text)
}

private func checkReading(_ bytes: [UInt8]) {
    guard let object = JSONObject(line: bytes) else { return }
    guard let others = try? JSONDecoder().decode([String: Member].self, from: Data(bytes)) else {
        fatalError("what is taken for JSON is none")
    }
    demand(object.count == others.count, "no key is lost, and none comes twice")
    demand(object.count <= Limits.maxObjectKeys, "the keys have a limit")
    for (key, member) in others {
        guard let value = object[key] else { fatalError("a key is lost") }
        switch (value, member) {
        case (.string(let text), .string(let other)):
            demand(areSame(text, other), "a string is read as it is meant")
        case (.integer(let number), .integer(let other)):
            demand(number == other, "a number is read as it is meant")
        case (.boolean(let truth), .boolean(let other)):
            demand(truth == other, "true is true")
        default: fatalError("a value has another type")
        }
    }
    _ = object.isSafe
}

private func checkWriting(_ text: String) {
    let number = text.utf8.reduce(Int64(0)) { $0 &* 131 &+ Int64($1) }
    let line = Request.ring(Request.Ring(to: text, text: text)).jsonLine
    demandLine(line)
    guard case .string(let read)? = JSONObject(line: line)?["text"] else {
        fatalError("a text that is written cannot be read")
    }
    demand(areSame(read, text), "a text that is written is read as the same")
    let count = Int(number & Int64.max)
    let history = Request.history(before: UInt64(count), count: count).jsonLine
    demand(JSONObject(line: history)?["count"] == .integer(Int64(count)), "a number stays one")
}

/// A value as others read it.
private enum Member: Decodable {
    case string(String)
    case integer(Int64)
    case boolean(Bool)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let truth = try? container.decode(Bool.self) {
            self = .boolean(truth)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else {
            self = .string(try container.decode(String.self))
        }
    }
}
