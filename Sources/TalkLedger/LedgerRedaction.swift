import TalkProtocol

/// Something that was said whose text is to be found in no file of the ledger any more.
struct LedgerRedaction {
    let said: Said
    let secret: SecretText
    /// What takes the place of its line.
    let freshLine: [UInt8]

    /// - Parameter line: As it stands in the ledger.
    /// - Returns: Nil when its text is gone already, or that is no line of what was said.
    init?(of line: ArraySlice<UInt8>) {
        guard let said = SaidLine.said(Array(line.dropLast())), said.style != .redacted,
            let secret = SecretText(of: line)
        else { return nil }
        self.said = said
        self.secret = secret
        freshLine = Event.said(said.redacted).jsonLine
    }
}
