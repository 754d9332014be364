import Foundation
import TestSupport
import Testing

/// What `--completion` prints, in the shells that it is for.
@Suite(
    .enabled(if: ShellProgram.areInstalled, "\(ShellProgram.skipMessage)"))
struct CompletionTests {

    @Test(arguments: ShellProgram.allCases)
    func `what is typed becomes verbs, options and their values`(shell: ShellProgram) throws {
        let session = try ShellSession(shell)
        for (typed, words) in [
            ("talkroom se", "<talkroom><send>"),
            ("talkroom -s /x wh", "<talkroom><-s></x><who>"),
            ("talkroom ri", "<talkroom><ring>"),
            ("talkroom ring --j", "<talkroom><ring><--json>"),
            ("talkroom wall --j", "<talkroom><wall><--json>"),
            ("talkroom me", "<talkroom><mesg>"),
            ("talkroom ad", "<talkroom><admin>"),
            ("talkroom admin di", "<talkroom><admin><dismiss>"),
            ("talkroom admin acts --c", "<talkroom><admin><acts><--count"),
            ("talkroom --scr", "<talkroom><--screen-reader>"),
            ("talkroom send --b", "<talkroom><send><--block>"),
            ("talkroom send oi --b", "<talkroom><send><oi><--block>"),
            ("talkroom -n 'a b' log --f", "<talkroom><-n><a b><log><--follow>"),
            ("talkroom --color al", "<talkroom><--color><always>"),
            ("talkroom --color=n", "<talkroom><--color=never>"),
            ("talkroom --completion=f", "<talkroom><--completion=fish>"),
            ("talkroomd --verb", "<talkroomd><--verbose>"),
            ("talkroomd -o history=d", "<talkroomd><-o><history=disk>"),
            ("talkroomd -o pace=1 -o retention_d", "<talkroomd><-o><pace=1><-o><retention_days=>"),
            ("talkroomd --option=sync=b", "<talkroomd><--option=sync=batch>"),
            ("talkroomd -owall=e", "<talkroomd><-owall=everyone>"),
        ] {
            let completed = try session.complete(typed)
            #expect(completed.words.hasPrefix(words), "\(typed): \(session.shown)")
        }
    }

    @Test(arguments: ShellProgram.allCases)
    func `the shell's own check has nothing to say`(shell: ShellProgram) throws {
        for program in [Programs.talkroom, Programs.talkroomd] {
            let script = try ShellSession.script(of: program, for: shell)
            let directory = try TemporaryDirectory()
            let file = directory.file("script")
            try script.write(toFile: file, atomically: false, encoding: .utf8)
            let checked = try run([shell.path ?? shell.rawValue, "-n", file])
            #expect(checked.status == 0 && checked.errors.isEmpty, "\(checked)")
        }
    }

    @Test(
        .enabled(if: ShellProgram.hasBashPackage, "bash-completion is not installed"),
        arguments: ShellProgram.allCases)
    func `what is installed is found when it is needed`(shell: ShellProgram) throws {
        let session = try ShellSession(shell, .found)
        for (typed, words) in [
            ("talkroom send --b", "<talkroom><send><--block>"),
            ("talkroom se", "<talkroom><send>"),
            ("talkroomd --ch", "<talkroomd><--check>"),
        ] {
            #expect(try session.complete(typed).words == words, "\(session.shown)")
        }
    }

    @Test(arguments: ShellProgram.allCases)
    func `a verb has no options of another one`(shell: ShellProgram) throws {
        let session = try ShellSession(shell)
        for line in ["talkroom who --bl", "talkroom --bl", "talkroom send -- --bl"] {
            #expect(try session.complete(line).words.hasSuffix("<--bl>"), "\(session.shown)")
        }
    }

    @Test(arguments: ShellProgram.allCases)
    func `files and directories are found`(shell: ShellProgram) throws {
        let session = try ShellSession(shell)
        mkdir(session.directory.file("a room"), 0o700)
        let file = session.directory.file("abacus")
        _ = FileManager.default.createFile(atPath: file, contents: Data())
        for (typed, words) in [
            ("talkroomd -d ./a", "<talkroomd><-d><./a room"),
            ("talkroomd -c ./ab", "<talkroomd><-c><./abacus>"),
            ("talkroom who -s ./ab", "<talkroom><who><-s><./abacus>"),
            ("talkroom --socket=./ab", "<talkroom><--socket=./abacus>"),
        ] {
            // Of a directory, zsh takes the slash away again.
            let completed = try session.complete(typed).words
            #expect(completed.hasPrefix(words), "\(session.shown)")
        }
    }

    @Test(arguments: ShellProgram.allCases)
    func `who is here is found in the room that the line names`(shell: ShellProgram) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let other = try Daemon()
        defer { other.end() }
        _ = try daemon.join("nele")
        _ = try daemon.join("élodie")
        let there = try other.join("nora")
        _ = try other.join("nora")
        try there.settle()
        let session = try ShellSession(shell, socket: daemon.socket)
        for (typed, words) in [
            ("talkroom send --to n", "<talkroom><send><--to><nele>"),
            ("talkroom send --to=é", "<talkroom><send><--to=élodie>"),
            ("talkroom send -s \(other.socket) --to n", "<--to><nora>"),
            ("talkroom -s\(other.socket) send --to=n", "<--to=nora>"),
            ("talkroom send --socket='\(other.socket)' --to n", "<--to><nora>"),
            ("talkroom admin -s \(other.socket) mute n", "<mute><nora>"),
            ("talkroom admin topic n", "<topic><n>"),
        ] {
            // Where much else goes on, a daemon may not answer within a second.
            try eventually(words, seen: { session.shown }) {
                try session.complete(typed).words.hasSuffix(words)
            }
        }
        #expect(try there.settle().isEmpty, "completion is not announced")
    }

    @Test(arguments: ShellProgram.allCases)
    func `without a daemon nothing is offered, and nothing is said`(shell: ShellProgram) throws {
        let session = try ShellSession(shell)
        let completed = try session.complete("talkroom send --to a")
        #expect(completed.words == "<talkroom><send><--to><a>", "\(session.shown)")
        #expect(completed.besides.isEmpty, "\(session.shown)")
    }

    @Test(arguments: ShellProgram.allCases)
    func `a daemon that does not answer is not waited for`(shell: ShellProgram) throws {
        let server = try FakeServer(saying: "", closing: false)
        let session = try ShellSession(shell, socket: server.socket)
        // Well below the half minute for which other verbs wait to be greeted: one that waits so long does each time,
        // a machine that has much else to do does not.
        try eventually("an end before anything came", within: Deadline.crowdSeconds) {
            let start = ContinuousClock.now
            let completed = try session.complete("talkroom send --to a")
            #expect(completed.words == "<talkroom><send><--to><a>", "\(session.shown)")
            #expect(completed.besides.isEmpty, "\(session.shown)")
            return ContinuousClock.now - start < .seconds(20)
        }
        withExtendedLifetime(server) {}
    }

    /// Names that no daemon of ours lets anybody have, each as the program would print it.
    enum HostileName: String, CaseIterable, CustomTestStringConvertible {
        case substitution = "$(touch x)"
        case backquotes = "`touch x`"
        case command = "a;touch x"
        case spaces = "a  b"
        case pattern = "*"
        case braces = "{a,b}"
        case quotes = #"it's "so" \ "#
        case home = "~root"
        case history = "a!!"
        case variable = "$HOME"

        var testDescription: String { "\(self)" }
    }

    @Test(arguments: ShellProgram.allCases, HostileName.allCases)
    func `a name is what it is, whatever it says`(shell: ShellProgram, name: HostileName) throws {
        let quoted = name.rawValue.replacingOccurrences(of: "'", with: #"'\''"#)
        let session = try ShellSession(
            shell, .scripted("#!/bin/sh\nprintf '%s\\n' '\(quoted)'\n"))
        let completed = try session.complete("talkroom send --to ")
        // fish would have ~root expanded, so its script leaves that out.
        let word = shell == .fish && name == .home ? "" : "<\(name.rawValue)>"
        #expect(completed.words == "<talkroom><send><--to>\(word)", "\(session.shown)")
        #expect(!FileManager.default.fileExists(atPath: session.directory.file("x")))
    }
}
