import TalkProtocol
import TalkText

/// A line of the JSON dialect on its way to standard output: verified, since the daemon is not trusted.
enum EventLine {
    /// The line as it came when it is safe to print as it is, so that keys unknown here survive; else the
    /// event written anew; nil when neither can be done.
    static func verified(_ line: [UInt8], event: Event?) -> [UInt8]? {
        isSafe(line) ? line + [UInt8(ascii: "\n")] : event?.jsonLine
    }

    /// Whether the bytes may be printed, and what they stand for, too.
    private static func isSafe(_ line: [UInt8]) -> Bool {
        guard let object = JSONObject(line: line) else { return false }
        return object.isSafe && SafeText(repairing: line).string.utf8.elementsEqual(line)
    }
}
