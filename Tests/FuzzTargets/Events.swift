import TalkLanguage
import TalkProtocol
import TalkText

/// Whatever claims to be a daemon's, what the client makes of it is safe, and can be sent on as it was.
func checkEvents(_ input: FuzzInput) {
    let event: Event
    do throws(EventFault) {
        event = try Event(jsonLine: input.bytes)
    } catch {
        return
    }
    let line = event.jsonLine
    demandLine(line)
    demand(
        !String(decoding: line, as: UTF8.self).unicodeScalars.dropLast().contains(
            where: isForbidden),
        "an event has nothing in it that is forbidden")
    do throws(EventFault) {
        let again = try Event(jsonLine: line)
        demand(again == event, "an event that is sent on arrives as the same")
        demand(again.jsonLine == line, "and is sent on as the same bytes")
    } catch {
        fatalError("an event that is sent on is not understood: \(error)")
    }
    for language in Language.allCases {
        let text = EventText(in: language)
        for line in text.lines(for: event) {
            demandSafe(line)
            demand(!line.string.utf8.contains(0x0A), "a line is one line")
        }
    }
}
