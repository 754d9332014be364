import Posix

/// A listener from its connecting to the start of what is checked.
struct Arrival {
    /// The beginning of a frame.
    private var rest: [UInt8] = []
    /// Times that somebody was said to have come.
    private(set) var announcements = 0
    /// Whether it has heard a probe, and so is there.
    private(set) var hasHeard = false
    /// Whether it has heard the start.
    private(set) var hasStarted = false

    /// Takes what it got.
    ///
    /// - Returns: Where in `new` what is checked begins; nil when the start has not come.
    mutating func take(_ new: Span<UInt8>, framing: Framing) throws(Fault) -> Int? {
        guard rest.isEmpty else {
            let before = rest.count
            rest.append(new)
            let held = rest
            let end = try read(held.span, framing: framing)
            if hasStarted {
                rest = []
                return end - before
            }
            rest.removeSubrange(..<end)
            return nil
        }
        let end = try read(new, framing: framing)
        if hasStarted { return end }
        rest.append(new.extracting(end...))
        return nil
    }

    /// Reads frames, to the start at the most.
    ///
    /// - Returns: Where the last whole one ends.
    private mutating func read(
        _ bytes: Span<UInt8>, framing: Framing
    ) throws(Fault) -> Int {
        var end = 0
        while !hasStarted, let frame = try framing.frame(in: bytes, at: end) {
            end = frame.end
            switch frame.content {
            case .announcement: announcements += 1
            case .message(let start):
                let payload = Payload(bytes, at: start)
                if payload == .probe { hasHeard = true }
                if payload == .start { hasStarted = true }
            case .dismissal, .other: break
            }
        }
        return end
    }
}
