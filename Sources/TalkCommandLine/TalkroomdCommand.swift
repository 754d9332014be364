package import TalkLanguage

/// What the operator asked `talkroomd` for.
package enum TalkroomdCommand: Hashable, Sendable {
    case serve(Serve)
    /// `--help`: the text to print, in each language.
    case help(Phrase)
    case version
    /// `--example`: a configuration that shows every key.
    case example
    /// `--completion`: the script for that shell.
    case completion(Shell)

    /// The options as they were typed; nil where the default holds.
    package struct Serve: Hashable, Sendable {
        package var socket: String?
        package var directory: String?
        package var configuration: String?
        /// Each `KEY=VALUE` of `-o`, in the order given.
        package var settings: [String] = []
        package var isVerbose: Bool = false
        /// Read the configuration, say what is wrong with it, and exit.
        package var isCheck: Bool = false
    }

    /// Reads the arguments, the program's own name not among them.
    package init(arguments: [String]) throws(UsageError) {
        let line = try ParsedLine(arguments, program: .talkroomd)
        if line.has(.help) {
            self = .help(HelpText.phrase(of: .talkroomd, verb: line.verb))
        } else if line.has(.version) {
            self = .version
        } else if line.has(.example) {
            self = .example
        } else if let shell: Shell = try line.choice(.completion) {
            self = .completion(shell)
        } else {
            self = .serve(
                Serve(
                    socket: line.value(.socket), directory: line.value(.directory),
                    configuration: line.value(.configuration), settings: line.values(.setting),
                    isVerbose: line.has(.verbose), isCheck: line.has(.check)))
        }
    }
}
