package import TalkLanguage

/// A talkroom.conf that sets nothing and shows everything, made from the table: what `--example` prints.
package enum ConfigurationExample {
    /// Every key with its default behind a `#`, and above it what it means; lines end in LF.
    ///
    /// Only a line that is a setting once its `#` is gone has no space behind it.
    package static func text(in language: Language) -> String {
        let defaults = Configuration()
        var lines = comment(.exampleHeading, language)
        for key in ConfigurationKey.all {
            let value = key.written(defaults)
            lines += [""] + comment(key.meaning, language)
            lines += comment(.mustBe(key.expected), language)
            lines.append("#\(key.word) =" + (value.isEmpty ? "" : " \(value)"))
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func comment(_ phrase: Phrase, _ language: Language) -> [String] {
        FilledText.lines(of: phrase.text(in: language), indent: 1, mark: "#")
    }
}
