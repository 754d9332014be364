import TestSupport

/// What is told of a run.
extension RoomRun {
    /// What went wrong, and how to have it again.
    func report(_ error: any Error) -> String {
        let tail = deeds.suffix(25).map { step, guest, deed in
            "  \(step): session \(guest.number) of \(guest.person.login)"
                + (guest.isPlain == true ? ", in plain: " : ": ")
                + escaped(deed.bytes(inPlain: guest.isPlain == true), most: 200)
                + (deed.ending ?? "")
        }
        return """
            TALKROOM_SEED=\(seed), step \(step): \(error)
            the last steps:
            \(tail.joined(separator: "\n"))
            the daemon's last lines:
              \(daemon.printed.suffix(5).joined(separator: "\n  "))
            """
    }

    /// The kinds of event that came.
    var kinds: Set<String> { Set(diary.counts.keys) }

    var figures: String {
        let counts = diary.counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "\(step) steps, \(model.lastSeq) said: " + counts.joined(separator: ", ")
    }
}
