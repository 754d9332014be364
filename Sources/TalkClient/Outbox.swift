import TalkProtocol

/// What was entered here and has no receipt yet: held until it has, to be said again with the same ids
/// after a connection was lost, in the same order.
struct Outbox {
    /// A message as it goes over the wire.
    struct Message: Hashable {
        /// The request, with its LF.
        let line: [UInt8]
        /// To one person only: the ledger does not have it, so the daemon cannot tell that it was told before.
        let isPrivate: Bool
        /// The line of the input that it came from, where it has one.
        var inputLine: Int?
        /// What was typed for it.
        var typed: String?
        fileprivate var number = 0
        fileprivate var wasSent = false

        init(_ request: Request, inputLine: Int? = nil) {
            self.init(line: request.jsonLine, of: request, inputLine: inputLine)
        }

        /// - Parameter line: The request as somebody else wrote it, with its LF.
        init(line: [UInt8], of request: Request, inputLine: Int? = nil) {
            self.line = line
            self.inputLine = inputLine
            isPrivate = if case .tell = request { true } else { false }
        }
    }

    /// Beyond so many bytes, what is entered while there is no room is not taken.
    static let maxBytes = 256 * 1024

    private var messages: [MessageID: Message] = [:]
    private var bytes = 0
    private var lastNumber = 0

    var isEmpty: Bool { messages.isEmpty }
    var count: Int { messages.count }
    var isFull: Bool { bytes >= Self.maxBytes }

    /// Holds a message.
    ///
    /// - Parameter isSent: Whether it goes to the daemon now.
    mutating func hold(_ message: Message, id: MessageID, isSent: Bool) {
        receipt(for: id)
        lastNumber += 1
        var held = message
        held.number = lastNumber
        held.wasSent = isSent
        bytes += held.line.count
        messages[id] = held
    }

    /// The daemon has answered: let go of it.
    ///
    /// - Returns: The message; nil when it is none that was waited for.
    @discardableResult
    mutating func receipt(for id: MessageID) -> Message? {
        guard let message = messages.removeValue(forKey: id) else { return nil }
        bytes -= message.line.count
        return message
    }

    /// All that has no receipt, to be sent now.
    ///
    /// - Returns: The lines in their order, and how many private messages are among them that were sent
    ///   before, and may have arrived.
    mutating func again() -> (lines: [UInt8], repeatedPrivate: Int) {
        let due = messages.sorted { $0.value.number < $1.value.number }
        for (id, _) in due { messages[id]?.wasSent = true }
        let repeated = due.count { $0.value.isPrivate && $0.value.wasSent }
        return (due.flatMap(\.value.line), repeated)
    }
}
