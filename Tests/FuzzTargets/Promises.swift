import TalkProtocol
import TalkText

/// What may never be printed, said apart from the code that is tested.
func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E: return false
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5: return true
    case 0x180B...0x180F, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: return true
    case 0x3164, 0xFE00...0xFE0D, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xE000...0xF8FF: return true
    case 0xFDD0...0xFDEF, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0x10FFFF: return true
    default: return scalar.value & 0xFFFE == 0xFFFE
    }
}

/// Strings are equal to Swift when they look alike; here each byte counts.
func areSame(_ one: String, _ other: String) -> Bool {
    one.utf8.elementsEqual(other.utf8)
}

/// A text that claims to be safe is.
func demandSafe(_ text: SafeText) {
    let string = text.string
    demand(!string.unicodeScalars.contains(where: isForbidden), "safe text has nothing forbidden")
    demand(
        areSame(SafeText(sanitizing: string).string, string),
        "safe text that is made safe again stays as it is")
}

/// What goes over the wire is one line, and of controls holds nothing.
func demandLine(_ line: [UInt8]) {
    demand(line.last == 0x0A, "a line ends in LF")
    demand(line.dropLast().allSatisfy { $0 >= 0x20 }, "a line is one line, without controls")
    demand(String(validating: line, as: UTF8.self) != nil, "a line is UTF-8")
    demand(JSONObject(line: line) != nil, "what is written can be read")
}
