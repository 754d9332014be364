/// What the daemon tells its operator.
extension Phrase {
    package static func notASetting(place: String) -> Phrase {
        Phrase(
            english: "\(place): not a setting; write: key = value",
            portuguese: "\(place): isto não é uma configuração; escreva: chave = valor")
    }

    package static func carriageReturn(place: String) -> Phrase {
        Phrase(
            english:
                "\(place): a carriage return in the midst of a line; end each line with a line feed",
            portuguese:
                "\(place): um retorno de carro no meio de uma linha; termine cada linha com um "
                + "avanço de linha")
    }

    package static func unknownKey(place: String, key: String, nearest: String?) -> Phrase {
        Phrase(
            english: "\(place): unknown key \(key)"
                + (nearest.map { "; did you mean \($0)?" } ?? "; talkroom.conf(5) lists the keys"),
            portuguese: "\(place): chave desconhecida \(key)"
                + (nearest.map { "; seria \($0)?" } ?? "; talkroom.conf(5) lista as chaves"))
    }

    package static func badSetting(
        place: String, key: String, value: String, expected: Phrase
    ) -> Phrase {
        Phrase(
            english: "\(place): \(key) = \(value): must be \(expected.english)",
            portuguese: "\(place): \(key) = \(value): deve ser \(expected.portuguese)")
    }

    package static func aNumber(_ least: Int, _ most: Int) -> Phrase {
        Phrase(
            english: most == .max
                ? "a number from \(least)" : "a number from \(least) to \(most)",
            portuguese: most == .max
                ? "um número a partir de \(least)" : "um número de \(least) a \(most)")
    }

    package static func aNumberOrOff(_ least: Int, _ most: Int) -> Phrase {
        let number = aNumber(least, most)
        return Phrase(
            english: number.english + ", or off", portuguese: number.portuguese + ", ou off")
    }

    package static func oneOf(_ words: [String]) -> Phrase {
        let list = words.joined(separator: ", ")
        return Phrase(english: "one of \(list)", portuguese: "um de \(list)")
    }

    package static let groups = Phrase(
        english: "names of groups of this host; see getent group",
        portuguese: "nomes de grupos deste computador; veja getent group")

    package static let ordinaryAccount = Phrase(
        english: "the login of an account of this host other than root; see getent passwd",
        portuguese: "o login de uma conta deste computador que não seja root; veja getent passwd")

    package static func cannotRead(_ path: String, _ reason: Phrase) -> Phrase {
        Phrase(
            english: "\(path): cannot be read: \(reason.english); name another file with -c",
            portuguese: "\(path): não pode ser lido: \(reason.portuguese); indique outro arquivo "
                + "com -c")
    }

    /// Why a file cannot be read, before any is.
    package static let notRegularFile = Phrase(
        english: "it is no regular file", portuguese: "não é um arquivo comum")

    package static func pathTooLong(_ path: String, maxBytes: Int) -> Phrase {
        Phrase(
            english: "\(path): a socket's path has 1 to \(maxBytes) bytes, this one has "
                + "\(path.utf8.count); choose another with -s",
            portuguese: "\(path): o caminho de um soquete tem de 1 a \(maxBytes) bytes, este tem "
                + "\(path.utf8.count); escolha outro com -s")
    }

    package static func socketInUse(_ path: String) -> Phrase {
        Phrase(
            english: "\(path): another talkroomd is there already; stop it, or choose another "
                + "socket with -s",
            portuguese:
                "\(path): já há outro talkroomd ali; encerre-o ou escolha outro soquete com -s")
    }

    package static func notASocket(_ path: String) -> Phrase {
        Phrase(
            english: "\(path): is there already and is no socket; it was left alone: move it, or "
                + "choose another path with -s",
            portuguese: "\(path): já existe e não é um soquete; nada foi tocado: mova-o ou escolha "
                + "outro caminho com -s")
    }

    package static func notALock(_ path: String) -> Phrase {
        Phrase(
            english: "\(path): is there already and is no lock of this account's; it was left "
                + "alone: move it, or choose another path with -s",
            portuguese: "\(path): já existe e não é uma trava desta conta; nada foi tocado: mova-o "
                + "ou escolha outro caminho com -s")
    }

    package static func cannotListen(_ path: String, _ reason: Phrase) -> Phrase {
        Phrase(
            english:
                "\(path): the socket cannot be made: \(reason.english); may this account write "
                + "there? Choose another path with -s",
            portuguese:
                "\(path): o soquete não pode ser criado: \(reason.portuguese); esta conta pode "
                + "escrever ali? Escolha outro caminho com -s")
    }

    package static func cannotOpenLocalRoom(in directory: String, _ reason: Phrase) -> Phrase {
        Phrase(
            english:
                "\(directory): no room can be opened there: \(reason.english); set "
                + "XDG_RUNTIME_DIR to a directory of yours",
            portuguese: "\(directory): não foi possível abrir uma sala ali: \(reason.portuguese); "
                + "defina XDG_RUNTIME_DIR como um diretório seu")
    }

    /// - Parameter reason: What the system says of it; nil when it is another's, or others can write there.
    package static func runtimeDirectoryUnused(_ directory: String, _ reason: Phrase?) -> Phrase {
        let reason =
            reason
            ?? Phrase(
                english: "is no directory of this account alone",
                portuguese: "não é um diretório só desta conta")
        return Phrase(
            english: "XDG_RUNTIME_DIR: \(directory): \(reason.english); the room is in /tmp",
            portuguese: "XDG_RUNTIME_DIR: \(directory): \(reason.portuguese); a sala está em /tmp")
    }

    package static func cannotStart(_ reason: Phrase) -> Phrase {
        Phrase(
            english: "cannot start: \(reason.english); see the limits of ulimit -a",
            portuguese: "não foi possível iniciar: \(reason.portuguese); veja os limites com "
                + "ulimit -a")
    }

    package static func ledgerInUse(_ directory: String) -> Phrase {
        Phrase(
            english: "\(directory): another talkroomd keeps its ledger there; stop it, or choose "
                + "another directory with -d",
            portuguese: "\(directory): outro talkroomd mantém ali o seu registro; encerre-o ou "
                + "escolha outro diretório com -d")
    }

    package static func cannotOpenLedger(_ path: String, _ reason: Phrase) -> Phrase {
        Phrase(
            english: "\(path): the ledger cannot be kept there: \(reason.english); choose a "
                + "directory with -d, or keep none with -o history=memory",
            portuguese: "\(path): o registro não pode ser mantido ali: \(reason.portuguese); "
                + "escolha um diretório com -d ou não mantenha nenhum com -o history=memory")
    }

    /// The same of root's daemon, once it is another account's.
    package static func mayNotOpenLedger(
        _ path: String, _ reason: Phrase, directory: String, account: String
    ) -> Phrase {
        let usual = cannotOpenLedger(path, reason)
        return Phrase(
            english: usual.english + "; or give it to the account that keeps it: chown -R "
                + "\(account): \(directory)",
            portuguese: usual.portuguese + "; ou entregue-o à conta que o mantém: chown -R "
                + "\(account): \(directory)")
    }

    package static func ledgerUnreadable(_ path: String, _ reason: Phrase) -> Phrase {
        Phrase(
            english: "\(path): the end of the ledger cannot be read: \(reason.english); see "
                + "talkroomd(8), The ledger",
            portuguese: "\(path): o fim do registro não pode ser lido: \(reason.portuguese); veja "
                + "The ledger em talkroomd(8)")
    }

    package static let notAPlainFile = Phrase(
        english: "not a plain file", portuguese: "não é um arquivo comum")
    package static let anothersFile = Phrase(
        english: "another account's file", portuguese: "arquivo de outra conta")
    package static let linkedFile = Phrase(
        english: "a file with another name", portuguese: "arquivo com outro nome")
    package static let tooLargeFile = Phrase(
        english: "too large for a segment", portuguese: "grande demais para um segmento")

    package static let configurationIsRight = Phrase(
        english: "the configuration is right", portuguese: "a configuração está certa")
}
