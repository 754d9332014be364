import Posix

/// How a contender is started: private, without a disk unless a stage asks for one, and with room for very
/// many clients.
struct Launch {
    let command: [String]
    let address: Address

    /// Clients that a server is told to take.
    private static let maxClients = 20_000

    /// - Parameter stage: Whose contender it is; its directory is for sockets and configuration files.
    init(on stage: Stage) throws(Fault) {
        let (program, directory) = (stage.program, stage.directory)
        let socket = "\(directory)/s"
        switch stage.contender {
        case .talkroom:
            command = try faulting { () throws(SystemError) in
                try Self.talkroom(on: stage, socket: socket)
            }
        case .reference:
            command = [program, Reference.Style.lineByLine.rawValue, socket]
        case .bulk:
            command = [program, Reference.Style.bulk.rawValue, socket]
        case .redis:
            command = [
                program, "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no",
                "--dir", directory, "--daemonize", "no", "--maxclients", "\(Self.maxClients)",
            ]
        case .mosquitto:
            command = [program, "-c", "\(directory)/conf"]
            try Self.configure(Self.mosquitto(socket: socket), in: directory)
        case .ngircd, .ncat:
            let address = try faulting { () throws(SystemError) in try LoopbackAddress.free() }
            if stage.contender == .ngircd {
                command = [program, "-n", "-f", "\(directory)/conf"]
                try Self.configure(Self.ngircd(port: address.port), in: directory)
            } else {
                command = [
                    program, "--listen", "--broker", "--max-conns", "\(Self.maxClients)",
                    "127.0.0.1", "\(address.port)",
                ]
            }
            self.address = .loopback(address)
            return
        }
        guard let address = SocketAddress(path: socket) else { throw .unanswered(socket) }
        self.address = .unix(address)
    }

    private static func talkroom(
        on stage: Stage, socket: String
    ) throws(SystemError) -> [String] {
        let ledger = stage.ledger ?? "\(stage.directory)/ledger"
        let forMany = [
            "pace=off", "sessions=\(maxClients)", "sessions_per_account=\(maxClients)",
        ]
        var settings = stage.isAsInstalled ? [] : forMany + stage.keeping.settings
        if let lodger = try Lodger() {
            settings.append(lodger.setting)
            // The ledger may be beside the stage.
            for directory in [stage.directory, "\(stage.directory)/.."] {
                try lodger.mayPass(directory)
            }
        }
        return [stage.program, "-s", socket, "-d", ledger, "-c", "/dev/null"]
            + settings.flatMap { ["-o", $0] }
    }

    private static func mosquitto(socket: String) -> String {
        """
        user root
        listener 0 \(socket)
        allow_anonymous true
        persistence false
        max_queued_messages 0
        log_dest none

        """
    }

    private static func ngircd(port: UInt16) -> String {
        """
        [Global]
        Name = bench.local
        Info = bench
        Listen = 127.0.0.1
        Ports = \(port)
        MotdPhrase = bench
        [Limits]
        MaxConnections = 0
        MaxConnectionsIP = 0
        MaxJoins = 0
        MaxPenaltyTime = 0
        PingTimeout = 3600
        [Options]
        DNS = no
        Ident = no
        PAM = no
        [Channel]
        Name = #room
        Modes = -n

        """
    }

    private static func configure(_ text: String, in directory: String) throws(Fault) {
        try faulting { () throws(SystemError) in
            try Files.write(Array(text.utf8), to: "\(directory)/conf")
        }
    }
}
