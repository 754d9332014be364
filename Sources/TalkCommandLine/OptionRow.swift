package import TalkLanguage

/// An option of the command line, whatever letter or word it was given by.
package enum OptionKey: Hashable, Sendable, CaseIterable {
    case name, socket, plain, json, local
    case to, block
    case timeout, noReconnect, noRecall
    case screenReader, time, color, title
    case names, count, follow
    case directory, configuration, setting, verbose, check, example
    case scenarios, contenders, clients, rounds, seconds, quick, unpinned
    case group, noBanner
    case completion, help, version

    /// Whether it asks for something to be printed instead of the program's work.
    package var standsAlone: Bool { self == .completion || self == .help || self == .version }
}

/// One row of the table that drives the parser, `--help` and the completion.
package struct OptionRow: Hashable, Sendable {
    package let key: OptionKey
    /// The letter after one dash; nil when it has none.
    package let short: Character?
    /// The word after two dashes.
    package let long: String
    /// What stands for the value in `--help`; nil when the option takes none.
    package let value: Phrase?
    package let summary: Phrase
    /// What its value is.
    package var kind = ValueKind.free

    /// The option as a message names it.
    package var display: String { "--\(long)" }
}

extension OptionRow {
    static let name = OptionRow(
        key: .name, short: "n", long: "name", value: .nameValue, summary: .nameOption)
    static let socket = OptionRow(
        key: .socket, short: "s", long: "socket", value: .socketValue, summary: .socketOption,
        kind: .socket)
    static let plain = OptionRow(
        key: .plain, short: nil, long: "plain", value: nil, summary: .plainOption)
    static let json = OptionRow(
        key: .json, short: nil, long: "json", value: nil, summary: .jsonOption)
    static let local = OptionRow(
        key: .local, short: nil, long: "local", value: nil, summary: .localOption)
    static let to = OptionRow(
        key: .to, short: nil, long: "to", value: .whoValue, summary: .toOption,
        kind: .person)
    static let block = OptionRow(
        key: .block, short: nil, long: "block", value: nil, summary: .blockOption)
    static let timeout = OptionRow(
        key: .timeout, short: nil, long: "timeout", value: .secondsValue, summary: .timeoutOption)
    static let noReconnect = OptionRow(
        key: .noReconnect, short: nil, long: "no-reconnect", value: nil,
        summary: .noReconnectOption)
    static let noRecall = OptionRow(
        key: .noRecall, short: nil, long: "no-recall", value: nil, summary: .noRecallOption)
    static let screenReader = OptionRow(
        key: .screenReader, short: nil, long: "screen-reader", value: nil,
        summary: .screenReaderOption)
    static let time = OptionRow(
        key: .time, short: nil, long: "time", value: .whenValue, summary: .timeOption,
        kind: .words(TalkroomCommand.Times.allCases.map(\.rawValue)))
    static let color = OptionRow(
        key: .color, short: nil, long: "color", value: .whenValue, summary: .colorOption,
        kind: .words(TalkroomCommand.Color.allCases.map(\.rawValue)))
    static let title = OptionRow(
        key: .title, short: nil, long: "title", value: nil, summary: .titleOption)
    static let names = OptionRow(
        key: .names, short: nil, long: "names", value: nil, summary: .namesOption)
    static let count = OptionRow(
        key: .count, short: "c", long: "count", value: .countValue, summary: .countOption)
    static let follow = OptionRow(
        key: .follow, short: "f", long: "follow", value: nil, summary: .followOption)
    static let serverSocket = OptionRow(
        key: .socket, short: "s", long: "socket", value: .socketValue,
        summary: .serverSocketOption, kind: .socket)
    static let directory = OptionRow(
        key: .directory, short: "d", long: "directory", value: .directoryValue,
        summary: .directoryOption, kind: .directory)
    static let configuration = OptionRow(
        key: .configuration, short: "c", long: "config", value: .fileValue,
        summary: .configurationOption, kind: .file)
    static let setting = OptionRow(
        key: .setting, short: "o", long: "option", value: .settingValue, summary: .settingOption,
        kind: .setting)
    static let verbose = OptionRow(
        key: .verbose, short: nil, long: "verbose", value: nil, summary: .verboseOption)
    static let check = OptionRow(
        key: .check, short: nil, long: "check", value: nil, summary: .checkOption)
    static let example = OptionRow(
        key: .example, short: nil, long: "example", value: nil, summary: .exampleOption)
    static let scenarios = OptionRow(
        key: .scenarios, short: nil, long: "scenario", value: .namesValue,
        summary: .scenariosOption)
    static let contenders = OptionRow(
        key: .contenders, short: nil, long: "contender", value: .namesValue,
        summary: .contendersOption)
    static let clients = OptionRow(
        key: .clients, short: nil, long: "clients", value: .countsValue, summary: .clientsOption)
    static let rounds = OptionRow(
        key: .rounds, short: nil, long: "rounds", value: .countValue, summary: .roundsOption)
    static let seconds = OptionRow(
        key: .seconds, short: nil, long: "seconds", value: .countValue, summary: .secondsOption)
    static let quick = OptionRow(
        key: .quick, short: nil, long: "quick", value: nil, summary: .quickOption)
    static let unpinned = OptionRow(
        key: .unpinned, short: nil, long: "unpinned", value: nil, summary: .unpinnedOption)
    static let jsonFigures = OptionRow(
        key: .json, short: nil, long: "json", value: nil, summary: .jsonFiguresOption)
    static let completion = OptionRow(
        key: .completion, short: nil, long: "completion", value: .shellValue,
        summary: .completionOption, kind: .words(Shell.allCases.map(\.rawValue)))
    static let help = OptionRow(
        key: .help, short: "h", long: "help", value: nil, summary: .helpOption)
    static let version = OptionRow(
        key: .version, short: "V", long: "version", value: nil, summary: .versionOption)
}
