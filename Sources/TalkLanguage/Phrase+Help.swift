/// What `--help` says.
extension Phrase {
    package static let usageHeading = Phrase(english: "Usage:", portuguese: "Uso:")
    package static let optionsHeading = Phrase(english: "Options:", portuguese: "Opções:")
    package static let commandsHeading = Phrase(english: "Commands:", portuguese: "Comandos:")

    // What stands for an option's value.
    package static let nameValue = Phrase(english: "NAME", portuguese: "NOME")
    package static let socketValue = Phrase(english: "SOCKET", portuguese: "SOQUETE")
    package static let whoValue = Phrase(english: "WHO", portuguese: "QUEM")
    package static let countValue = Phrase(english: "COUNT", portuguese: "QUANTAS")
    package static let secondsValue = Phrase(english: "SECONDS", portuguese: "SEGUNDOS")
    package static let textValue = Phrase(english: "TEXT", portuguese: "TEXTO")
    package static let directoryValue = Phrase(english: "DIR", portuguese: "DIRETÓRIO")
    package static let fileValue = Phrase(english: "FILE", portuguese: "ARQUIVO")
    package static let settingValue = Phrase(english: "KEY=VALUE", portuguese: "CHAVE=VALOR")

    package static let shellValue = Phrase(english: "SHELL", portuguese: "SHELL")

    package static let talkroomSummary = Phrase(
        english: "Talk with the people logged in to this host.",
        portuguese: "Converse com as pessoas conectadas a esta máquina.")
    package static let attachSummary = Phrase(
        english: "Without a command: enter the room. To leave, type sair.",
        portuguese: "Sem comando: entra na sala. Para sair, digite sair.")
    package static let sendSummary = Phrase(
        english: "Say TEXT, or each line of the input, and wait for the receipt.",
        portuguese: "Diz TEXTO, ou cada linha da entrada, e espera o recibo.")
    package static let whoSummary = Phrase(
        english: "Show who is in the room, and who is only at a terminal.",
        portuguese: "Mostra quem está na sala, e quem só está em um terminal.")
    package static let logSummary = Phrase(
        english: "Show the last things said.", portuguese: "Mostra o que foi dito por último.")
    package static let ringSummary = Phrase(
        english: "Call WHO, in the room or else at their terminals.",
        portuguese: "Chama QUEM, na sala ou então nos seus terminais.")
    package static let ringWords = Phrase(
        english: "WHO [TEXT ...]", portuguese: "QUEM [TEXTO ...]")
    package static let wallSummary = Phrase(
        english: "Say TEXT, or the whole input, to everybody, at the terminals too.",
        portuguese: "Diz TEXTO, ou a entrada inteira, a todos, também nos terminais.")
    package static let mesgSummary = Phrase(
        english: "Show or set whether rings and walls come to your terminals.",
        portuguese: "Mostra ou muda se chamados e anúncios chegam aos seus terminais.")
    package static let adminSummary = Phrase(
        english: "Do what operators do, and show who did what.",
        portuguese: "Faz o que operadores fazem, e mostra quem fez o quê.")
    package static let talkroomdSummary = Phrase(
        english: "Hold the room that talkroom enters.",
        portuguese: "Mantém a sala em que talkroom entra.")

    package static let nameOption = Phrase(
        english: "the username; no question is asked",
        portuguese: "o nome de usuário; nada é perguntado")
    package static let socketOption = Phrase(
        english: "the room's socket (default $TALKROOM_SOCKET, else /run/chat.sock)",
        portuguese: "o soquete da sala (padrão: $TALKROOM_SOCKET, senão /run/chat.sock)")
    package static let plainOption = Phrase(
        english: "plain lines: no escape sequence, no editing",
        portuguese: "linhas simples: sem sequências de escape, sem edição")
    package static let screenReaderOption = Phrase(
        english: "lines in words alone, to be read aloud",
        portuguese: "linhas só de palavras, para leitores de tela")
    package static let whenValue = Phrase(english: "WHEN", portuguese: "QUANDO")
    package static let timeOption = Phrase(
        english: "the time beside messages: all, minute (default: when it changes), none",
        portuguese: "a hora ao lado das mensagens: all (todas), minute (padrão: quando muda), "
            + "none (nunca)")
    package static let colorOption = Phrase(
        english: "colors: auto (default), always, never",
        portuguese: "cores: auto (padrão), always (sempre), never (nunca)")
    package static let titleOption = Phrase(
        english: "show the room and what is unread in the terminal's title",
        portuguese: "mostra a sala e o que não foi lido no título do terminal")
    package static let jsonOption = Phrase(
        english: "JSON, one event a line", portuguese: "JSON, um evento por linha")
    package static let localOption = Phrase(
        english: "hold a private room in this process, and enter it; no daemon needed",
        portuguese: "mantém uma sala privada neste processo e entra nela, sem o serviço")
    package static let toOption = Phrase(
        english: "tell only WHO (a name, else a login)",
        portuguese: "diz só a QUEM (um nome, senão um login)")
    package static let blockOption = Phrase(
        english: "make one message of the whole input",
        portuguese: "faz da entrada inteira uma só mensagem")
    package static let timeoutOption = Phrase(
        english: "without a terminal, give up after so long without the room or a receipt "
            + "(default 10; 0: one try)",
        portuguese: "sem terminal, desiste após tanto tempo sem a sala ou um recibo "
            + "(padrão: 10; 0: uma só tentativa)")
    package static let noReconnectOption = Phrase(
        english: "end when the daemon goes away", portuguese: "termina quando o serviço se vai")
    package static let noRecallOption = Phrase(
        english: "keep nothing of what you enter for the next time",
        portuguese: "não guarda nada do que você digita para a próxima vez")
    package static let namesOption = Phrase(
        english: "only the names, each once, within a second or not at all; for programs",
        portuguese: "só os nomes, cada um uma vez, em um segundo ou nada; para programas")
    package static let countOption = Phrase(
        english: "so many of the last (default 20)",
        portuguese: "tantas das últimas (padrão: 20)")
    package static let followOption = Phrase(
        english: "go on with what is said next", portuguese: "continua com o que for dito")
    package static let directoryOption = Phrase(
        english: "where what was said is kept (default $STATE_DIRECTORY, else /var/lib/talkroom)",
        portuguese: "onde se guarda o que foi dito (padrão: $STATE_DIRECTORY, "
            + "senão /var/lib/talkroom)")
    package static let configurationOption = Phrase(
        english: "the configuration (default /etc/talkroom.conf)",
        portuguese: "a configuração (padrão: /etc/talkroom.conf)")
    package static let settingOption = Phrase(
        english: "set one key of the configuration; may be repeated",
        portuguese: "define uma chave da configuração; pode ser repetida")
    package static let serverSocketOption = Phrase(
        english: "the socket to listen on (default $TALKROOM_SOCKET, else /run/chat.sock)",
        portuguese: "o soquete em que se escuta (padrão: $TALKROOM_SOCKET, senão /run/chat.sock)")
    package static let verboseOption = Phrase(
        english: "print what is said", portuguese: "mostra o que é dito")
    package static let checkOption = Phrase(
        english: "read the configuration, say what is wrong with it, and exit",
        portuguese: "lê a configuração, diz o que há de errado nela e termina")
    package static let exampleOption = Phrase(
        english: "print a configuration of every key and its default, and exit",
        portuguese: "mostra uma configuração com cada chave e seu padrão e termina")
    package static let completionOption = Phrase(
        english: "print the completion for a shell: bash, zsh, fish",
        portuguese: "mostra o completamento para um shell: bash, zsh, fish")
    package static let helpOption = Phrase(
        english: "show this help and exit", portuguese: "mostra esta ajuda e termina")
    package static let versionOption = Phrase(
        english: "show the version and exit", portuguese: "mostra a versão e termina")
}
