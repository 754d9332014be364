extension Language {
    /// The language of the user's locale: the first of the three that is set and not empty decides, as
    /// locale(7) has it. Any Portuguese is Portuguese; everything else is English.
    package init(lcAll: String?, lcMessages: String?, lang: String?) {
        let candidates = [lcAll, lcMessages, lang].compactMap(\.self)
        let locale = candidates.first { !$0.isEmpty } ?? ""
        let code = locale.prefix { $0.isLetter }.lowercased()
        self = code == "pt" ? .portuguese : .english
    }
}
