import Testing

@testable import TalkClient

@Suite struct ChosenNameTests {
    @Test(arguments: [
        ("wren", "ada", "wren"), ("_svc", "_svc", "_svc"), ("a@dom", "a@dom", "a_dom"),
        ("a_dom", "a@dom", "a_dom"), ("_svc", "ada", nil), ("no name", "ada", nil),
        ("", "ada", nil),
    ])
    func `a name that breaks the rules is taken from whose login it is`(
        name: String, login: String, spelling: String?
    ) {
        #expect(ChosenName.spelling(of: name) { login } == spelling)
    }

    @Test func `a login longer than a name may be is its owner's`() {
        let login = String(repeating: "a", count: 33)
        #expect(ChosenName.spelling(of: login) { login } == login)
        #expect(ChosenName.spelling(of: login) { nil } == nil)
        #expect(ChosenName.spelling(of: login) { "ada" } == nil)
    }
}
