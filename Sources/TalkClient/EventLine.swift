import TalkProtocol
import TalkText

/// A line of the JSON dialect on its way to standard output: verified, since the daemon is not trusted.
enum EventLine {
    /// The line as it came when it is safe to print as it is, so that keys unknown here survive; else the
    /// event written anew; nil when neither can be done.
    static func verified(_ line: [UInt8], event: Event?) -> [UInt8]? {
        if let text = String(validating: line, as: UTF8.self),
            SafeText(sanitizing: text).string.utf8.elementsEqual(line), isObject(line)
        {
            return line + [UInt8(ascii: "\n")]
        }
        return event?.jsonLine
    }

    private static func isObject(_ line: [UInt8]) -> Bool {
        line.first == UInt8(ascii: "{") && line.last == UInt8(ascii: "}")
    }
}
