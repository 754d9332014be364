import TestSupport
import Testing

@testable import TalkText

@Suite struct ShellWordTests {
    @Test func `what is plain stays as it is`() {
        #expect("/run/user/1000/ana-2_é+.sock".shellWord == "/run/user/1000/ana-2_é+.sock")
    }

    enum Word: String, CaseIterable {
        case empty = ""
        case space = "/tmp/sp ace"
        case quotationMark = "it's"
        case quotationMarkWithAccent = "it'\u{301}s"
        case command = "$(id)`id`;&|<>*?#~=\\!\""
        case home = "~"
        case lines = "one\ntwo"
    }

    @Test(arguments: Word.allCases)
    func `a shell takes it for one word, as it was`(word: Word) throws {
        let script = "set -- \(word.rawValue.shellWord); printf '%s:%s' $# \"$1\""
        let shell = try run(["/bin/sh", "-c", script])
        #expect(shell.outputText == "1:\(word.rawValue)", "\(word)")
    }
}
