package import Posix

/// The process that attacks, as an account of its own.
///
/// Neither it nor the machine that it shares must be what limits it: its threads wait for nothing but the daemon.
package struct Attacker {
    /// What this program is called with to become one, followed by the rest of ``words``.
    package static let word = "--attack"

    private let attack: Attack
    private let address: SocketAddress
    private let account: ServiceAccount
    private let milliseconds: Int64

    init(
        _ attack: Attack, at address: SocketAddress, as account: ServiceAccount,
        milliseconds: Int64
    ) {
        self.attack = attack
        self.address = address
        self.account = account
        self.milliseconds = milliseconds
    }

    /// Reads what it was called with; nil when that is something else.
    package init?(_ arguments: [String]) {
        guard arguments.count == 6, arguments[0] == Self.word,
            let attack = Attack(rawValue: arguments[1]),
            let address = SocketAddress(path: arguments[2]),
            let uid = UInt32(arguments[3]), let gid = UInt32(arguments[4]),
            let milliseconds = Int64(arguments[5])
        else { return nil }
        self.init(
            attack, at: address, as: ServiceAccount(login: "", uid: uid, gid: gid),
            milliseconds: milliseconds)
    }

    /// What a program is called with to become this one.
    var words: [String] {
        [
            Self.word, attack.rawValue, address.path, "\(account.uid)", "\(account.gid)",
            "\(milliseconds)",
        ]
    }

    private static let lookMilliseconds: Int64 = 5

    /// Attacks until its time is over, which begins with its first connection and line, and tells on standard error what it did.
    package func run() throws(SystemError) {
        try Identity.become(account)
        let tally = AttackTally()
        for part in attack.parts {
            for work in works(of: part) {
                // They end with the process.
                _ = try Thread.start(name: part.rawValue) { perform(work, tally) }
            }
        }
        // What a busy machine takes to start its threads is no part of it.
        let patience = Patience(clients: 1)
        while !hasBegun(tally.sum), !patience.isOver {
            Thread.sleep(milliseconds: Self.lookMilliseconds)
        }
        Thread.sleep(milliseconds: milliseconds)
        try StandardStream.error.write(Array("\(tally.sum.text)\n".utf8))
    }

    private func hasBegun(_ sum: AttackTally.Sum) -> Bool {
        sum.connections > 0 && (sum.lines > 0 || attack == .churn)
    }

    /// What one thread does.
    private enum Work: Sendable {
        case send(Flood.Manner)
        case knock, visit
    }

    private func works(of part: Attack) -> [Work] {
        switch part {
        case .flood: [.send(.speaking)]
        case .deaf: [.send(.hoarding(uid: account.uid))]
        case .churn: [.knock, .knock]
        case .visits: [.visit]
        case .all: []
        }
    }

    /// Does it until the process ends; an attack that has lost a part of it is none, and ends at once.
    private func perform(_ work: Work, _ tally: AttackTally) {
        do throws(SystemError) {
            switch work {
            case .send(let manner):
                var flood = try Flood(manner, at: address, tally)
                try flood.run()
            case .knock: try Churn(at: address, tally).knock()
            case .visit: try Churn(at: address, tally).visit()
            }
        } catch {
            Self.complain(error)
            Host.exit(1)
        }
    }

    private static func complain(_ error: SystemError) {
        do throws(SystemError) {
            try StandardStream.error.write(Array("\(error.description)\n".utf8))
        } catch {
            // The status tells it, too.
        }
    }
}
