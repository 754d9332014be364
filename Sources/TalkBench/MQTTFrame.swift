/// A packet of MQTT 3.1.1: a type, the length of the rest in seven-bit groups, the rest.
enum MQTTFrame {
    private static let publish: UInt8 = 3
    private static let maxLengthBytes = 4

    static func frame(in bytes: Span<UInt8>, at start: Int) throws(Fault) -> Frame? {
        guard let (length, first) = try length(in: bytes, at: start + 1) else { return nil }
        let end = first + length
        guard end <= bytes.count else { return nil }
        guard bytes[start] >> 4 == publish else { return Frame(end: end, content: .other) }
        guard length >= 2 else { throw .malformed }
        let topicBytes = Int(bytes[first]) << 8 | Int(bytes[first + 1])
        // With quality of service 0, as asked for, nothing stands between topic and payload.
        let payloadStart = first + 2 + topicBytes
        let isLong = payloadStart + Payload.byteCount == end
        return Frame(end: end, content: .message(at: isLong ? payloadStart : -1))
    }

    private static func length(
        in bytes: Span<UInt8>, at start: Int
    ) throws(Fault) -> (value: Int, next: Int)? {
        var value = 0
        for index in 0..<maxLengthBytes {
            guard start + index < bytes.count else { return nil }
            let byte = bytes[start + index]
            value |= Int(byte & 0x7F) << (7 * index)
            if byte < 0x80 { return (value, start + index + 1) }
        }
        throw .malformed
    }

    /// CONNECT, with a clean session and no keep-alive.
    static func connect(client: String) -> [UInt8] {
        packet(0x10, string("MQTT") + [4, 2, 0, 0] + string(client))
    }

    /// SUBSCRIBE to one topic, at quality of service 0.
    static func subscribe(topic: String) -> [UInt8] {
        packet(0x82, [0, 1] + string(topic) + [0])
    }

    /// PUBLISH up to where the payload begins, at quality of service 0.
    static func publishHead(topic: String, payloadBytes: Int) -> [UInt8] {
        let header = string(topic)
        return [0x30] + lengthBytes(header.count + payloadBytes) + header
    }

    private static func packet(_ type: UInt8, _ rest: [UInt8]) -> [UInt8] {
        [type] + lengthBytes(rest.count) + rest
    }

    private static func string(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    }

    private static func lengthBytes(_ length: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = length
        repeat {
            let group = UInt8(rest & 0x7F)
            rest >>= 7
            bytes.append(rest > 0 ? group | 0x80 : group)
        } while rest > 0
        return bytes
    }
}
