import Testing

@testable import Posix

@Suite struct ByteSearchTests {
    @Test(arguments: [
        ("abcabd", "abd", 3), ("abcabd", "abcabd", 0), ("abcabd", "x", nil), ("aaab", "aab", 1),
        ("abc", "abcd", nil), ("", "a", nil), ("abc", "", nil), ("a\0b", "\0b", 1),
    ])
    func `bytes are found where they begin first`(text: String, sought: String, index: Int?) {
        #expect(Array(text.utf8)[...].firstIndex(of: Array(sought.utf8)) == index)
        // And where the slice begins later.
        let slice = (Array("abd".utf8) + Array(text.utf8)).dropFirst(3)
        #expect(slice.firstIndex(of: Array(sought.utf8)) == index.map { $0 + 3 })
    }

    @Test func `a text made to be searched slowly is not`() {
        // Each of four million places begins like what is sought, for four thousand bytes.
        let text = [UInt8](repeating: 0x46, count: 4_000_000)
        let sought = [UInt8](repeating: 0x46, count: 4000) + [0x47]
        #expect(text[...].firstIndex(of: sought) == nil)
    }
}
