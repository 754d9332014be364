import Testing

@testable import TalkCommandLine

@Suite struct UsualSocketTests {
    @Test(arguments: [
        ("/a", "/b", "/a"), (nil, "/b", "/b"), (nil, "", "/run/chat.sock"),
        (nil, nil, "/run/chat.sock"),
    ])
    func `the option wins over the environment, and an empty one is none`(
        option: String?, environment: String?, path: String
    ) {
        #expect(UsualSocket.path(option: option, environment: environment) == path)
    }
}
