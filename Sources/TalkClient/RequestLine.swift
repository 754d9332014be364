import TalkProtocol

/// A request as a program wrote it, which goes to the daemon as it is.
struct RequestLine {
    /// With its LF.
    private(set) var bytes: [UInt8]
    /// Nil for what is none, or only to a later daemon.
    let request: Request?

    /// - Parameter line: Without its LF.
    init(_ line: [UInt8]) {
        bytes = line + [UInt8(ascii: "\n")]
        do throws(RequestFault) {
            request = try Request(jsonLine: line)
        } catch {
            request = nil
        }
    }

    /// Longer than the daemon takes it; the LF does not count.
    var isTooLong: Bool { bytes.count - 1 > Limits.maxLineBytes }

    /// Puts an id before all else. A request is an object, and not empty.
    mutating func insert(_ id: MessageID) {
        let start = bytes.firstIndex(of: UInt8(ascii: "{")).map { $0 + 1 } ?? 0
        bytes.insert(contentsOf: Array(#""id":"\#(id.string)","#.utf8), at: start)
    }
}
