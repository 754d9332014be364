import TestSupport

/// One of the model's sessions: a connection, and what is still to come on it.
final class RoomGuest {
    let number: Int
    let person: RoomNames.Person
    let stream: LineStream
    /// Which dialect it speaks; nil until its first byte is sent.
    var isPlain: Bool?
    /// Whether it insists on names that nobody may have.
    var isStubborn = false
    /// Which one it will speak.
    var isMeantPlain = false
    /// A line that was looked at before its turn.
    private var ahead: [UInt8]?
    /// What is still to come, and in which step it became due.
    private var awaited: ArraySlice<(meant: Meant, template: [UInt8], step: Int)> = []

    init(_ number: Int, _ person: RoomNames.Person, _ stream: LineStream) {
        self.number = number
        self.person = person
        self.stream = stream
    }

    func await(_ meant: Meant, since step: Int) {
        if isPlain == false {
            awaited.append((meant, meant.json, step))
        } else {
            for line in meant.plain { awaited.append((meant, line, step)) }
        }
    }

    /// Reads all that is to come, and compares it.
    ///
    /// - Parameters:
    ///   - besides: What may come, too, before it is told that it was dismissed.
    ///   - isPatient: The last one may come before others, because the disk is slow.
    ///   - isForgiven: Whether a line may come that is not meant to.
    func read(
        _ diary: inout RoomDiary, besides: [Meant] = [], isPatient: () -> Bool = { false },
        isForgiven: ([UInt8]) throws -> Bool = { _ in false }
    ) throws {
        var besides = besides
        while let next = awaited.first {
            let line: [UInt8]?
            do {
                line = try nextLine()
            } catch {
                throw difference(next, "nothing more")
            }
            guard let line else { throw difference(next, "the end") }
            if isPlain == true, Self.isLodger(line) { continue }
            if next.meant.kind == "error dismissed", let index = index(of: line, in: besides) {
                besides.remove(at: index)
            } else if let holes = Meant.holes(of: line, as: next.template),
                diary.takes(holes, of: next.meant)
            {
                awaited.removeFirst()
            } else if let last = awaited.last, isPatient(),
                let holes = Meant.holes(of: line, as: last.template),
                diary.takes(holes, of: last.meant)
            {
                awaited.removeLast()
            } else if try !isForgiven(line) {
                let isSimilar = Meant.holes(of: line, as: next.template) != nil
                throw difference(
                    next, escaped(line, most: 1000) + (isSimilar ? ", not as before" : ""))
            }
        }
    }

    private func nextLine() throws -> [UInt8]? {
        defer { ahead = nil }
        return try ahead ?? stream.nextLine(by: Deadline())
    }

    /// Whether something that was said, under that number, is still to come.
    func awaits(_ seq: Int) -> Bool { awaited.contains { $0.meant.seq == seq } }

    /// Whether an event of that kind is still to come.
    func awaits(_ kind: String) -> Bool { awaited.contains { $0.meant.kind == kind } }

    /// Reads on until a line that `ends` it.
    ///
    /// - Parameter isForgiven: Whether a line may come before.
    func drain(until ends: ([UInt8]) -> Bool, isForgiven: ([UInt8]) -> Bool) throws {
        while let line = try nextLine(), !ends(line) {
            guard isForgiven(line) else {
                throw Unmet("session \(number): \(escaped(line, most: 1000)) came")
            }
        }
    }

    /// Which of them comes next.
    func next(of meant: [Meant]) throws -> Int {
        let line = try nextLine() ?? []
        ahead = line
        guard let index = index(of: line, in: meant) else {
            let templates = meant.map(template)
            throw Unmet(
                """
                session \(number) of \(person.login): due is one of
                  \(templates.map(Meant.shown).joined(separator: "\n  "))
                but there came
                  \(escaped(line, most: 1000))
                """)
        }
        return index
    }

    private func index(of line: [UInt8], in meant: [Meant]) -> Int? {
        meant.firstIndex { Meant.holes(of: line, as: template($0)) != nil }
    }

    private func template(_ meant: Meant) -> [UInt8] {
        isPlain == false ? meant.json : meant.plain[0]
    }

    /// Reads what is to come, and then the end.
    ///
    /// - Parameter besides: What may come, too, before it is told that it was dismissed.
    func readToEnd(_ diary: inout RoomDiary, besides: [Meant] = []) throws {
        try read(&diary, besides: besides)
        if let line = try nextLine() {
            throw Unmet("session \(number): the end was due, but \(escaped(line, most: 1000)) came")
        }
        stream.close()
    }

    private func difference(
        _ next: (meant: Meant, template: [UInt8], step: Int), _ came: String
    ) -> Unmet {
        Unmet(
            """
            session \(number) of \(person.login): due since step \(next.step) is
              \(Meant.shown(next.template))
            but there came
              \(came)
            """)
    }

    /// Who is only at a terminal of this host is nothing that the model can know.
    private static func isLodger(_ line: [UInt8]) -> Bool {
        let text = String(decoding: line, as: UTF8.self)
        return text.hasPrefix("-- ") && text.contains(", at ") && text.contains(" terminal")
            && !text.contains("reached")
    }
}
