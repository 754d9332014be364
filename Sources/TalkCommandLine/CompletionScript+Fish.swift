import TalkLanguage

/// The completion for fish.
extension CompletionScript {
    var fish: String {
        filled(
            Self.fishTemplate,
            [
                "HEADING": heading(.fish), "PEOPLE": hasPeople ? Self.fishPeople : "",
                "SETTINGS": settings.isEmpty ? "" : fishSettings,
                "LETTERS": valuedLetters, "LONG": valuedWords.joined(separator: " "),
                "LETTER": program.options.first { $0.key == .socket }?.short.map(String.init) ?? "",
                "VERB": hasVerbs ? Self.fishVerb : "true",
                "COMPLETES": (fishVerbs + program.options.map(fishOption)).joined(separator: "\n"),
            ])
    }

    private var fishVerbs: [String] {
        program.verbs.flatMap { verb -> [String] in
            guard let word = verb.word else { return [] }
            let meaning = verb.summary.text(in: language).fishQuoted
            let offer = "complete -c @NAME@ -n '__@NAME@_at 0' -a \(word) -d \(meaning)"
            guard let values = fishValues(verb.firstWord) else { return [offer] }
            let first = "complete -c @NAME@ -n '__@NAME@_at 1 \(word)' \(values)"
            let acts = verb.acts(on: .person)
            guard !acts.isEmpty, let people = fishValues(.person) else { return [offer, first] }
            let condition =
                "__@NAME@_at 2 \(word); and __@NAME@_act_is \(acts.joined(separator: " "))"
            return [offer, first, "complete -c @NAME@ -n '\(condition)' \(people)"]
        }
    }

    private func fishOption(_ option: OptionRow) -> String {
        let takers = program.verbs.filter { $0.options.contains(option) }
        let condition =
            takers.count < program.verbs.count
            ? " -n '__@NAME@_verb_is \(takers.map { $0.word ?? "none" }.joined(separator: " "))'"
            : ""
        let short = option.short.map { " -s \($0)" } ?? ""
        let value = option.value == nil ? "" : " -r \(fishValues(option.kind) ?? "-f")"
        let meaning = option.summary.text(in: language).fishQuoted
        return "complete -c @NAME@\(condition)\(short) -l \(option.long)\(value) -d \(meaning)"
    }

    /// What completes a value of a kind; nil for what nobody can guess.
    private func fishValues(_ kind: ValueKind) -> String? {
        switch kind {
        case .free: nil
        case .file, .socket: "-F"
        case .directory: "-f -a '(__fish_complete_directories (commandline -ct))'"
        case .person: "-f -a '(__@NAME@_people)'"
        case .words(let words): "-f -a '\(words.joined(separator: " "))'"
        case .setting: "-f -a '(__@NAME@_settings)'"
        }
    }

    private var fishSettings: String {
        let rows = settings.map { "\($0.key)=\t\($0.expected.text(in: language))".fishQuoted }
        let values = settings.flatMap { row in row.choices.map { "\(row.key)=\($0)" } }
        return """


            function __@NAME@_settings
                set -l typed (string replace -r -- '^(--option=|-o)' '' (commandline -ct))
                if string match -q -- '*=*' $typed
                    printf '%s\\n' \(values.joined(separator: " "))
                else
                    printf '%s\\n' \\
            \(rows.joined(separator: " \\\n").indented(by: 12))
                end
            end
            """
    }

    private static let fishVerb =
        "test $count -eq 0; and set verb $token; test $count -eq 1; and set act $token"

    private static let fishPeople = #"""


        # Prints the names of those who are here. They come from others: fish takes each line as it stands,
        # and quotes all of it but ~, with which no name begins.
        function __@NAME@_people
            set -l line (__@NAME@_line)
            set -l at
            test -n "$line[3]"; and set at "--socket=$line[3]"
            command talkroom who --names $at </dev/null 2>/dev/null | string match -v -- '~*'
        end
        """#

    private static let fishTemplate = #"""
        @HEADING@

        # Prints the verb, the number of words, the socket and the word behind the verb, of the whole words
        # before the cursor.
        function __@NAME@_line
            set -l tokens (commandline -opc)
            set -e tokens[1]
            set -l verb none
            set -l act none
            set -l count 0
            set -l socket ''
            set -l awaits ''
            set -l ended ''
            set -l parts
            for token in $tokens
                if test -n "$awaits"
                    string match -qr -- '^(-@LETTER@|--socket)$' $awaits; and set socket $token
                    set awaits ''
                else if test -n "$ended"; or not string match -qr -- '^-.' $token
                    @VERB@
                    set count (math $count + 1)
                else if test "$token" = --
                    set ended yes
                else if string match -q -- '--socket=*' $token
                    set socket (string replace -- --socket= '' $token)
                else if string match -q -- '--*' $token
                    contains -- $token @LONG@; and set awaits $token
                else if set parts (string match -r -- '^-[^@LETTERS@]*([@LETTERS@])(.*)$' $token)
                    if test -z "$parts[3]"
                        set awaits -$parts[2]
                    else if test $parts[2] = @LETTER@
                        set socket $parts[3]
                    end
                end
            end
            if string match -q -- '~/*' $socket
                set socket $HOME(string sub -s 2 -- $socket)
            end
            printf '%s\n' $verb $count $socket $act
        end

        function __@NAME@_verb_is
            set -l line (__@NAME@_line)
            contains -- $line[1] $argv
        end

        function __@NAME@_act_is
            set -l line (__@NAME@_line)
            contains -- $line[4] $argv
        end

        # Whether the word at the cursor is that one, from 0, of the verb if there is one.
        function __@NAME@_at
            set -l line (__@NAME@_line)
            test $line[2] -eq $argv[1]; and contains -- $line[1] $argv[2..] none
        end@PEOPLE@@SETTINGS@

        complete -c @NAME@ -f
        @COMPLETES@

        """#
}

extension String {
    /// In single quotes.
    fileprivate var fishQuoted: String {
        "'" + replacing(bytesOf: "\\", with: "\\\\").replacing(bytesOf: "'", with: "\\'") + "'"
    }
}
