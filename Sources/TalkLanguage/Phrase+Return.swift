package import TalkProtocol

/// What is told of losing the room and coming back to it.
extension Phrase {
    /// - Parameter reason: What the daemon said before it closed; nil when it said nothing.
    package static func tryingAgain(after reason: ErrorCode?) -> Phrase {
        switch reason {
        case .stopping:
            Phrase(
                english: "the room is closing; trying again until it answers…",
                portuguese: "a sala está fechando; tentando de novo até que responda…")
        case .tooSlow:
            Phrase(
                english: "you read too slowly, so you were disconnected; coming back…",
                portuguese: "sua leitura é lenta demais e você foi desconectado; voltando…")
        case .timedOut:
            Phrase(
                english: "you took nothing for too long, so you were disconnected; coming back…",
                portuguese: "você passou tempo demais sem receber nada e foi desconectado; "
                    + "voltando…")
        default:
            Phrase(
                english: "the room does not answer; trying again…",
                portuguese: "a sala não responde; tentando de novo…")
        }
    }

    package static let backInTheRoom = Phrase(
        english: "back in the room", portuguese: "de volta à sala")

    package static let roomBeganAnew = Phrase(
        english: "the room began anew: it remembers nothing of before, and what was said meanwhile "
            + "may be missing",
        portuguese: "a sala começou do zero: não lembra nada de antes, e o que foi dito nesse "
            + "meio-tempo pode faltar")

    /// Above what was missed: here it begins.
    package static func missed(_ count: UInt64, since time: String) -> Phrase {
        Phrase(
            english: count == 1 ? "1 message since \(time)" : "\(count) messages since \(time)",
            portuguese: count == 1
                ? "1 mensagem desde \(time)" : "\(count) mensagens desde \(time)")
    }

    /// Below what was missed: here it ends.
    package static let nowLive = Phrase(
        english: "that is all; what follows is being said now",
        portuguese: "isso é tudo; o que segue está sendo dito agora")

    package static func noLongerKept(_ count: UInt64) -> Phrase {
        Phrase(
            english: count == 1
                ? "1 message that you missed is no longer kept"
                : "\(count) messages that you missed are no longer kept",
            portuguese: count == 1
                ? "1 mensagem que você perdeu não está mais guardada"
                : "\(count) mensagens que você perdeu não estão mais guardadas")
    }

    package static func toldAgain(_ count: Int) -> Phrase {
        Phrase(
            english: count == 1
                ? "1 private message had no receipt and was sent again; it may arrive twice"
                : "\(count) private messages had no receipt and were sent again; they may arrive "
                    + "twice",
            portuguese: count == 1
                ? "1 mensagem privada estava sem recibo e foi enviada de novo; pode chegar em dobro"
                : "\(count) mensagens privadas estavam sem recibo e foram enviadas de novo; podem "
                    + "chegar em dobro")
    }

    // MARK: While away

    /// What somebody entered, and will not see until it is said.
    package static func saidOnReturn(_ text: String) -> Phrase {
        Phrase(
            english: "to be said once the room answers: \(text)",
            portuguese: "será dito quando a sala responder: \(text)")
    }

    package static let tooMuchForReturn = Phrase(
        english: "no more can be kept until the room answers; the line stays here",
        portuguese: "nada mais pode ser guardado até a sala responder; a linha fica aqui")

    package static let notWhileAway = Phrase(
        english: "not now: the room does not answer",
        portuguese: "agora não: a sala não responde")

    package static func nameOnReturn(_ name: String) -> Phrase {
        Phrase(
            english: "once the room answers, you come back as \(name)",
            portuguese: "quando a sala responder, você volta como \(name)")
    }

    package static func nameTakenMeanwhile(_ name: String) -> Phrase {
        Phrase(
            english: "\(name): the name is taken; trying again; /nick NAME takes another",
            portuguese: "\(name): o nome está em uso; tentando de novo; /nick NOME usa outro")
    }
}
