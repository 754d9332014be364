import TalkTerminal

/// Cut anywhere, a terminal's bytes give the same keys; and none is a control, nor has one in it.
func checkKeys(_ start: FuzzInput) {
    var input = start
    var cuts = Cuts(seed: input.byte())
    let pauses = input.byte()
    let bytes = input.bytes
    let pieces = cuts.pieces(of: bytes)
    var decoder = KeyDecoder()
    let whole = decoder.keys(from: bytes)
    var patient = KeyDecoder()
    let cut = pieces.flatMap { patient.keys(from: $0) }
    // Which end of a paste is its last is known of what was read at once.
    let ends = bytes.ranges(of: Array("\u{1B}[201~".utf8)).count
    demand(
        whole == cut || ends > 1, "the same keys come of the same bytes, however they are cut")
    let isSame = decoder.beginning == patient.beginning && decoder.isPasting == patient.isPasting
    demand(isSame || ends > 1, "and the same is waited for")
    demandSound(whole)
    guard pauses > 0 else { return }
    var hasty = KeyDecoder()
    for (index, piece) in pieces.enumerated() {
        demandSound(hasty.keys(from: piece))
        guard pauses >> (index % 8) & 1 == 1 else { continue }
        demandSound(hasty.pause())
        demand(hasty.beginning == nil, "after a pause nothing is waited for")
    }
}

private func demandSound(_ keys: [Key]) {
    for key in keys {
        switch key {
        case .character(let scalar):
            demand(!isControl(scalar), "a character that is typed is no control")
        case .pasted(let paste):
            let controls = paste.text.unicodeScalars.filter(isControl)
            demand(controls.allSatisfy { $0 == "\n" || $0 == "\t" }, "a paste holds no control")
            demand(paste.text.utf8.count <= 3 * Paste.maxBytes, "a paste has a limit")
            demand(paste.text.unicodeScalars.last != "\n", "a paste ends without line ends")
        default: break
        }
    }
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
}
