import Posix
import TalkProtocol

/// What operators did, as it stands on the disk: a line for each act, the event `act` of the JSON dialect.
struct ActsFile: Sendable {
    static let name = "acts"

    private let file: KeptFile
    /// Where it is left as it was, when not every line of it could be read.
    private let damaged: KeptFile

    init(in directory: String) {
        file = KeptFile(Self.name, in: directory)
        damaged = KeptFile(Self.name + ".damaged", in: directory)
    }

    /// The acts, the oldest first; none of a file that is not there.
    ///
    /// - Returns: And how many lines cannot be read: they are left out, and stay in a file of their own.
    /// - Throws: ``SystemError`` as in open(2) and read(2), and as in ``write(_:)``.
    func read() throws(SystemError) -> (acts: [Act], damagedLines: Int) {
        let bytes = try file.read()
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        let acts = lines.compactMap { Self.act(Array($0)) }
        if acts.count < lines.count { try damaged.write(bytes) }
        return (acts, lines.count - acts.count)
    }

    private static func act(_ line: [UInt8]) -> Act? {
        do throws(EventFault) {
            guard case .act(var act) = try Event(jsonLine: line) else { return nil }
            // Whether it holds is seen from those after it.
            act.isStanding = false
            return act
        } catch {
            return nil
        }
    }

    /// Puts all of it in the place of what was there, at once, and waits until the disk has it.
    ///
    /// - Throws: ``SystemError``; then what was there is still there.
    func write(_ acts: [Act]) throws(SystemError) {
        var bytes: [UInt8] = []
        for act in acts { Event.act(act).append(to: &bytes) }
        try file.write(bytes)
    }
}
