import Foundation
import TestSupport

/// A shell whose completion is tested.
enum ShellProgram: String, CaseIterable, CustomStringConvertible {
    case bash, zsh, fish

    var description: String { rawValue }

    var path: String? {
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + rawValue }.first {
            access($0, X_OK) == 0
        }
    }

    /// Those that are not here; the tests need all of them.
    static let missing = allCases.filter { $0.path == nil }
    static let areInstalled = missing.isEmpty
    static let skipMessage = "not installed: \(missing.map(\.rawValue).joined(separator: ", "))"

    /// Without what the account and the host have it do at its start.
    fileprivate var bareArguments: [String] {
        switch self {
        case .bash: ["--noprofile", "--norc", "-i"]
        case .zsh: ["-f", "-i"]
        case .fish: ["--no-config", "--private", "-i"]
        }
    }

    /// Lines that get the prompt `$ `, completion, and `show`, which prints each of its arguments in `<>`.
    fileprivate func preparation(_ directory: String) -> [String] {
        let show = "show() { printf '<%s>' \"$@\"; echo; }"
        return switch self {
        case .bash: ["PS1='$ '; bind 'set bell-style none'", show]
        case .zsh:
            [
                "unsetopt prompt_sp; bindkey -e; PS1='$ '; fpath=(\(directory)/zsh $fpath)",
                "autoload -Uz compinit; compinit -u -d \(directory)/dump", show,
            ]
        case .fish:
            [
                "function fish_prompt; printf '$ '; end; function fish_right_prompt; end",
                "set -g fish_autosuggestion_enabled 0; set -p fish_complete_path \(directory)/fish",
                "function show; printf '<%s>' $argv; echo; end",
            ]
        }
    }

    /// What talkroom(1) says to put into the shell's own file.
    fileprivate func reading(_ program: String) -> String {
        switch self {
        case .bash, .zsh: "source <(\(program) --completion=\(self))"
        case .fish: "\(program) --completion=\(self) | source"
        }
    }

    /// Where a completion is found without being asked for, in a directory of the tests' own.
    fileprivate func place(of program: String) -> String {
        switch self {
        case .bash: "bash-completion/completions/\(program)"
        case .zsh: "zsh/_\(program)"
        case .fish: "fish/\(program).fish"
        }
    }

    /// What a host with completions has the shell read at its start; nil when that is nothing.
    fileprivate var start: String? {
        self == .bash ? "source \(Self.bashPackage)" : nil
    }

    private static let bashPackage = "/usr/share/bash-completion/bash_completion"
    /// Without it, bash looks for no file of a completion.
    static let hasBashPackage = access(bashPackage, R_OK) == 0
}

/// A shell at a terminal with the completion of the two programs, as a person has it.
final class ShellSession {
    /// How the shell comes by it.
    enum Way {
        /// It reads what the programs print, as talkroom(1) has it.
        case printed
        /// It finds the files when it needs them.
        case found
        /// It reads the files, and has this script in the place of `talkroom`.
        case scripted(String)
    }

    let directory: TemporaryDirectory
    private let pty: Pty
    private var rounds = 0

    /// - Parameter socket: What `TALKROOM_SOCKET` says.
    init(_ shell: ShellProgram, _ way: Way = .printed, socket: String? = nil) throws {
        directory = try TemporaryDirectory(mode: 0o700)
        let bin = directory.file("bin")
        mkdir(bin, 0o755)
        var lines = ["cd \(directory.path)"] + shell.preparation(directory.path)
        for program in [Programs.talkroom, Programs.talkroomd] {
            let name = (program as NSString).lastPathComponent
            symlink(program, "\(bin)/\(name)")
            if case .printed = way {
                lines.append(shell.reading(name))
                continue
            }
            let file = directory.file(shell.place(of: name))
            try Self.install(try Self.script(of: program, for: shell), as: file)
            if case .scripted = way { lines.append("source \(file)") }
        }
        switch way {
        case .printed: break
        case .found: if let start = shell.start { lines.append(start) }
        case .scripted(let script):
            unlink("\(bin)/talkroom")
            try Self.install(script, as: "\(bin)/talkroom")
        }
        pty = try Pty(
            [shell.path ?? shell.rawValue] + shell.bareArguments, columns: 400,
            environment: [
                "PATH": "\(bin):/usr/bin:/bin", "HOME": directory.path, "TERM": "linux",
                "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": directory.path,
                "XDG_DATA_HOME": directory.path, "XDG_RUNTIME_DIR": directory.path,
                "TALKROOM_SOCKET": socket ?? directory.file("nobody"), "HISTFILE": "",
            ])
        for line in lines { try settle(after: line) }
    }

    /// What a program prints for a shell.
    static func script(of program: String, for shell: ShellProgram) throws -> String {
        let printed = try run(
            [program, "--completion", shell.rawValue], environment: ["LC_ALL": "C.UTF-8"])
        guard printed.status == 0 else { throw Unmet("no completion: \(printed)") }
        return printed.outputText
    }

    private static func install(_ text: String, as file: String) throws {
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        chmod(file, 0o755)
    }

    /// Has a line carried out, everything that it prints shown, and the next prompt: of keys typed before
    /// it the kernel writes an echo, which the shell knows nothing about.
    private func settle(after line: String) throws {
        rounds += 1
        // In two parts, or the line that asks for it would be taken for it; at once, or its echo would be a row of its own.
        try pty.type(line + "\r" + "echo round''\(rounds)\r")
        try pty.expect("a prompt after round\(rounds)") { screen in
            let answer = screen.transcript.lastIndex(of: "round\(rounds)")
            return answer.map { screen.transcript[($0 + 1)...].contains { !$0.isEmpty } } ?? false
        }
    }

    /// Types `line` and Tab; gives the words that then stand there, as a command would get them, and what
    /// the screen has got besides the line.
    func complete(_ line: String) throws -> (words: String, besides: [String]) {
        let before = pty.screen.transcript.count
        try pty.type(line + "\t")
        try settle(after: "\u{1}show ")
        let rows = pty.screen.transcript.dropFirst(before - 1)
        let words = rows.last { $0.hasPrefix("<") } ?? ""
        let besides = rows.filter { row in
            !row.hasPrefix("$") && !row.hasPrefix("<") && !row.hasPrefix("round")
        }
        return (words, Array(besides))
    }

    /// What was shown, for the message of a failed test.
    var shown: [String] { pty.shown }
}
