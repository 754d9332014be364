/// The text of one message: 64 bytes that say who published it, and as which of its messages.
struct Payload: Hashable {
    /// Bytes of every payload.
    static let byteCount = 64
    private static let publisherDigits = 5
    private static let numberDigits = 10
    private static let maxPublisher = 99_999

    let publisher: Int
    /// Counts each publisher's own messages, from 0.
    let number: Int

    init(publisher: Int, number: Int) {
        self.publisher = publisher
        self.number = number
    }

    /// Said again and again until every listener has heard one: then all of them are there.
    static let probe = Payload(publisher: maxPublisher, number: 0)
    /// What comes after it is checked.
    static let start = Payload(publisher: maxPublisher, number: 1)

    /// What an attacker says in the clients' room: none of them has to hear it, but all of them or nobody.
    static let attackers = Payload(publisher: maxPublisher - 1, number: 0)

    /// Reads a payload at `start`; nil when any byte of it is not as ``append(to:)`` writes it.
    init?(_ bytes: Span<UInt8>, at start: Int) {
        guard start >= 0, start + Self.byteCount <= bytes.count else { return nil }
        guard bytes[start] == UInt8(ascii: "m"),
            let publisher = Self.digits(bytes, start + 1, Self.publisherDigits),
            bytes[start + 6] == UInt8(ascii: "."),
            let number = Self.digits(bytes, start + 7, Self.numberDigits),
            bytes.holds(Self.words, at: start + Self.byteCount - Self.words.count)
        else { return nil }
        self.init(publisher: publisher, number: number)
    }

    /// Writes the payload to the end of `bytes`.
    func append(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "m"))
        Self.append(publisher, to: &bytes, Self.publisherDigits)
        bytes.append(UInt8(ascii: "."))
        Self.append(number, to: &bytes, Self.numberDigits)
        bytes.append(contentsOf: Self.words)
    }

    /// The rest of the 64 bytes: nothing in them is escaped on any wire.
    private static let words = Array(" and as many words as a line of talk has, ok...".utf8)

    private static func digits(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            let digit = Int(bytes[index]) - Int(UInt8(ascii: "0"))
            guard (0...9).contains(digit) else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private static func append(_ value: Int, to bytes: inout [UInt8], _ count: Int) {
        var divisor = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
