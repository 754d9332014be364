/// What the system says of a call that failed.
extension Phrase {
    /// The system's words for an error.
    ///
    /// - Parameters:
    ///   - symbol: Its name in errno(3); nil when it has none.
    ///   - english: The C library's words, which stand in for those that are not in the table.
    package static func system(symbol: String?, english: String) -> Phrase {
        let portuguese = symbol.flatMap { portugueseWords[$0] } ?? english
        return Phrase(english: english, portuguese: portuguese)
    }

    private static let portugueseWords = [
        "EACCES": "Permissão negada",
        "EADDRINUSE": "Endereço já em uso",
        "EAGAIN": "Recurso temporariamente indisponível",
        "EBADF": "Descritor de arquivo inválido",
        "ECONNREFUSED": "Conexão recusada",
        "ECONNRESET": "Conexão encerrada pela outra ponta",
        "EDQUOT": "Cota de disco excedida",
        "EEXIST": "O arquivo já existe",
        "EFBIG": "Arquivo grande demais",
        "EINVAL": "Argumento inválido",
        "EIO": "Erro de entrada e saída",
        "EISDIR": "É um diretório",
        "ELOOP": "Links simbólicos demais",
        "EMFILE": "Arquivos abertos demais",
        "ENAMETOOLONG": "Nome de arquivo longo demais",
        "ENFILE": "Arquivos abertos demais no sistema",
        "ENOENT": "Arquivo ou diretório não encontrado",
        "ENOMEM": "Memória insuficiente",
        "ENOSPC": "Não há espaço no dispositivo",
        "ENOTDIR": "Não é um diretório",
        "EPERM": "Operação não permitida",
        "EPIPE": "Ninguém mais lê do outro lado",
        "EROFS": "Sistema de arquivos somente para leitura",
        "ETIMEDOUT": "Tempo esgotado",
    ]
}
