import Testing

@testable import TalkProtocol

@Suite struct UserCommandTests {
    @Test(arguments: [
        ("oi", UserCommand.say("oi")), (" oi ", .say(" oi ")), ("sair", .quit), (" SaIr\t", .quit),
        ("sair já", .say("sair já")), ("/quit", .quit), ("/QUIT", .quit),
        ("/sair", .quit), (" /Sair ", .say(" /Sair ")), ("/SAIR now", .quit),
        ("//sair", .say("/sair")),
        ("/who", .who(.terminals)),
        ("/me  dances well", .action("dances well")), ("/me", .incomplete(.me)),
        ("/msg bob  psst you", .tell(to: "bob", text: "psst you")),
        ("/msg bob", .incomplete(.msg)), ("/nick wren", .nick("wren")),
        ("//who", .say("/who")), ("///", .say("//")), ("/", .unknown("")),
        ("/fly a", .unknown("fly")),
        ("", .say("")), ("/clear", .clear), ("/help me", .help),
        ("/who -v", .who(.verbose)), ("/acts", .acts), ("/topic", .topic),
        ("/topic tea at five", .act(.init(.topic, text: "tea at five"))),
        ("/topic -", .act(.init(.topic, text: ""))),
        ("/dismiss bob", .act(.init(.dismiss, to: "bob"))),
        ("/dismiss bob 10m ago", .act(.init(.dismiss, to: "bob", text: "10m ago"))),
        ("/mute bob", .act(.init(.mute, to: "bob"))),
        ("/mute bob 10m", .act(.init(.mute, to: "bob", seconds: 600))),
        ("/mute bob 2 Hs", .act(.init(.mute, to: "bob", seconds: 120, text: "Hs"))),
        ("/mute bob 2 H", .incomplete(.mute)), ("/ban bob -1", .incomplete(.ban)),
        ("/redact +1", .incomplete(.redact)),
        (
            "/ban bob 3D too  loud",
            .act(.init(.ban, to: "bob", seconds: 259_200, text: "too  loud"))
        ),
        ("/ban bob 0s x", .incomplete(.ban)), ("/mute bob 10min", .incomplete(.mute)),
        ("/mute bob 99999w", .incomplete(.mute)),
        ("/dismiss bob 0s x", .act(.init(.dismiss, to: "bob", text: "0s x"))),
        ("/lift bob", .act(.init(.lift, to: "bob"))), ("/lift", .incomplete(.lift)),
        ("/redact 7", .act(.init(.redact, seq: 7))), ("/redact", .incomplete(.redact)),
        ("/redact -7", .incomplete(.redact)),
        ("/redact 9223372036854775807", .act(.init(.redact, seq: UInt64(Int64.max)))),
        ("/redact 9223372036854775808", .incomplete(.redact)), ("/ban ", .incomplete(.ban)),
    ])
    func `a line is understood`(line: String, command: UserCommand) {
        #expect(UserCommand(line: line) == command)
    }
}
