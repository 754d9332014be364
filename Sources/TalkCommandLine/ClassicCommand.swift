package import TalkLanguage

/// What the user asked for by one of the old names, with the options that these programs always took.
package enum ClassicCommand: Hashable, Sendable {
    case wall(Wall)
    case write(Call)
    case mesg(Mesg)
    case talk(Call)
    /// `--help`: the text to print, in each language.
    case help(Phrase)
    case version

    /// A name that the program is called by.
    package enum Name: String, Hashable, Sendable, CaseIterable {
        case wall, write, mesg, talk

        /// - Parameter path: The program as it was called: its last component counts.
        package init?(calledAs path: String) {
            let last = path.split(separator: "/", omittingEmptySubsequences: false).last
            self.init(rawValue: String(last ?? ""))
        }
    }

    package struct Wall: Hashable, Sendable {
        package var source: Source = .input
        package var group: String?
        package var hasBanner: Bool = true
        package var seconds: Int?
    }

    /// Where the text is.
    package enum Source: Hashable, Sendable {
        case input
        case file(String)
        case words([String])
    }

    /// Whom `write` and `talk` call.
    package struct Call: Hashable, Sendable {
        package var login: String
        /// As tty(1) has it, without the directory; nil for wherever they are.
        package var terminal: String?
    }

    package struct Mesg: Hashable, Sendable {
        /// Nil to ask.
        package var takes: Bool?
        package var isVerbose: Bool = false
        /// Start-up files of shells say `mesg n`: nobody is to wait long for a daemon that does not answer.
        package var persistence: TalkroomCommand.Persistence {
            TalkroomCommand.Persistence(reconnects: false, timeoutSeconds: 2)
        }
    }

    /// What only the host can tell of a word.
    package struct Host {
        let name: String
        let isFile: (String) -> Bool
        let isLogin: (String) -> Bool

        package init(
            name: String, isFile: @escaping (String) -> Bool,
            isLogin: @escaping (String) -> Bool
        ) {
            self.name = name
            self.isFile = isFile
            self.isLogin = isLogin
        }
    }

    /// The most that `wall -t` takes, as other programs of that name do.
    package static let maxTimeoutSeconds = 4_294_967_295

    /// Reads the arguments, the program's own name not among them.
    package init(_ name: Name, arguments: [String], on host: Host) throws(UsageError) {
        let program = ProgramTable.classic(name)
        let line = try ParsedLine(arguments, program: program)
        if line.has(.help) {
            self = .help(HelpText.phrase(of: program, verb: line.verb))
        } else if line.has(.version) {
            self = .version
        } else {
            switch name {
            case .wall: self = .wall(try Wall(line, on: host))
            case .write: self = .write(try Call(line, of: program))
            case .mesg: self = .mesg(try Mesg(line, of: program))
            case .talk: self = .talk(try Call(line, of: program).here(on: host))
            }
        }
    }
}

extension ClassicCommand.Wall {
    init(_ line: ParsedLine, on host: ClassicCommand.Host) throws(UsageError) {
        group = line.value(.group)
        hasBanner = !line.has(.noBanner)
        let most = ClassicCommand.maxTimeoutSeconds
        seconds = try line.value(.timeout).map { text throws(UsageError) in
            guard let seconds = Int(digits: text, in: 1...most) else {
                throw .notPositive(text, option: "--timeout", most: most)
            }
            return seconds
        }
        if line.words.count == 1, host.isFile(line.words[0]) {
            source = .file(line.words[0])
        } else if !line.words.isEmpty {
            source = .words(line.words)
        }
    }
}

extension ClassicCommand.Call {
    private static let directory = "/dev/"

    init(_ line: ParsedLine, of program: ProgramTable) throws(UsageError) {
        guard let login = line.words.first, !login.isEmpty else {
            throw .missingWord(.userValue, command: program.name)
        }
        if line.words.count > 2 { throw .unexpectedWord(line.words[2]) }
        self.login = login
        terminal = line.words.dropFirst().first.map {
            $0.hasPrefix(Self.directory) ? String($0.dropFirst(Self.directory.count)) : $0
        }
    }

    /// The same without the host that talk(1) takes behind an `@`, which must be this one.
    func here(on host: ClassicCommand.Host) throws(UsageError) -> Self {
        // A directory service may have logins like that.
        guard let at = login.lastIndex(of: "@"), !host.isLogin(login) else { return self }
        let named = login[login.index(after: at)...].lowercased()
        let own = host.name.lowercased()
        let names = [own, String(own.prefix { $0 != "." }), "localhost"]
        guard names.contains(named) else { throw .otherHost(named) }
        var call = self
        call.login = String(login[..<at])
        guard !call.login.isEmpty else { throw .missingWord(.userValue, command: "talk") }
        return call
    }
}

extension ClassicCommand.Mesg {
    init(_ line: ParsedLine, of program: ProgramTable) throws(UsageError) {
        isVerbose = line.has(.verbose)
        takes = try line.yesOrNo(for: program.name)
    }
}
