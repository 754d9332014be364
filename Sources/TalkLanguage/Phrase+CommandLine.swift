/// What a wrong command line is told.
extension Phrase {
    package static func unknownOption(_ option: String) -> Phrase {
        Phrase(english: "unknown option \(option)", portuguese: "opção desconhecida \(option)")
    }

    package static func misplacedOption(_ option: String, command: String) -> Phrase {
        Phrase(
            english: "\(command) does not take the option \(option)",
            portuguese: "\(command) não aceita a opção \(option)")
    }

    package static func missingValue(of option: String) -> Phrase {
        Phrase(
            english: "the option \(option) needs a value",
            portuguese: "a opção \(option) precisa de um valor")
    }

    package static func unwantedValue(of option: String) -> Phrase {
        Phrase(
            english: "the option \(option) takes no value",
            portuguese: "a opção \(option) não aceita valor")
    }

    package static func conflictingOptions(_ first: String, _ second: String) -> Phrase {
        Phrase(
            english: "the options \(first) and \(second) do not go together",
            portuguese: "as opções \(first) e \(second) não podem ser usadas juntas")
    }

    package static func unknownCommand(_ word: String, nearest: String?) -> Phrase {
        guard let nearest else {
            return Phrase(
                english: "unknown command \(word)", portuguese: "comando desconhecido \(word)")
        }
        return Phrase(
            english: "unknown command \(word); did you mean \(nearest)?",
            portuguese: "comando desconhecido \(word); você quis dizer \(nearest)?")
    }

    package static func unexpectedWord(_ word: String) -> Phrase {
        Phrase(english: "unexpected word \(word)", portuguese: "palavra inesperada \(word)")
    }

    package static let argumentsUnreadable = Phrase(
        english: "the arguments cannot be read; is /proc mounted here?",
        portuguese: "não se pode ler os argumentos; /proc está montado aqui?")

    package static func argumentNotUTF8(_ number: Int) -> Phrase {
        Phrase(
            english: "word \(number) of the command line is not UTF-8",
            portuguese: "a palavra \(number) da linha de comando não é UTF-8")
    }

    package static func notACount(_ value: String, option: String, most: Int) -> Phrase {
        Phrase(
            english: "\(option) \(value): not a number from 0 to \(most)",
            portuguese: "\(option) \(value): não é um número de 0 a \(most)")
    }

    package static func notAChoice(_ value: String, option: String, choices: [String]) -> Phrase {
        let list = choices.joined(separator: ", ")
        return Phrase(
            english: "\(option) \(value): none of \(list)",
            portuguese: "\(option) \(value): nenhum destes: \(list)")
    }

    package static func missingWord(_ word: Phrase, command: String) -> Phrase {
        Phrase(
            english: "\(command) needs \(word.english)",
            portuguese: "\(command) precisa de \(word.portuguese)")
    }

    package static func tryHelp(_ command: String) -> Phrase {
        Phrase(english: "try: \(command) --help", portuguese: "experimente: \(command) --help")
    }
}
