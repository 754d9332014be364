import TalkText
import TalkProtocol
import TalkLanguage
import TalkTerminal

extension News {
    /// As a terminal shows it.
    ///
    /// - Parameter time: What its clock shows: `14:03`.
    func shown(at time: String) -> ShownLine {
        ShownLine(
            remark.line, parts: parts, time: time,
            mark: isOwn && remark.speaker != nil ? .own : isMention ? .mention : .none)
    }

    private var parts: [ShownLine.Part] {
        var parts = Parts()
        switch remark {
        case .said(let speaker, .plain, let text), .said(let speaker, .redacted, let text):
            parts.add(speaker.name.string, isOwn ? .ownName : .name(speaker.name.string))
            parts.add(upTo: remark.lead, .plain)
            parts.add(text.string, mentions: mentions, .plain)
        case .said(let speaker, .action, let text):
            parts.add("* \(speaker.name.string)", isOwn ? .ownName : .name(speaker.name.string))
            parts.add(upTo: remark.lead, .action)
            parts.add(text.string, mentions: mentions, .action)
        case .said(let speaker, .wall, let text):
            parts.add(speaker.name.string, isOwn ? .ownName : .name(speaker.name.string))
            parts.add(upTo: remark.lead, .mention)
            parts.add(text.string, mentions: mentions, .plain)
        case .told(let speaker, _, let text):
            parts.add(speaker.name.string, isOwn ? .ownName : .name(speaker.name.string))
            parts.add(upTo: remark.lead, .privately)
            parts.add(text.string, mentions: mentions, .privately)
        case .notice(let text):
            parts.add(upTo: remark.lead, .quiet)
            parts.add(text.string, isPresence ? .quiet : .plain)
        }
        return parts.parts
    }
}

/// Parts of a text, one behind the other.
private struct Parts {
    private(set) var parts: [ShownLine.Part] = []
    private var end = 0

    mutating func add(_ text: String, _ look: Look) {
        add(to: end + text.utf8.count, look)
    }

    /// The rest of what the line begins with.
    mutating func add(upTo lead: String, _ look: Look) {
        add(to: lead.utf8.count, look)
    }

    mutating func add(_ text: String, mentions: [Range<Int>], _ look: Look) {
        let start = end
        for mention in mentions {
            add(to: start + mention.lowerBound, look)
            add(to: start + mention.upperBound, .mention)
        }
        add(to: start + text.utf8.count, look)
    }

    private mutating func add(to newEnd: Int, _ look: Look) {
        guard newEnd > end else { return }
        if let last = parts.last, last.look == look, last.range.upperBound == end {
            parts[parts.count - 1] = .init(last.range.lowerBound..<newEnd, look)
        } else if look != .plain {
            parts.append(.init(end..<newEnd, look))
        }
        end = newEnd
    }
}
