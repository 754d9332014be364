@testable import TalkCommandLine
import TalkLanguage
import Testing

@Suite struct ClassicCommandTests {
    private typealias Name = ClassicCommand.Name

    private func command(
        _ name: ClassicCommand.Name, _ arguments: String...
    ) throws(UsageError) -> ClassicCommand {
        try ClassicCommand(
            name, arguments: arguments,
            on: ClassicCommand.Host(
                name: "Oak.example.org", isFile: { $0 == "notes" || $0 == "/etc/motd" },
                isLogin: { $0 == "kim@example.net" }))
    }

    @Test func `the last component of the program's path is its name`() {
        for name in Name.allCases {
            let word = name.rawValue
            for path in [word, "/usr/local/bin/\(word)", "./\(word)", "//x//\(word)"] {
                #expect(Name(calledAs: path) == name)
            }
            for path in ["\(word)/", "talkroom-\(word)", "\(word).old", word.uppercased()] {
                #expect(Name(calledAs: path) == nil, "\(path)")
            }
        }
        for path in ["", "/", "talkroom", "/usr/bin/talkroom", "-sh"] {
            #expect(Name(calledAs: path) == nil, "\(path)")
        }
    }

    @Test func `wall takes a file, words, or the input`() throws {
        #expect(try command(.wall) == .wall(.init()))
        #expect(try command(.wall, "notes") == .wall(.init(source: .file("notes"))))
        #expect(try command(.wall, "--", "/etc/motd") == .wall(.init(source: .file("/etc/motd"))))
        #expect(try command(.wall, "hello") == .wall(.init(source: .words(["hello"]))))
        #expect(
            try command(.wall, "notes", "are", "gone")
                == .wall(.init(source: .words(["notes", "are", "gone"]))))
        #expect(try command(.wall, "--", "-n") == .wall(.init(source: .words(["-n"]))))
    }

    @Test func `wall's options stand before and after its words`() throws {
        let expected = ClassicCommand.wall(
            .init(source: .words(["at", "noon"]), group: "wheel", hasBanner: false, seconds: 7))
        #expect(try command(.wall, "-n", "-t", "7", "-g", "wheel", "at", "noon") == expected)
        #expect(try command(.wall, "at", "noon", "-nt7", "-gwheel") == expected)
        #expect(
            try command(.wall, "at", "--nobanner", "--timeout=7", "noon", "--group", "wheel")
                == expected)
    }

    @Test func `wall's time is a positive number`() throws {
        #expect(try command(.wall, "-t", "1") == .wall(.init(seconds: 1)))
        let most = 4_294_967_295
        #expect(try command(.wall, "-t", "\(most)") == .wall(.init(seconds: most)))
        #expect(
            throws: UsageError.notPositive("0", option: "--timeout", most: most)
        ) { try command(.wall, "-t", "0") }
        for wrong in ["-1", "1.5", "x", "\(most + 1)", "9999999999999999999999"] {
            #expect(throws: UsageError.notPositive(wrong, option: "--timeout", most: most)) {
                try command(.wall, "-t", wrong)
            }
        }
        #expect(throws: UsageError.missingValue("-t")) { try command(.wall, "-t") }
        #expect(throws: UsageError.missingValue("--group")) { try command(.wall, "--group=") }
    }

    @Test(arguments: [ClassicCommand.Name.write, .talk])
    func `somebody is called wherever they are, or at one terminal`(
        name: ClassicCommand.Name
    ) throws {
        let calls: (ClassicCommand.Call) -> ClassicCommand =
            name == .write ? { .write($0) } : { .talk($0) }
        #expect(try command(name, "lee") == calls(.init(login: "lee")))
        for terminal in ["pts/3", "/dev/pts/3"] {
            #expect(
                try command(name, "lee", terminal) == calls(.init(login: "lee", terminal: "pts/3")))
        }
        #expect(try command(name, "lee", "tty1") == calls(.init(login: "lee", terminal: "tty1")))
        for arguments in [[], [""]] {
            #expect(throws: UsageError.missingWord(.userValue, command: name.rawValue)) {
                try ClassicCommand(
                    name, arguments: arguments,
                    on: .init(name: "oak", isFile: { _ in false }, isLogin: { _ in false }))
            }
        }
        #expect(throws: UsageError.unexpectedWord("now")) {
            try command(name, "lee", "tty1", "now")
        }
        #expect(throws: UsageError.unknownOption("-n")) { try command(name, "-n", "lee") }
    }

    @Test func `talk takes this host behind the login, and no other`() throws {
        for host in ["oak", "OAK", "oak.example.org", "localhost"] {
            #expect(try command(.talk, "lee@\(host)") == .talk(.init(login: "lee")))
        }
        #expect(try command(.talk, "kim@example.net") == .talk(.init(login: "kim@example.net")))
        #expect(
            try command(.talk, "kim@example.net@oak") == .talk(.init(login: "kim@example.net")))
        for host in ["elm", "oak.example", "example.org", ""] {
            #expect(throws: UsageError.otherHost(host)) { try command(.talk, "lee@\(host)") }
        }
        #expect(throws: UsageError.missingWord(.userValue, command: "talk")) {
            try command(.talk, "@oak")
        }
        // Nobody ever wrote to another host.
        #expect(try command(.write, "lee@elm") == .write(.init(login: "lee@elm")))
    }

    @Test func `mesg asks, or is told yes or no`() throws {
        #expect(try command(.mesg) == .mesg(.init()))
        #expect(try command(.mesg, "y") == .mesg(.init(takes: true)))
        #expect(try command(.mesg, "n", "-v") == .mesg(.init(takes: false, isVerbose: true)))
        #expect(try command(.mesg, "--verbose", "y") == .mesg(.init(takes: true, isVerbose: true)))
        for word in ["yes", "Y", "on", ""] {
            #expect(
                throws: UsageError.notAChoice(word, option: "mesg", choices: ["y", "n"])
            ) { try command(.mesg, word) }
        }
        #expect(throws: UsageError.unexpectedWord("n")) { try command(.mesg, "y", "n") }
    }

    @Test(arguments: ClassicCommand.Name.allCases)
    func `each has a help and a version, whatever else is asked`(name: ClassicCommand.Name) throws {
        let table = ProgramTable.classic(name)
        let help = HelpText.phrase(of: table, verb: table.verbs[0])
        for flag in ["-h", "--help"] {
            #expect(try command(name, "a", "b", "c", flag) == .help(help))
        }
        for flag in ["-V", "--version"] { #expect(try command(name, flag) == .version) }
        for language in Language.allCases {
            let words = try #require(table.verbs[0].words)
            let text = help.text(in: language)
            let usage = text.split(separator: "\n").dropFirst().first ?? ""
            #expect(usage.hasPrefix("  \(name.rawValue) "))
            #expect(usage.hasSuffix(words.text(in: language)), "\(usage)")
            for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
            for option in table.options { #expect(text.contains(option.display)) }
        }
        #expect(help.english != help.portuguese)
    }
}
