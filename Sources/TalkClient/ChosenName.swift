import TalkText

/// The username that somebody asks for on the command line.
enum ChosenName {
    /// The name as the daemon takes it; nil when no daemon would.
    ///
    /// A login may break the rules of chosen names, and is its owner's all the same, spelled as ``Name`` spells it.
    ///
    /// - Parameter ownLogin: Asked only when the name breaks a rule; nil when it cannot be told.
    static func spelling(of name: String, ownLogin: () -> String?) -> String? {
        if Name(name) != nil { return name }
        guard let login = ownLogin() else { return nil }
        let spelled = Name(login: login).string
        return name == login || name == spelled ? spelled : nil
    }
}
