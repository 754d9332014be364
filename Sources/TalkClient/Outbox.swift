import TalkLanguage
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
        /// The request as it goes over the wire once we have been away, if that is another.
        var afterAbsence: [UInt8]?
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

    /// Once it holds so many bytes, it takes no more until there are receipts: neither what is entered while
    /// there is no room, nor what a pipe brings faster than it is said.
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
    /// - Returns: False when one with this id is held already, whose answers could not be told from its own.
    @discardableResult
    mutating func hold(_ message: Message, id: MessageID, isSent: Bool) -> Bool {
        guard messages[id] == nil else { return false }
        lastNumber += 1
        var held = message
        held.number = lastNumber
        held.wasSent = isSent
        bytes += held.line.count
        messages[id] = held
        return true
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

    /// Sends all that has no receipt (again), in order.
    ///
    /// - Returns: What the user is told, when private messages are among it that were sent before, and may
    ///   have arrived.
    mutating func resend(_ desk: inout Desk) -> Phrase? {
        let due = messages.sorted { $0.value.number < $1.value.number }
        for (id, _) in due { messages[id]?.wasSent = true }
        desk.wire += due.flatMap { $0.value.afterAbsence ?? $0.value.line }
        let repeatedPrivate = due.count { $0.value.isPrivate && $0.value.wasSent }
        return repeatedPrivate > 0 ? .toldAgain(repeatedPrivate) : nil
    }
}
