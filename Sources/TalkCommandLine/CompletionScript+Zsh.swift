import TalkLanguage

/// The completion for zsh, by its own `_arguments`; as a file of the function path, or sourced after compinit.
extension CompletionScript {
    var zsh: String {
        filled(
            Self.zshTemplate,
            [
                "HEADING": heading(.zsh), "PEOPLE": hasPeople ? Self.zshPeople : "",
                "SETTINGS": settings.isEmpty ? "" : zshSettings,
                "COMMANDS": hasVerbs ? zshCommands : "",
                "LETTERS": valuedLetters, "LONG": valuedWords.joined(separator: " | "),
                "LETTER": zshSocketLetter,
                "VERB": hasVerbs ? "case $count in (0) verb=$word ;; (1) act=$word ;; esac" : ":",
                "VERBS": program.verbs.map(zshCase).joined(separator: "\n").indented(by: 4),
            ])
    }

    private var zshSocketLetter: String {
        program.options.first { $0.key == .socket }?.short.map(String.init) ?? ""
    }

    /// The options and words of a verb, as `_arguments` takes them.
    private func zshCase(_ verb: VerbTable) -> String {
        var specs = verb.options.flatMap { optionSpecs(of: $0, verb) }
        if hasVerbs {
            specs.append(verb.word == nil ? "1:command:_@NAME@_commands" : "1:command: ")
        }
        if let words = verb.words {
            let label = words.text(in: language)
            let first = zshAction(verb.firstWord)
            if verb.firstWord != .free { specs.append("2:\(label):\(first)") }
            let acts = verb.acts(on: .person)
            if !acts.isEmpty {
                let pattern = acts.joined(separator: "|")
                specs.append("3:\(label):{ [[ $act == (\(pattern)) ]] && \(zshAction(.person)) }")
            }
            // A space would have zsh say what is wanted, and then complete no option there.
            specs.append("*:\(label):false")
        }
        let lines = specs.map { $0.zshQuoted.indented(by: 4) }.joined(separator: " \\\n")
        return "\(verb.word ?? "''"))\n  _arguments -s -S : \\\n\(lines)\n  ;;"
    }

    private func optionSpecs(of option: OptionRow, _ verb: VerbTable) -> [String] {
        let words = (option.short.map { ["-\($0)"] } ?? []) + [option.display]
        let others = verb.conflicts.filter { $0.contains(option.key) }.flatMap { keys in
            verb.options.filter { keys.contains($0.key) && $0.key != option.key }.flatMap { other in
                (other.short.map { ["-\($0)"] } ?? []) + [other.display]
            }
        }
        let isRepeatable = option.kind == .setting
        let excluded = others + (isRepeatable ? [] : words)
        let exclusion = isRepeatable ? "*" : "(\(excluded.joined(separator: " ")))"
        let meaning = "[\(option.summary.text(in: language).zshEscaped)]"
        guard let value = option.value else { return words.map { exclusion + $0 + meaning } }
        let ending = ":\(value.text(in: language).zshEscaped):\(zshAction(option.kind))"
        return words.map { word in
            exclusion + word + (word.hasPrefix("--") ? "=" : "+") + meaning + ending
        }
    }

    /// What completes a value of a kind; one space for what nobody can guess.
    private func zshAction(_ kind: ValueKind) -> String {
        switch kind {
        case .free: " "
        case .file, .socket: "_files"
        case .directory: "_files -/"
        case .person: "_@NAME@_people"
        case .words(let words): "(\(words.joined(separator: " ")))"
        case .setting: "_@NAME@_settings"
        }
    }

    private var zshCommands: String {
        let rows = program.verbs.compactMap { verb in
            verb.word.map { ("\($0):" + verb.summary.text(in: language).zshEscaped).zshQuoted }
        }
        return """


            _@NAME@_commands() {
              local -a commands=(
            \(rows.joined(separator: "\n").indented(by: 4))
              )
              _describe command commands
            }
            """
    }

    private var zshSettings: String {
        let rows = settings.map { row in
            let choices = row.choices.isEmpty ? " " : "(\(row.choices.joined(separator: " ")))"
            let meaning = row.expected.text(in: language).zshEscaped
            return "\(row.key)[\(meaning)]:\(row.key):\(choices)".zshQuoted
        }
        return """


            _@NAME@_settings() {
              _values key \\
            \(rows.joined(separator: " \\\n").indented(by: 4))
            }
            """
    }

    private static let zshPeople = #"""


        # Offers the names of those who are here. They come from others: nothing evaluates or splits them,
        # and compadd quotes them.
        _@NAME@_people() {
          local -a names=("${(@f)$(
            command talkroom who --names ${socket:+"--socket=$socket"} </dev/null 2>/dev/null)}")
          names=("${(@)names:#}")
          local expl
          _wanted people expl name compadd -a names
        }
        """#

    private static let zshTemplate = #"""
        #compdef @NAME@
        @HEADING@

        # Finds the verb, the word behind it and the socket in the whole words before the cursor.
        _@NAME@_read() {
          emulate -L zsh -o extended_glob
          local word awaits ended
          local -i count=0
          local -a match mbegin mend
          for word in "${(@)words[2,CURRENT-1]}"; do
            word=${(Q)word}
            [[ $word == \~/* ]] && word=$HOME${word#\~}
            if [[ -n $awaits ]]; then
              [[ $awaits == (-@LETTER@|--socket) ]] && socket=$word
              awaits=''
            elif [[ -n $ended || $word != -?* ]]; then
              @VERB@
              (( count += 1 ))
            elif [[ $word == -- ]]; then
              ended=yes
            elif [[ $word == --socket=* ]]; then
              socket=${word#*=}
            elif [[ $word == --* ]]; then
              case $word in
              (@LONG@) awaits=$word ;;
              esac
            elif [[ $word == (#b)-[^@LETTERS@]#([@LETTERS@])(*) ]]; then
              if [[ -z $match[2] ]]; then
                awaits=-$match[1]
              elif [[ $match[1] == @LETTER@ ]]; then
                socket=$match[2]
              fi
            fi
          done
        }@PEOPLE@@SETTINGS@@COMMANDS@

        _@NAME@() {
          local verb='' act='' socket=''
          _@NAME@_read
          case $verb in
        @VERBS@
          esac
        }

        if [[ $funcstack[1] == _@NAME@ ]]; then
          _@NAME@ "$@"
        else
          compdef _@NAME@ @NAME@
        fi

        """#
}

extension String {
    /// In single quotes.
    fileprivate var zshQuoted: String { "'" + replacing(bytesOf: "'", with: #"'\''"#) + "'" }

    /// Without what ends a description of `_arguments`, `_values` and `_describe`.
    fileprivate var zshEscaped: String {
        let signs: Set<Character> = ["\\", "[", "]", ":"]
        return String(flatMap { signs.contains($0) ? ["\\", $0] : [$0] })
    }
}
