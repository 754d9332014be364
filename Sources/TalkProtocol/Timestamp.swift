/// A moment of wall-clock time, in milliseconds since 1970 UTC; on the wire RFC 3339 with milliseconds.
package struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Reads what ``description`` writes; nil for anything else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        let template = Array("0000-00-00T00:00:00.000Z".utf8)
        guard bytes.count == template.count else { return nil }
        for (byte, expected) in zip(bytes, template) {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            guard expected == UInt8(ascii: "0") ? isDigit : byte == expected else { return nil }
        }
        func number(_ range: Range<Int>) -> Int64 {
            bytes[range].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard (1...12).contains(month), hour < 24, minute < 60, second < 60 else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        // No 31st of February, which would be written as another day; or as a year of five digits.
        guard Self.civil(days: days) == (year, month, day) else { return nil }
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
        milliseconds = seconds * 1000 + number(20..<23)
    }

    /// As RFC 3339 has it, in UTC, with milliseconds: `2026-11-24T03:06:00.000Z`.
    package var description: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends ``description``.
    func write(to bytes: inout [UInt8]) {
        let seconds = milliseconds.flooringQuotient(1000)
        let days = seconds.flooringQuotient(86_400)
        let (year, month, day) = Self.civil(days: days)
        let second = seconds - days * 86_400
        let millisecond = milliseconds - seconds * 1000
        bytes.append(decimal: year.magnitude, isNegative: year < 0, minDigits: 4)
        bytes.append(addingCapacity: 20) { end in
            end.append(UInt8(ascii: "-"))
            end.append(twoDigits: month)
            end.append(UInt8(ascii: "-"))
            end.append(twoDigits: day)
            end.append(UInt8(ascii: "T"))
            end.append(twoDigits: second / 3600)
            end.append(UInt8(ascii: ":"))
            end.append(twoDigits: second / 60 % 60)
            end.append(UInt8(ascii: ":"))
            end.append(twoDigits: second % 60)
            end.append(UInt8(ascii: "."))
            end.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: millisecond / 100))
            end.append(twoDigits: millisecond % 100)
            end.append(UInt8(ascii: "Z"))
        }
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The date of a day since 1970, in the Gregorian calendar, by eras of 400 years beginning in March.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.flooringQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear.flooringQuotient(400)
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Int64 {
    fileprivate func flooringQuotient(_ divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
