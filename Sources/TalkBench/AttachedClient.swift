import Posix

/// The program talkroom at a terminal, in a room that is played for it; it ends when its owner lets go of it.
struct AttachedClient: ~Copyable {
    /// What most terminals begin with.
    private static let size = TerminalSize(columns: 80, rows: 24)
    /// Nothing takes it so long to do.
    static let stallMilliseconds: Int64 = 60_000
    /// Between two looks at whether it has done all that it had to.
    static let lookNanoseconds: Int64 = 200_000
    let socket: Socket
    let terminal: PseudoTerminal
    /// What the kernel says of it.
    let figures: ProcessFigures
    let chatter = Chatter()
    /// How many messages it was told.
    var told = 0
    private(set) var output = ShownOutput()
    private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    private let directory: String
    private let process: ChildProcess

    /// Starts a program, and lets it in.
    init(_ program: String, on stage: Stage) throws(Fault) {
        let directory = stage.directory
        guard let address = SocketAddress(path: "\(directory)/s") else {
            throw .unanswered(directory)
        }
        let command = [
            Host.ownExecutable ?? program, Tether.word, "\(Host.processID)", program, "-s",
            address.path, "-n", Chatter.reader,
        ]
        let environment = [
            "TERM=xterm-256color", "LC_ALL=C.UTF-8", "HOME=\(directory)", "TZ=UTC",
        ]
        try faulting { () throws(SystemError) in try Files.makeDirectory(directory) }
        let listener = try faulting { () throws(SystemError) in
            try ListeningSocket(binding: address, mode: 0o600)
        }
        let terminal = try faulting { () throws(SystemError) in try PseudoTerminal(Self.size) }
        let process = try faulting { () throws(SystemError) in
            try stage.placing.start(command, at: terminal, environment: environment)
        }
        let socket = try faulting { () throws(SystemError) in
            var set = PollSet()
            listener.join(&set)
            _ = try set.wait(milliseconds: Self.stallMilliseconds)
            guard let socket = try listener.accept() else { throw SystemError.connectionRefused }
            return socket
        }
        try Self.letIn(socket)
        self.directory = directory
        figures = ProcessFigures(of: process.processID)
        self.socket = socket
        self.terminal = terminal
        self.process = process
    }

    deinit {
        do throws(SystemError) {
            try Files.removeTree(directory)
        } catch {
            // It is in the benchmark's own directory, which is removed in the end.
        }
    }

    /// Speaks as talkroomd does to who comes.
    private static func letIn(_ socket: borrowing Socket) throws(Fault) {
        let name = Chatter.reader
        try send("talkroom 1 host: choose a username [\(name)]\n", to: socket)
        var hello: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        let patience = Patience(milliseconds: stallMilliseconds)
        while !hello.contains(UInt8(ascii: "\n")) {
            try patience.check()
            let count = try faulting { () throws(SystemError) in
                _ = try socket.wait(for: .readable, milliseconds: 100)
                return try socket.receive(into: &buffer)
            }
            guard let count else { continue }
            guard count > 0 else { throw .closed }
            hello += buffer[..<count]
        }
        try send(
            #"{"event":"welcome","seq":0,"version":1,"host":"host","ledger":"l","oldest":1,"#
                + #""name":"\#(name)","account":"\#(name)","uid":1000,"session":1,"here":5}"#
                + "\n",
            to: socket)
    }

    /// Little is sent so, and there is room for it.
    private static func send(_ text: String, to socket: borrowing Socket) throws(Fault) {
        let bytes = Array(text.utf8)
        let count = try faulting { () throws(SystemError) in try socket.send(bytes[...]) }
        guard count == bytes.count else { throw .stalled }
    }

    /// Reads all that has been shown.
    ///
    /// - Returns: Whether there was anything.
    mutating func look() throws(Fault) -> Bool {
        var hasSeen = false
        while true {
            let count = try faulting { () throws(SystemError) in
                try terminal.read(into: &buffer)
            }
            guard let count else { return hasSeen }
            guard count > 0 else { throw .unanswered(output.lastRow) }
            hasSeen = true
            output.add(buffer, count: count)
        }
    }

    /// Whether the last message that it was told is on the screen, and nothing else that takes it any time
    /// is left to do.
    mutating func hasShownAll() throws(Fault) -> Bool {
        let isAsleep = try faulting { () throws(SystemError) in try figures.isAsleep() }
        return try !look() && isAsleep && output.endsWith("\(Chatter.mark)\(told)")
    }
}
