/// The completion for bash. It needs nothing but bash 4.4: no package of completions has to be there.
extension CompletionScript {
    var bash: String {
        filled(
            Self.bashTemplate,
            [
                "HEADING": heading(.bash), "PEOPLE": hasPeople ? Self.bashPeople : "",
                "SETTINGS": settings.isEmpty ? "" : bashSettings,
                "LETTERS": valuedLetters, "LONG": valuedWords.joined(separator: " | "),
                "LETTER_CASES": bashLetters.indented(by: 4),
                "VERB": hasVerbs ? Self.bashVerb : ":",
                "OPTIONS": bashOptions.indented(by: 4), "VALUES": bashValues.indented(by: 4),
                "WORDS": bashWords.indented(by: 4),
            ])
    }

    private var bashLetters: String {
        valued.compactMap { option in option.short.map { "\($0)) REPLY=\(option.long) ;;" } }
            .joined(separator: "\n")
    }

    private var bashOptions: String {
        program.verbs.map { verb in
            let words = verb.options.flatMap { option in
                (option.short.map { ["-\($0)"] } ?? [])
                    + [option.display + (option.value == nil ? "" : "=")]
            }
            return "\(verb.word ?? "''")) _@NAME@_offer \(words.joined(separator: " ")) ;;"
        }.joined(separator: "\n")
    }

    private var bashValues: String {
        valued.compactMap { option in
            bashAction(option.kind).map { "\(option.long)) \($0) ;;" }
        }.joined(separator: "\n")
    }

    private var bashWords: String {
        let verbs = program.verbs.compactMap(\.word)
        var cases = verbs.isEmpty ? [] : ["0::) _@NAME@_offer \(verbs.joined(separator: " ")) ;;"]
        for verb in program.verbs {
            guard let word = verb.word, let action = bashAction(verb.firstWord) else { continue }
            cases.append("1:\(word):) \(action) ;;")
            let acts = verb.acts(on: .person)
            if !acts.isEmpty, let action = bashAction(.person) {
                let patterns = acts.map { "2:\(word):\($0)" }
                cases.append("\(patterns.joined(separator: " | "))) \(action) ;;")
            }
        }
        return (cases + ["*) ;;"]).joined(separator: "\n")
    }

    /// What offers values of a kind; nil when there is nothing to offer.
    private func bashAction(_ kind: ValueKind) -> String? {
        switch kind {
        case .free: nil
        // By readline itself, which knows best what is quoted.
        case .file, .socket: "compopt -o default"
        case .directory: "compopt -o dirnames"
        case .person: "_@NAME@_people"
        case .words(let words): "_@NAME@_offer \(words.joined(separator: " "))"
        case .setting: "_@NAME@_settings"
        }
    }

    private var bashSettings: String {
        let values = settings.flatMap { row in row.choices.map { "\(row.key)=\($0)" } }
        let keys = settings.map { "\($0.key)=" }
        return """


            # Offers the keys of the configuration, and after one of them its words.
            _@NAME@_settings() {
                if [[ $typed == *=* ]]; then
                    _@NAME@_offer \(values.joined(separator: " "))
                else
                    _@NAME@_offer \(keys.joined(separator: " "))
                fi
            }
            """
    }

    private static let bashVerb =
        "case $count in 0) verb=$word ;; 1) act=$word ;; esac"

    private static let bashPeople = #"""


        # Offers the names of those who are here. They come from others: nothing evaluates or splits them.
        _@NAME@_people() {
            local names=()
            mapfile -t names < <(
                command talkroom who --names ${socket:+"--socket=$socket"} </dev/null 2>/dev/null)
            _@NAME@_offer "${names[@]}"
        }
        """#

    private static let bashTemplate = #"""
        @HEADING@

        # Finds the whole words before the cursor, and what is typed of the one at it: readline has cut
        # them at = and : too.
        _@NAME@_split() {
            local line=${COMP_LINE:0:COMP_POINT} rest piece index
            for ((index = 0; index <= COMP_CWORD; index++)); do
                rest=${line#"${line%%[![:space:]]*}"}
                piece=${COMP_WORDS[index]}
                if ((index == COMP_CWORD)); then piece=$rest; fi
                if ((index > 0)) && [[ $rest == "$line" ]]; then
                    current+=$piece
                else
                    if ((index > 0)); then words+=("$current"); fi
                    current=$piece
                fi
                line=${rest#"$piece"}
            done
        }

        # Leaves a word without its quotes in REPLY; nothing of it is expanded but ~/ at its beginning.
        _@NAME@_unquote() {
            local word=$1 quote='' character
            REPLY=''
            if [[ $word == \~/* ]]; then
                REPLY=$HOME
                word=${word:1}
            fi
            while [[ -n $word ]]; do
                character=${word:0:1}
                word=${word:1}
                case $quote$character in
                \\ | \"\\)
                    REPLY+=${word:0:1}
                    word=${word:1}
                    ;;
                \' | \") quote=$character ;;
                \'\' | \"\") quote='' ;;
                *) REPLY+=$character ;;
                esac
            done
        }

        # Finds the verb, the word behind it, how many words there are, the socket, and the option that waits for its value.
        _@NAME@_read() {
            local raw word REPLY
            for raw in "${words[@]:1}"; do
                _@NAME@_unquote "$raw"
                word=$REPLY
                if [[ -n $awaits ]]; then
                    if [[ $awaits == socket ]]; then socket=$word; fi
                    awaits=''
                elif [[ -n $ended || $word != -?* ]]; then
                    @VERB@
                    ((count += 1))
                elif [[ $word == -- ]]; then
                    ended=yes
                elif [[ $word == --socket=* ]]; then
                    socket=${word#*=}
                elif [[ $word == --* ]]; then
                    case $word in @LONG@) awaits=${word#--} ;; esac
                elif [[ $word =~ ^-[^@LETTERS@]*([@LETTERS@])(.*)$ ]]; then
                    _@NAME@_letter "${BASH_REMATCH[1]}"
                    if [[ -z ${BASH_REMATCH[2]} ]]; then
                        awaits=$REPLY
                    elif [[ $REPLY == socket ]]; then
                        socket=${BASH_REMATCH[2]}
                    fi
                fi
            done
        }

        # Leaves the word of the option with that letter in REPLY.
        _@NAME@_letter() {
            case $1 in
        @LETTER_CASES@
            esac
        }

        # Offers those that begin with what is typed, quoted, without what readline takes for another word.
        _@NAME@_offer() {
            local offered reply cut=''
            if [[ $COMP_WORDBREAKS == *=* ]]; then cut=${current%"${current##*=}"}; fi
            for offered; do
                if [[ $offered == "$typed"* ]]; then
                    printf -v reply %q "$offered"
                    reply=$before$reply
                    COMPREPLY+=("${reply:${#cut}}")
                fi
            done
            if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
        }@PEOPLE@@SETTINGS@

        _@NAME@_options() {
            case $verb in
        @OPTIONS@
            esac
        }

        _@NAME@_value() {
            case $1 in
        @VALUES@
            esac
        }

        _@NAME@_word() {
            case $count:$verb:$act in
        @WORDS@
            esac
        }

        _@NAME@() {
            local words=() current='' verb='' act='' count=0 socket='' awaits='' ended='' before='' typed=''
            local REPLY
            COMPREPLY=()
            _@NAME@_split
            _@NAME@_read
            if [[ -z $awaits && -z $ended && $current == --*=* ]]; then
                before=${current%%=*}=
                awaits=${before:2:-1}
            elif [[ -z $awaits && -z $ended && $current =~ ^(-[^-@LETTERS@]*([@LETTERS@])). ]]; then
                before=${BASH_REMATCH[1]}
                _@NAME@_letter "${BASH_REMATCH[2]}"
                awaits=$REPLY
            fi
            _@NAME@_unquote "${current#"$before"}"
            typed=$REPLY
            if [[ -n $awaits ]]; then
                _@NAME@_value "$awaits"
            elif [[ -z $ended && $current == -* ]]; then
                _@NAME@_options
            else
                _@NAME@_word
            fi
        }

        complete -F _@NAME@ @NAME@

        """#
}
