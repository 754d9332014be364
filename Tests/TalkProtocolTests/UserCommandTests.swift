import Testing

@testable import TalkProtocol

@Suite struct UserCommandTests {
    @Test(arguments: [
        ("oi", UserCommand.say("oi")), (" oi ", .say(" oi ")), ("sair", .quit), (" SaIr\t", .quit),
        ("sair já", .say("sair já")), ("/quit", .quit), ("/QUIT", .quit), ("/who", .who),
        ("/me  dances well", .action("dances well")), ("/me", .incomplete(.me)),
        ("/msg bob  psst you", .tell(to: "bob", text: "psst you")),
        ("/msg bob", .incomplete(.msg)), ("/nick wren", .nick("wren")),
        ("//who", .say("/who")), ("///", .say("//")), ("/", .unknown("")),
        ("/fly a", .unknown("fly")),
        ("", .say("")), ("/clear", .clear), ("/help me", .help),
    ])
    func `a line is understood`(line: String, command: UserCommand) {
        #expect(UserCommand(line: line) == command)
    }
}
