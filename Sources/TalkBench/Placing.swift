package import Posix

/// Which processors the clients and the servers run on.
///
/// Left alone, the system now and then puts a server on its clients' processor, and halves its figures.
package enum Placing: Sendable {
    /// As the system likes.
    case free
    /// The clients on one processor, the servers on all others.
    case parted(clients: Processors, servers: Processors)

    /// Parted where there are two processors or more.
    package static func usual() throws(SystemError) -> Placing {
        guard let parts = try Processors.allowed().parted else { return .free }
        return .parted(clients: parts.one, servers: parts.others)
    }

    /// Lets this process, which holds the clients, run where clients do.
    package func settle() throws(SystemError) {
        if case .parted(let clients, _) = self { try clients.occupy() }
    }

    /// Starts a program where servers run.
    func start(_ command: [String], errors: String) throws(SystemError) -> ChildProcess {
        try besideClients { () throws(SystemError) in
            try ChildProcess(command, errors: errors)
        }
    }

    /// Starts a program that runs on every processor which this process may have: nobody tells it where to run.
    func startAnywhere(_ command: [String], errors: String) throws(SystemError) -> ChildProcess {
        guard case .parted(let clients, let servers) = self else {
            return try start(command, errors: errors)
        }
        try clients.with(servers).occupy()
        let process = try ChildProcess(command, errors: errors)
        try clients.occupy()
        return process
    }

    /// Starts a program at a terminal, where servers run: it is what is measured.
    func start(
        _ command: [String], at terminal: borrowing PseudoTerminal, environment: [String]
    ) throws(SystemError) -> ChildProcess {
        try besideClients { () throws(SystemError) in
            try ChildProcess(command, at: terminal, environment: environment)
        }
    }

    private func besideClients(
        _ start: () throws(SystemError) -> ChildProcess
    ) throws(SystemError) -> ChildProcess {
        guard case .parted(let clients, let servers) = self else { return try start() }
        // What is started runs where the one that starts it does.
        try servers.occupy()
        let process = try start()
        try clients.occupy()
        return process
    }
}
