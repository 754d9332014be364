import TestSupport

/// What differs where the disk, or the machine, takes longer than is waited for it.
extension RoomRun {
    /// Reads what answers a deed.
    func read(
        _ guest: RoomGuest, after deed: RoomDeed, since begun: ContinuousClock.Instant
    ) throws {
        var bytes: [UInt8]?
        if case .act(let act) = deed, act.kind == "redact" {
            bytes = deed.bytes(inPlain: guest.isPlain == true)
        }
        var isAskedAgain = false
        // An answer waits so long for a disk that is slow.
        try guest.read(&diary) {
            ContinuousClock.now - begun > .milliseconds(90)
        } isForgiven: { line in
            guard case .act = deed, RoomDiary.isLate(begun), Self.isLateness(line) else {
                return false
            }
            // A text that could not be taken away in time may yet be; it is asked for until it is.
            if let bytes, guest.awaits("acted") {
                try guest.stream.send(bytes)
                isAskedAgain = true
            }
            return true
        }
        if isAskedAgain { try drain(guest) }
    }

    /// Whether a line says that something was not kept in time, or is done already: in plain, it may be any notice.
    private static func isLateness(_ line: [UInt8]) -> Bool {
        let text = String(decoding: line, as: UTF8.self)
        let codes = ["not-kept", "no-such-message"]
        return text.hasPrefix("-- ")
            || codes.contains { text.hasPrefix(#"{"event":"error","code":"\#($0)","#) }
    }

    /// Reads what answers what was asked once too often.
    private func drain(_ guest: RoomGuest) throws {
        if guest.isPlain == true {
            let help = RoomDeed.plain("/help", isAnswered: true)
            let answer = Array("-- ".utf8) + (diary.text(named: "/help") ?? [])
            try guest.stream.send(help.bytes(inPlain: true))
            return try guest.drain(until: { $0 == answer }, isForgiven: Self.isLateness)
        }
        let pong = Meant("pong", [("id", .string("drained"))]).json
        try guest.stream.send(RoomDeed.ping(id: "drained").bytes(inPlain: false))
        try guest.drain(until: { $0 == pong }, isForgiven: Self.isLateness)
    }

    /// Waits until what operators did is kept, and what they did not do after all is kept no more.
    func awaitActs() throws {
        guard !diary.late.isEmpty, let guest = guests[witness] else { return }
        try eventually("what operators did to be kept") {
            try guest.stream.send(RoomDeed.acts(RoomBook.mostAsked).bytes(inPlain: false))
            var (areKept, count) = (true, 0)
            while let event = try guest.stream.nextLine(by: Deadline()).map({ try WireEvent($0) }),
                event.event != "end"
            {
                count += 1
                if event[bool: "kept"] == false { areKept = false }
            }
            let lines = contents(of: "\(daemon.ledger.directory)/acts").split(separator: 0x0A)
            // More of them than may be asked for are not all told.
            return areKept && (lines.count == count || count >= RoomBook.mostAsked)
        }
        diary.catchUp()
    }
}
