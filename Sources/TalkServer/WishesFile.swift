import Posix
import TalkProtocol
import TalkRoom

/// What accounts wish, as it stands on the disk: a line for each wish.
///
///     1000 messages off
///     1000 unwanted bob
struct WishesFile: Sendable {
    private static let messages = "messages"
    private static let unwanted = "unwanted"

    private let file: KeptFile

    init(in directory: String) {
        file = KeptFile("wishes", in: directory)
    }

    /// - Throws: ``SystemError`` as in open(2) and read(2); a file that is not there holds no wishes.
    func read() throws(SystemError) -> [UInt32: Wishes] {
        let bytes = try file.read()
        var wishes: [UInt32: Wishes] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            Self.take(line, &wishes)
        }
        return wishes
    }

    /// A line that cannot be read is left out.
    private static func take(_ line: Substring, _ wishes: inout [UInt32: Wishes]) {
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count == 3, let uid = UInt32(words[0]) else { return }
        switch words[1] {
        case messages where words[2] == "off":
            wishes[uid, default: Wishes()].takesMessages = false
        case unwanted: wishes[uid, default: Wishes()].unwanted.insert(words[2])
        default: break
        }
    }

    /// Puts all of it in the place of what was there, at once, and waits until the disk has it.
    ///
    /// - Throws: ``SystemError``; then what was there is still there.
    func write(_ wishes: [UInt32: Wishes]) throws(SystemError) {
        try file.write(Array(Self.text(of: wishes).utf8))
    }

    private static func text(of wishes: [UInt32: Wishes]) -> String {
        var text = ""
        for (uid, wishes) in wishes.sorted(by: { $0.key < $1.key }) {
            if !wishes.takesMessages { text += "\(uid) \(messages) off\n" }
            // A login of several words would be read as such; of several lines there is none.
            for login in wishes.unwanted.sorted() where !login.contains("\n") {
                text += "\(uid) \(unwanted) \(login)\n"
            }
        }
        return text
    }
}
