import TalkProtocol
import TalkRoom
import TalkServer
import TalkText

/// Whatever a client sends, it is understood or refused; what is understood can be sent on as it was.
func checkRequests(_ input: FuzzInput) {
    let bytes = input.bytes
    let isRequest: Bool
    do throws(RequestFault) {
        let request = try Request(jsonLine: bytes)
        demandSent(request)
        isRequest = true
    } catch {
        isRequest = false
    }
    for isInRoom in [false, true] {
        let json = Utterance(.complete(bytes), in: .json, isInRoom: isInRoom)
        if case .refused = json {
            demand(!isRequest || isInRoom, "who is not in the room is refused no request")
        } else {
            demand(isRequest, "what is no request is refused")
        }
        demandSound(json)
        demandSound(Utterance(.complete(bytes), in: .plain, isInRoom: isInRoom))
    }
}

private func demandSound(_ utterance: Utterance) {
    let cost = utterance.cost
    demand(cost.lines >= 0 && cost.messages >= 0 && cost.requests >= 0, "nothing costs too little")
    switch utterance {
    case .request(let request): demandSent(request)
    case .speech(let speech):
        demandSafe(speech.text)
        demand(!speech.text.isBlank, "nothing blank is said")
        demand(speech.text.lineCount <= Limits.maxTextLines, "a text's lines have a limit")
    case .notice(let phrase):
        demand(!phrase.english.isEmpty && !phrase.portuguese.isEmpty, "a notice has words")
    case .nothing, .refused: break
    }
}

/// A request that is sent arrives as the same.
private func demandSent(_ request: Request) {
    let line = request.jsonLine
    demandLine(line)
    do throws(RequestFault) {
        let again = try Request(jsonLine: line)
        demand(again == request, "a request that is sent arrives as the same")
        demand(again.jsonLine == line, "and is sent on as the same bytes")
        demand(again.id == request.id, "and has the same id")
    } catch {
        fatalError("a request that is sent is refused: \(error.code)")
    }
}
