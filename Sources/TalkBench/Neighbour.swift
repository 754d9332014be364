import Posix

/// An attacker's process; it ends with its time, or when its owner lets go of it.
struct Neighbour: ~Copyable {
    private let file: String
    private var process: ChildProcess

    /// Starts it.
    ///
    /// - Parameter file: Where it writes what it did.
    init(_ attacker: Attacker, file: String, on stage: Stage) throws(Fault) {
        self.file = file
        let program = Host.ownExecutable ?? stage.program
        let command = [program, Tether.word, "\(Host.processID)", program] + attacker.words
        process = try faulting { () throws(SystemError) in
            try stage.placing.startAnywhere(command, errors: file)
        }
    }

    /// What it did; nil while it goes on.
    mutating func tally() throws(Fault) -> AttackTally.Sum? {
        let status = try faulting { () throws(SystemError) in try process.exitStatus(within: 0) }
        guard let status else { return nil }
        let text = try faulting { () throws(SystemError) in
            String(decoding: try Files.read(file, maxBytes: 64 * 1024), as: UTF8.self)
        }
        let last = text.split(separator: "\n").last.map(String.init) ?? ""
        guard status == 0, let tally = AttackTally.Sum(last) else { throw .unanswered(last) }
        return tally
    }
}
