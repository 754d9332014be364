import Testing

@testable import TalkText

/// Those on which the decisions that look about them depend, and some of each other kind.
private let mixture: [Unicode.Scalar] = [
    "a", "1", "#", " ", "\n", "\r", "\u{1B}", "\u{200D}", "\u{200C}", "\u{FE0F}", "\u{FE0E}",
    "\u{20E3}", "\u{301}", "\u{5B0}", "\u{94D}", "\u{915}", "\u{93E}", "\u{645}", "\u{6CC}",
    "\u{64B}", "\u{1F469}", "\u{2764}", "\u{1F3FD}", "\u{1F1E7}", "\u{1F3F4}", "\u{E0067}",
    "\u{200B}", "\u{202E}", "\u{FFFD}", "\u{1100}", "\u{1161}", "\u{11A8}", "\u{378}", "\u{E000}",
    "\u{17D2}", "\u{1780}", "\u{A9}", "\u{600}",
]

struct SafeTextPropertyTests {
    @Test func `no scalar alone comes out unsafe, and each outcome is stable`() {
        var wrong: [UInt32] = []
        for scalar in (UInt32(0)...0x10FFFF).lazy.compactMap(Unicode.Scalar.init) {
            let safe = SafeText(sanitizing: String(scalar)).string
            let isStable = scalars(SafeText(sanitizing: safe).string) == scalars(safe)
            if safe.unicodeScalars.contains(where: isForbidden) || !isStable {
                wrong.append(scalar.value)
            }
        }
        #expect(wrong == [])
    }

    @Test func `no mixture comes out unsafe, too high, or other than stable`() {
        var random = Xorshift(state: 0x9E37_79B9_7F4A_7C15)
        var wrong: [[UInt32]] = []
        for _ in 0..<60_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...14, using: &random) {
                text.append(mixture[Int.random(in: 0..<mixture.count, using: &random)])
            }
            let safe = scalars(SafeText(sanitizing: String(text)).string)
            let again = scalars(SafeText(sanitizing: String(decoding: safe, as: UTF32.self)).string)
            if again != safe || !isSound(safe) { wrong.append(scalars(String(text))) }
        }
        #expect(wrong.prefix(3) == [])
    }

    @Test func `any scalars at all come out safe`() {
        var random = Xorshift(state: 88_172_645_463_325_252)
        var wrong: [[UInt32]] = []
        for _ in 0..<20_000 {
            let values = (0..<12).map { _ in UInt32.random(in: 0...0x2FFFF, using: &random) }
            let text = String(String.UnicodeScalarView(values.compactMap(Unicode.Scalar.init)))
            let safe = scalars(SafeText(sanitizing: text).string)
            let again = scalars(SafeText(sanitizing: String(decoding: safe, as: UTF32.self)).string)
            if again != safe || !isSound(safe) { wrong.append(values) }
        }
        #expect(wrong.prefix(3) == [])
    }

    @Test func `a hundred times the text takes no more than its share of time`() {
        for unit in ["\u{301}", "\u{200D}", "👩\u{200D}", "\r", "\u{FE0F}", "\u{1F1E7}", "\u{94D}"] {
            let clock = ContinuousClock()
            let short = String(repeating: unit, count: 2_000)
            let long = String(repeating: unit, count: 200_000)
            let brief = clock.measure { _ = SafeText(sanitizing: short) }
            let whole = clock.measure { _ = SafeText(sanitizing: long) }
            // Quadratic would be 10,000 times; the machine may be busy, so be lenient.
            #expect(whole < brief * 2_000 + .seconds(1))
        }
    }
}

/// What may never be in safe text, said apart from the code that is tested.
private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: return false
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5: return true
    case 0x180B...0x180F, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: return true
    case 0x3164, 0xFE00...0xFE0D, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xE000...0xF8FF: return true
    case 0xFDD0...0xFDEF, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0x10FFFF: return true
    default: break
    }
    return scalar.value & 0xFFFE == 0xFFFE || scalar.properties.generalCategory == .unassigned
}

/// No forbidden scalar, no more than 4 marks in a row, and no joiner or selector without company.
private func isSound(_ values: [UInt32]) -> Bool {
    var marks = 0
    for (place, scalar) in values.compactMap(Unicode.Scalar.init).enumerated() {
        if isForbidden(scalar) { return false }
        switch scalar.value {
        case 0x200C, 0x200D, 0xFE0E, 0xFE0F:
            guard place > 0, values[place - 1] >= 0xA9 || values[place - 1] < 0x3A else {
                return false
            }
            if scalar == "\u{200C}" && values[place - 1] > 0x10000 { return false }
            if values[place - 1] < 0x3A && values.dropFirst(place + 1).first != 0x20E3 {
                return false
            }
            if place > 0 && [0x200C, 0x200D].contains(values[place - 1]) { return false }
        default:
            let category = scalar.properties.generalCategory
            let isMark =
                category == .nonspacingMark || category == .spacingMark
                || category == .enclosingMark
            marks = isMark ? marks + 1 : 0
            if marks > 4 { return false }
        }
    }
    return true
}

/// A small generator, so that a failure comes again.
struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
