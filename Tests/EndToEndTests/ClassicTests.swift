import Foundation
import TestSupport
import Testing

/// The program by its old names: what it asks of the daemon, what it does to the terminal, and how it ends.
@Suite struct ClassicTests {
    /// A place where the program has these names.
    private struct Place {
        let directory: TemporaryDirectory
        let environment: [String: String]

        init(before daemon: ScriptedDaemon? = nil) throws {
            directory = try TemporaryDirectory()
            for name in ["wall", "write", "mesg", "talk"] {
                try FileManager.default.createSymbolicLink(
                    atPath: directory.file(name), withDestinationPath: Programs.talkroom)
            }
            environment = [
                "LC_ALL": "C.UTF-8", "HOME": directory.path, "XDG_STATE_HOME": directory.path,
                "PATH": "\(directory.path):/usr/bin:/bin",
                "TALKROOM_SOCKET": daemon?.socket ?? directory.file("no-room"),
            ]
        }

        func start(_ command: String) throws -> Child {
            try Child(
                ["sh", "-c", command], stdout: .file(directory.file("out")),
                stderr: .file(directory.file("err")), environment: environment)
        }

        func output(_ name: String = "out") -> String {
            String(decoding: contents(of: directory.file(name)), as: UTF8.self)
        }

        func terminal(_ command: String) throws -> Pty {
            try Pty(["sh", "-c", command], environment: environment)
        }
    }

    private static func reached(_ count: Int, of all: Int, for request: WireRequest) -> String {
        let to = request["to"].map { #""to":\#(quoted($0)),"# } ?? ""
        return #"{"event":"reached",\#(to)"sessions":0,"all_sessions":0,"terminals":\#(count),"#
            + #""all_terminals":\#(all),"off":\#(all - count),"failed":0,"#
            + #""id":\#(quoted(request["id"] ?? ""))}"#
    }

    /// What a command asks the daemon, whose answer is that so many of three terminals were reached.
    private func asked(
        _ command: String, reaching count: Int = 3, _ check: (WireRequest) throws -> Void
    ) throws {
        let daemon = try ScriptedDaemon()
        let place = try Place(before: daemon)
        let child = try place.start(command)
        let session = try daemon.accept()
        let hello = try session.welcome()
        #expect(hello[bool: "present"] == false)
        let request = try session.request()
        try check(request)
        try session.send(Self.reached(count, of: 3, for: request))
        #expect(try child.waitForExit() == (count > 0 ? 0 : 1))
        #expect(place.output().hasPrefix("reached \(count) of 3 terminals"), "\(place.output())")
    }

    @Test func `wall says words, a file, or its input`() throws {
        try asked("wall at noon") { request in
            #expect(request["do"] == "wall" && request["text"] == "at noon")
            #expect(request[bool: "banner"] == nil && request[integer: "seconds"] == nil)
        }
        try asked("cd; printf 'one\n two\n' >notes; wall notes") { request in
            #expect(request["text"] == "one\n two")
        }
        try asked("echo oi | wall", reaching: 0) { #expect($0["text"] == "oi") }
        try asked("wall gone") { #expect($0["text"] == "gone") }
    }

    @Test func `wall's options reach the daemon, no time beyond ten seconds`() throws {
        try asked("wall -n -t 7 -g wheel at noon") { request in
            #expect(request[bool: "banner"] == false && request[integer: "seconds"] == 7)
            #expect(request["group"] == "wheel" && request["text"] == "at noon")
        }
        try asked("wall --timeout=300 now") { #expect($0[integer: "seconds"] == 10) }
    }

    @Test func `a file that cannot be read is told`() throws {
        let daemon = try ScriptedDaemon()
        let place = try Place(before: daemon)
        // Nobody can open a socket.
        let child = try place.start(#"wall "$TALKROOM_SOCKET""#)
        #expect(try child.waitForExit() == 74)
        #expect(place.output("err").hasPrefix("wall: \(daemon.socket): "))
        let other = try Place(before: daemon)
        let directory = other.directory.path
        #expect(try other.start(#"wall "$HOME""#).waitForExit() == 74)
        #expect(other.output("err").hasPrefix("wall: \(directory): "), "\(other.output("err"))")
    }

    @Test func `write sends its whole input at its end, to one person or one terminal`() throws {
        try asked("printf 'one\n\ntwo\n\n' | write ada") { request in
            #expect(request["do"] == "ring" && request["to"] == "ada")
            #expect(request["text"] == "one\n\ntwo" && request["terminal"] == nil)
            #expect(request[bool: "whole"] == true)
        }
        for terminal in ["pts/3", "/dev/pts/3"] {
            try asked("echo oi | write ada \(terminal)", reaching: 0) { request in
                #expect(request["terminal"] == "pts/3" && request["to"] == "ada")
            }
        }
    }

    @Test func `write calls a long text too long, wherever its end would be cut`() throws {
        for head in ["", "x"] {
            let place = try Place()
            let child = try place.start(
                "{ printf '\(head)'; yes é | tr -d '\\n' | head -c 70000; } | write ada")
            #expect(try child.waitForExit() == 1)
            #expect(place.output("err").contains("too long"), "\(place.output("err"))")
        }
    }

    @Test func `write sends nothing where there is nothing, nor what is no text`() throws {
        for (input, complaint) in [("", "nothing"), (" \n\n", "nothing"), ("\\377", "UTF-8")] {
            let place = try Place()
            let child = try place.start("printf '\(input)' | write ada")
            #expect(try child.waitForExit() == 1)
            #expect(place.output("err").contains(complaint), "\(place.output("err"))")
        }
    }

    @Test func `talk rings and, if that reached them, enters the room`() throws {
        let daemon = try ScriptedDaemon()
        let place = try Place(before: daemon)
        let terminal = try place.terminal("talk ada pts/3")
        let call = try daemon.accept()
        try call.welcome()
        let ring = try call.request()
        #expect(ring["do"] == "ring" && ring["to"] == "ada" && ring["terminal"] == "pts/3")
        try call.send(Self.reached(1, of: 1, for: ring))
        let visit = try daemon.accept()
        try terminal.expect(words: "reached 1 of 1 terminal")
        try terminal.enter("lia")
        let hello = try visit.welcome()
        #expect(hello[bool: "present"] != false && hello["name"] == "lia")
        try terminal.expect(words: "sair")
        try terminal.enter("sair")
        #expect(try visit.request()["do"] == "leave")
        visit.close()
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func `talk does not enter for somebody who is not there`() throws {
        let daemon = try ScriptedDaemon()
        let place = try Place(before: daemon)
        let terminal = try place.terminal("talk ada@localhost")
        let call = try daemon.accept()
        try call.welcome()
        let ring = try call.request()
        #expect(ring["to"] == "ada")
        try call.send(
            #"{"event":"error","code":"nobody-there","text":"no","id":\#(quoted(ring["id"] ?? ""))}"#
        )
        #expect(try terminal.waitForExit() == 1)
    }

    @Test func `without a daemon all but mesg say so`() throws {
        for command in ["wall oi", "echo oi | write ada", "talk ada"] {
            let place = try Place()
            #expect(try place.start(command).waitForExit() == 69, "\(command)")
        }
    }

    @Test func `what is no UTF-8 is refused on the command line as on standard input`() throws {
        let byte = #"$(printf 'caf\351')"#
        for (command, status, what) in [
            ("wall \"\(byte)\"", 64, "word 1 of the command line is not UTF-8"),
            (
                "exec \(Programs.talkroom) send oi \"\(byte)\"", 64,
                "word 3 of the command line is not UTF-8"
            ),
            ("\(Programs.talkroomd) -s \"\(byte)\"", 64, "word 2 of the command line is not UTF-8"),
        ] as [(String, Int32, String)] {
            let place = try Place()
            #expect(try place.start(command).waitForExit() == status, "\(command)")
            #expect(place.output("err").contains(what), "\(place.output("err"))")
        }
    }

    @Test func `a wrong command line is told as its name's own`() throws {
        for (command, status) in [
            ("wall -t 0 x", 64), ("write", 64), ("talk a@b.c", 64), ("mesg x", 2),
        ] {
            let place = try Place()
            #expect(try place.start(command).waitForExit() == status, "\(command)")
            let name = command.split(separator: " ")[0]
            let lines = place.output("err").split(separator: "\n")
            #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("\(name): ") }, "\(lines)")
            #expect(lines.last == "\(name): try: \(name) --help")
        }
    }
}
