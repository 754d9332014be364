/// What the daemon says of a socket that it was passed.
extension Phrase {
    package static func badDescriptorCount(_ count: String) -> Phrase {
        Phrase(
            english: "LISTEN_FDS=\(count): must be the number of descriptors that are passed; "
                + "unset it to let talkroomd make its socket",
            portuguese: "LISTEN_FDS=\(count): deve ser o número de descritores passados; remova-a "
                + "do ambiente para que talkroomd crie seu soquete")
    }

    package static func ambiguousDescriptors(_ name: String) -> Phrase {
        Phrase(
            english: "LISTEN_FDNAMES: more than one passed socket is called \(name), and talkroomd "
                + "serves one: set FileDescriptorName=\(name) for one only",
            portuguese: "LISTEN_FDNAMES: mais de um soquete passado se chama \(name), e talkroomd "
                + "atende um: use FileDescriptorName=\(name) em um só")
    }

    package static func badDescriptor(_ number: Int32, _ reason: Phrase) -> Phrase {
        Phrase(
            english: "descriptor \(number), passed in LISTEN_FDS: \(reason.english); pass one of "
                + "ListenStream=/run/chat.sock with Accept=no, or unset LISTEN_FDS to let "
                + "talkroomd make its socket",
            portuguese: "descritor \(number), passado em LISTEN_FDS: \(reason.portuguese); passe "
                + "um de ListenStream=/run/chat.sock com Accept=no ou remova LISTEN_FDS do "
                + "ambiente para que talkroomd crie seu soquete")
    }

    package static let descriptorNotOpen = Phrase(
        english: "is not open", portuguese: "não está aberto")
    package static let descriptorNotUnix = Phrase(
        english: "is no Unix-domain socket", portuguese: "não é um soquete de domínio Unix")
    package static let descriptorNotAStream = Phrase(
        english: "is a socket, but no stream", portuguese: "é um soquete, mas não de fluxo")
    package static let descriptorNotListening = Phrase(
        english: "is a socket, but does not listen", portuguese: "é um soquete, mas não escuta")
}
