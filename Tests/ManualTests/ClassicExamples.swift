import TestSupport
import Testing

/// How the examples of talkroom-classic(1) are run. The daemon is a part that the test plays: what a wall
/// reaches on this host is nobody's business.
enum ClassicExamples {
    static let all: [ExampleTests.Run] = [wall, write, mesg]

    private static func wall(_ example: Example) throws {
        let (request, output) = try run(example, reaching: 2)
        #expect(request["do"] == "wall" && request["text"] == "The mail stops at noon.")
        #expect(output == "reached 2 of 3 terminals (1 has messages off)\n")
    }

    private static func write(_ example: Example) throws {
        let (request, output) = try run(example, reaching: 3)
        #expect(request["do"] == "ring" && request["to"] == "ada" && request["text"] == "Lunch?")
        #expect(output == "reached 3 of 3 terminals of ada\n")
        let missed = try run(example, reaching: 0).output
        #expect(missed.hasSuffix("\nAda is not here.\n"), "\(missed)")
    }

    private static func mesg(_ example: Example) throws {
        let stage = try stage()
        stage.enter(stage.directory.file("no-room"))
        // What it is that runs between: it shows the mode.
        let slides = try stage.write("#!/bin/sh\nstat -c 'mode %a' \"$(tty)\"\n", as: "show")
        try stage.provide("slides", as: slides)
        #expect(try stage.shell("chmod 755 \(slides)").status == 0)
        let command = try command(of: example)
        let terminal = try stage.terminal("chgrp tty \"$(tty)\"; chmod 620 \"$(tty)\"; \(command)")
        try terminal.waitForExit()
        #expect(terminal.screen.transcript.contains("mode 600"), "\(terminal.shown)")
    }

    private static func stage() throws -> Stage {
        let stage = try Stage()
        for name in ["wall", "write", "mesg"] { try stage.provide(name, as: Programs.talkroom) }
        return stage
    }

    /// Runs an example before a daemon that reaches so many of three terminals.
    private static func run(
        _ example: Example, reaching count: Int
    ) throws -> (request: WireRequest, output: String) {
        let daemon = try ScriptedDaemon()
        let stage = try stage()
        stage.enter(daemon.socket)
        let child = try stage.start(command(of: example), output: "output")
        let session = try daemon.accept()
        try session.welcome()
        let request = try session.request()
        let to = request["to"].map { #""to":\#(quoted($0)),"# } ?? ""
        try session.send(
            #"{"event":"reached",\#(to)"sessions":0,"all_sessions":0,"terminals":\#(count),"#
                + #""all_terminals":3,"off":\#(3 - count),"failed":0,"#
                + #""id":\#(quoted(request["id"] ?? ""))}"#)
        #expect(try child.waitForExit() == 0)
        let output = contents(of: stage.directory.file("output"))
        return (request, String(decoding: output, as: UTF8.self))
    }

    private static func command(of example: Example) throws -> String {
        try #require(example.commands.count == 1 ? example.commands.first : nil)
    }
}
