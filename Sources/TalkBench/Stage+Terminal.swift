import Posix

/// How much is pressed and shown at a terminal.
struct TerminalSizes: Sendable {
    /// How often all keys are pressed.
    let keyRounds: Int
    /// Messages that come one by one.
    let paced: Int
    /// Messages that come as fast as they are taken, after which memory is looked at.
    let few: Int
    let many: Int

    static let usual = TerminalSizes(keyRounds: 5, paced: 100_000, few: 100_000, many: 1_000_000)
    static let quick = TerminalSizes(keyRounds: 1, paced: 200, few: 400, many: 1200)
}

/// What the client costs whoever sits at a terminal.
extension Stage {
    /// A room in which everybody shouts.
    private static let pacedMessagesPerSecond = 1000
    /// Shown before anything is measured: some screens full.
    private static let warmUpMessages = 100

    /// What a key takes, what a message takes, and what is left of messages in memory.
    func measureTerminal() throws(Fault) -> [Reading] {
        guard let program = contender.client else { return [] }
        return try measureSitting(at: program) + measureBurst(at: program)
    }

    /// Somebody types, and then reads.
    private func measureSitting(at program: String) throws(Fault) -> [Reading] {
        var client = try AttachedClient(program, on: self)
        try client.show(Self.warmUpMessages)
        var writes: [Int] = []
        for _ in 0..<terminalSizes.keyRounds {
            for key in Keystrokes.all { writes.append(try client.press(key)) }
        }
        let before = try client.cpu()
        try client.show(terminalSizes.paced, perSecond: Self.pacedMessagesPerSecond)
        let cpu = try client.cpu() - before
        let mean = Double(writes.reduce(0, +)) / Double(writes.count)
        return [
            Reading(detail: "keys", measure: .keyWrites, value: mean),
            Reading(detail: "keys", measure: .mostKeyWrites, value: Double(writes.max() ?? 0)),
            Reading(
                detail: "paced", measure: .messageCPU,
                value: Double(cpu) / Double(terminalSizes.paced)),
        ]
    }

    /// Very much comes at once.
    private func measureBurst(at program: String) throws(Fault) -> [Reading] {
        let (few, many) = (terminalSizes.few, terminalSizes.many)
        var client = try AttachedClient(program, on: self)
        try client.show(Self.warmUpMessages)
        let before = try client.cpu()
        try client.show(few)
        let memoryAfterFew = try client.anonymousBytes()
        try client.show(many - few)
        let cpu = try client.cpu() - before
        let memory = try client.anonymousBytes()
        return [
            Reading(detail: "burst", measure: .messageCPU, value: Double(cpu) / Double(many)),
            Reading(detail: "shown-\(few)", measure: .ownMemory, value: Double(memoryAfterFew)),
            Reading(detail: "shown-\(many)", measure: .ownMemory, value: Double(memory)),
            Reading(
                detail: "shown-\(many)", measure: .memoryManyToFew,
                value: Double(memory) / Double(memoryAfterFew)),
        ]
    }
}

extension AttachedClient {
    /// Nanoseconds of processor time that it has used.
    fileprivate borrowing func cpu() throws(Fault) -> Int64 {
        try faulting { () throws(SystemError) in try figures.cpuNanoseconds() }
    }

    /// Bytes of memory that are its own.
    fileprivate borrowing func anonymousBytes() throws(Fault) -> Int {
        try faulting { () throws(SystemError) in try figures.anonymousBytes() }
    }
}
