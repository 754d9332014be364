import TalkLanguage
import TalkServer
import TalkText

/// Whatever a talkroom.conf holds, it is taken or found fault with, and what was taken can be written again.
func checkConfiguration(_ input: FuzzInput) {
    let text = input.text
    var configuration = Configuration()
    let faults = configuration.read(text, file: "f")
    for fault in faults {
        demand(fault.place.hasPrefix("f:"), "a fault has its place")
        for language in Language.allCases {
            demand(!fault.phrase.text(in: language).isEmpty, "a fault has words")
        }
    }
    let lines = text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) + 1
    for fault in faults {
        demand(Int(fault.place.dropFirst(2)).map((1...lines).contains) == true, "its line is one")
    }
    var commented = Configuration()
    // Only at the beginning does a byte order mark not count.
    let marked = text.unicodeScalars.first == "\u{FEFF}"
    let unmarked = String(text.unicodeScalars.dropFirst(marked ? 1 : 0))
    let more = commented.read(
        (marked ? "\u{FEFF}" : "") + "# a comment\n\n"
            + unmarked.replacing("\n", with: " #\u{301} more\u{2028}\u{C}\r\n"), file: "g")
    demand(commented == configuration, "comments and line ends change nothing")
    demand(more.map(\.problem) == faults.map(\.problem), "and no fault")
    checkWriting(configuration)
    _ = ConfigurationChange(from: Configuration(), to: configuration)
}

/// What was taken, written as the manual has it and read again, is the same.
private func checkWriting(_ configuration: Configuration) {
    let lines = ConfigurationKey.all.map { "\($0.word) = \($0.written(configuration))\n" }
    var again = Configuration()
    _ = again.read(lines.joined(), file: "again")
    for key in ConfigurationKey.all {
        demand(
            areSame(key.written(again), key.written(configuration)),
            "\(key.word), written again, is the same")
    }
}
