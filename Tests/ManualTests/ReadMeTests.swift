import TestSupport
import Testing

/// The README's table of the house against Package.swift.
@Suite struct ReadMeTests {
    @Test func `every module is listed with what it may import`() throws {
        let rows = try text(of: "README.md").matches(of: /\n\| `(Posix|Talk\w+)` \| ([\w, ]*)\|/)
        let listed = rows.map { "\($0.1): \(words($0.2))" }
        let rooms = try text(of: "Package.swift").matches(
            of: /room\(\s*"(\w+)"(?:,\s*imports: \[([^\]]*)\])?\)/)
        let built = rooms.map { "\($0.1): \(words($0.2 ?? ""))" } + ["Posix: [\"CLinux\"]"]
        #expect(listed.sorted() == built.sorted())
    }

    private func words(_ list: Substring) -> [String] {
        list.matches(of: /\w+/).map { String($0.0) }.sorted()
    }
}
