import Foundation
import TestSupport
import Testing

/// What `talkroomd` reads before it serves.
@Suite struct DaemonCommandLineTests {
    private func talkroomd(_ arguments: [String]) throws -> Finished {
        try run([Programs.talkroomd] + arguments)
    }

    @Test(arguments: [
        ["--nonsense"], ["-o"], ["-o", "nonsense=1"], ["-o", "sessions"], ["-o", "sessions=many"],
        ["-o", "sessions=0"], ["-o", "pace=-1"], ["-o", "history=sometimes"], ["argument"],
    ])
    func `wrong usage ends with 64 and a line that says what is wrong`(arguments: [String]) throws {
        let directory = try TemporaryDirectory()
        let refused = try talkroomd(["-s", directory.file("chat.sock")] + arguments)
        #expect(refused.status == 64, "\(refused)")
        #expect(refused.errorText.hasPrefix("talkroomd: "), "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: directory.file("chat.sock")))
    }

    @Test(
        .enabled(if: Accounts.canBeMade, "only root can take /proc away"),
        arguments: [Programs.talkroomd, Programs.talkroom])
    func `without its arguments a program does nothing`(program: String) throws {
        let refused = try run([
            "unshare", "--mount", "sh", "-c", "mount -t tmpfs none /proc && exec \"$0\" --version",
            program,
        ])
        #expect(refused.status == 64 && refused.output.isEmpty, "\(refused)")
        #expect(refused.errorText.contains("is /proc mounted here?"), "\(refused)")
    }

    @Test func `a configuration that cannot be read is said with the way out`() throws {
        let refused = try talkroomd(["--check", "-c", "/nowhere/talkroom.conf"])
        #expect(refused.status == 64, "\(refused)")
        #expect(refused.errorText.hasPrefix("talkroomd: /nowhere/talkroom.conf: "), "\(refused)")
        #expect(refused.errorText.contains("-c"), "\(refused)")
    }

    enum Irregular: CaseIterable {
        case pipe, directory, device, link
    }

    @Test(arguments: Irregular.allCases)
    func `a configuration that is no regular file is refused at once`(kind: Irregular) throws {
        let directory = try TemporaryDirectory()
        var path = directory.file("talkroom.conf")
        switch kind {
        case .pipe: mkfifo(path, 0o600)
        case .directory: mkdir(path, 0o700)
        case .device: path = "/dev/zero"
        case .link:
            mkfifo(directory.file("pipe"), 0o600)
            symlink("pipe", path)
        }
        let refused = try talkroomd(["--check", "-c", path])
        #expect(refused.status == 64 && refused.output.isEmpty, "\(refused)")
        #expect(
            refused.errorText.hasPrefix(
                "talkroomd: \(path): cannot be read: it is no regular file"), "\(refused)")
    }

    @Test(arguments: [["--help"], ["--version"], ["--example"], ["--check", "-c", "/dev/null"]])
    func `what is asked for and cannot be printed is a failure with its reason`(
        arguments: [String]
    ) throws {
        let script = #"exec "$0" "$@" >/dev/full"#
        let failed = try run(["/bin/sh", "-c", script, Programs.talkroomd] + arguments)
        #expect(failed.status == 74, "\(failed)")
        #expect(
            failed.errorText == "talkroomd: standard output: No space left on device\n",
            "\(failed)")
    }

    @Test(arguments: ["C", "pt_BR.UTF-8"])
    func `the example is a configuration that --check finds right`(locale: String) throws {
        let directory = try TemporaryDirectory()
        let file = directory.file("talkroom.conf")
        let example = try run(
            [Programs.talkroomd, "--example"], environment: ["LC_ALL": locale])
        #expect(example.status == 0 && example.errors.isEmpty, "\(example)")
        #expect(example.outputText.contains("Must be") == (locale == "C"), "\(example)")
        try example.outputText.write(toFile: file, atomically: false, encoding: .utf8)
        let checked = try talkroomd(["--check", "-c", file])
        #expect(checked.status == 0 && checked.errors.isEmpty, "\(checked)")
    }

    @Test func `--check says what is wrong with file and line, and serves nothing`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.file("talkroom.conf")
        let socket = directory.file("chat.sock")
        try "# a comment\n\nsessions = 10\nnonsense = 1\n".write(
            toFile: file, atomically: false, encoding: .utf8)
        let wrong = try talkroomd(["--check", "-c", file, "-s", socket])
        #expect(wrong.status == 64, "\(wrong)")
        #expect((wrong.errorText + wrong.outputText).contains("\(file):4"), "\(wrong)")
        try "sessions = 10\n".write(toFile: file, atomically: false, encoding: .utf8)
        #expect(try talkroomd(["--check", "-c", file, "-s", socket]).status == 0)
        #expect(!FileManager.default.fileExists(atPath: socket))
    }

    @Test func `--verbose prints what is said, and without it nothing of it is printed`() throws {
        for isVerbose in [true, false] {
            let settings = Daemon.Settings(arguments: isVerbose ? ["--verbose"] : [])
            let daemon = try Daemon(settings: settings)
            defer { daemon.end() }
            let ada = try daemon.join("ada")
            try ada.say("a secret")
            try ada.expect("said")
            try daemon.awaitLog("name=ada")
            if isVerbose { try eventually("it") { daemon.output.contains("a secret") } }
            #expect(try daemon.terminate() == 0)
            let printed = daemon.output + daemon.errors
            #expect(printed.contains("a secret") == isVerbose, "\(printed)")
            let lines = printed.split(separator: "\n")
            #expect(lines.contains { $0.contains("uid=\(Account.own.uid)") }, "\(printed)")
            #expect(lines.contains { $0.contains("name=ada") }, "\(printed)")
        }
    }
}
