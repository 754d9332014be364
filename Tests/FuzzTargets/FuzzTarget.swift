/// What is given any bytes at all, to see whether it keeps its promises.
///
/// Each traps, with a sentence, when a promise is broken: so that the fuzzer sees it as it sees any other trap.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case lines, json, requests, events, names, text, layout, configuration, keys, typing, ledger

    /// Tries it with an input.
    package func check(_ bytes: [UInt8]) {
        let input = FuzzInput(bytes)
        switch self {
        case .lines: checkLines(input)
        case .json: checkJSON(input)
        case .requests: checkRequests(input)
        case .events: checkEvents(input)
        case .names: checkNames(input)
        case .text: checkText(input)
        case .layout: checkLayout(input)
        case .configuration: checkConfiguration(input)
        case .keys: checkKeys(input)
        case .typing: checkTyping(input)
        case .ledger: checkLedger(input)
        }
    }
}

/// Traps when a promise is broken.
func demand(_ isKept: Bool, _ promise: @autoclosure () -> String) {
    if !isKept { fatalError("not kept: \(promise())") }
}
