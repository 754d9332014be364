import TalkTerminal
import TalkText

/// Whatever is typed and pasted, what is written to the terminal is ours: no control of somebody else's.
func checkTyping(_ start: FuzzInput) {
    var input = start
    let columns = input.number(1...90)
    var cuts = Cuts(seed: input.byte())
    var deeds = input.take(8)
    var screen = Screen(
        prompt: SafeText(sanitizing: "> "), columns: columns, rows: input.number(1...30),
        times: Times.allCases[input.number(0...Times.allCases.count - 1)],
        colors: Colors.allCases[input.number(0...Colors.allCases.count - 1)])
    screen.vocabulary = Vocabulary(
        names: ["ada", "wren"], commands: [.init("me", .text), .init("msg", .name)])
    var decoder = KeyDecoder()
    demandOurs(screen.open())
    for piece in cuts.pieces(of: input.bytes) {
        for key in decoder.keys(from: piece) { type(key, on: &screen) }
        demandOurs(screen.redraw())
        if let deed = deeds.popLast() { act(deed, on: &screen) }
    }
    demandOurs(screen.keep())
    demandOurs(screen.remove())
}

private func type(_ key: Key, on screen: inout Screen) {
    let before = screen.line.text
    switch screen.type(key) {
    case .entered(let text):
        demand(areSame(text, before), "what is entered is what was typed")
        demand(screen.line.isEmpty, "and then the line is empty")
        screen.recall.add(text)
        demandOurs(screen.show([ShownLine(SafeText(sanitizing: text), time: "14:03")]))
    case .asks: demand(screen.isAsking, "a paste of several lines is asked about")
    case .ignored: demand(areSame(screen.line.text, before), "what is ignored changes nothing")
    case .clearScreen: demandOurs(screen.clear())
    case .changed, .cancelled, .ended, .suspended: break
    }
    demand(screen.line.text.utf8.count <= LineEditor.maxBytes, "a line has a limit")
    demand(screen.line.isEmpty == screen.line.text.isEmpty, "an empty line is empty")
}

private func act(_ deed: UInt8, on screen: inout Screen) {
    switch deed {
    case 0: break
    case 1..<100: demandOurs(screen.resize(columns: Int(deed), rows: Int(deed) % 30))
    case 100..<120:
        demandOurs(screen.remove())
        demandOurs(screen.open())
    case 120..<140: screen.question = SafeText(sanitizing: "Who?" + String(screen.line.text))
    case 140..<160: screen.hint = SafeText(sanitizing: screen.line.text)
    case 160..<180: demandOurs(screen.setTitle(SafeText(sanitizing: screen.line.text)))
    case 180..<200: demandOurs(screen.clear())
    case 200..<220: screen.forget()
    default:
        let text = SafeText(sanitizing: "wren: " + screen.line.text)
        let line = ShownLine(text, parts: [.init(0..<4, .name("wren"))], time: "14:04")
        demandOurs(screen.show([line]))
    }
}
