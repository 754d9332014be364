import TalkText

extension Said {
    /// With its text taken away by an operator: everything else stays.
    package var redacted: Said {
        var said = self
        said.text = .empty
        said.style = .redacted
        return said
    }
}
