import Foundation

/// A talkroomd of one test's own, on a socket in a directory of its own.
package final class Daemon {
    /// How a daemon is started.
    package struct Settings {
        package var arguments: [String] = []
        /// What is put before the command: `prlimit`, `setpriv` and the like.
        package var prefix: [String] = []
        /// Who starts it; whoever runs the tests when nil. See ``Account/keeping()``.
        package var account: Account?
        /// Where it listens; a socket in its own directory when nil.
        package var socket: String?
        /// Where its ledger lives; in its own directory when nil.
        package var ledger: String?
        /// Whether that is where no disk is to be waited for, unless it is said where: what is to be kept within a
        /// second is.
        package var keepsInMemory = false
        /// Added to its environment.
        package var environment: [String: String] = [:]
        /// Descriptors that are passed to it from 3 on. See ``Service``.
        package var passed: [Int32] = []
        /// False for one that is expected to give up before it serves.
        package var awaitsAnswer = true

        package init(
            arguments: [String] = [], prefix: [String] = [],
            account: Account? = nil, socket: String? = nil, ledger: String? = nil,
            keepsInMemory: Bool = false, awaitsAnswer: Bool = true
        ) {
            self.arguments = arguments
            self.prefix = prefix
            self.account = account
            self.socket = socket
            self.ledger = ledger
            self.keepsInMemory = keepsInMemory
            self.awaitsAnswer = awaitsAnswer
        }
    }

    /// Settings for tests that say much from one account.
    package static let roomy = ["pace=off", "sessions_per_account=5000"]

    package let directory: TemporaryDirectory
    private let memory: TemporaryDirectory?
    package let socket: String
    /// Where its ledger lives.
    package let ledger: LedgerFiles
    package let child: Child
    /// Whose process it is once it serves.
    package let account: Account
    /// Clients and programs that live as long as the daemon.
    private var kept: [AnyObject] = []

    /// Starts it with `-o` settings, `KEY=VALUE`, and waits until it answers.
    ///
    /// - Throws: ``Unmet`` with what it printed when it does not.
    package init(_ options: [String] = [], settings: Settings = Settings()) throws {
        directory = try TemporaryDirectory()
        socket = settings.socket ?? directory.file("chat.sock")
        memory = try settings.keepsInMemory ? TemporaryDirectory(isInMemory: true) : nil
        let state = settings.ledger ?? (memory ?? directory).file("state")
        ledger = LedgerFiles(state)
        precondition(
            !state.hasPrefix("/dev/") || state.hasPrefix("/dev/shm/"), "it would be given away")
        mkdir(state, 0o700)
        let configuration = directory.file("talkroom.conf")
        _ = FileManager.default.createFile(atPath: configuration, contents: Data())
        account = try settings.account ?? Account.keeping()
        for path in [directory.path, state, configuration] {
            chown(path, account.uid, account.gid)
        }
        let identity = settings.account == nil ? account.asService : []
        let command =
            (settings.account?.asPrefix ?? []) + settings.prefix
            + [Programs.talkroomd, "-s", socket, "-d", state, "-c", configuration]
            + (identity + options).flatMap { ["-o", $0] } + settings.arguments
        child = try Child(
            command, stdout: .file(directory.file("out")), stderr: .file(directory.file("err")),
            environment: settings.environment, passed: settings.passed)
        if settings.awaitsAnswer { try waitForAnswer() }
    }

    package var pid: pid_t { child.pid }
    package var facts: ProcessFacts { ProcessFacts(of: child.pid) }
    package var output: String {
        String(decoding: contents(of: directory.file("out")), as: UTF8.self)
    }
    package var errors: String {
        String(decoding: contents(of: directory.file("err")), as: UTF8.self)
    }

    private func waitForAnswer() throws {
        try eventually("an answer on \(socket)", seen: { self.printed }) {
            if let status = child.exitStatus {
                throw Unmet("the daemon ended with \(status)", seen: printed)
            }
            let place = socket.hasPrefix("@") ? "\0" + socket.dropFirst() : socket
            guard let stream = try? LineStream(connecting: place) else { return false }
            guard let line = try stream.nextLine(by: Deadline()) else { return false }
            // What is counted of the daemon is not to include who only asked.
            let isRefused = String(decoding: line, as: UTF8.self).contains(": error ")
            if !isRefused { try seeOut(stream) }
            return true
        }
    }

    /// Waits until its log has a text: a thread of its own writes it.
    package func awaitLog(_ text: String) throws {
        try eventually(text, seen: { self.printed }) { errors.contains(text) }
    }

    /// What it printed, for the message of a failed test.
    package var printed: [String] {
        (output + errors).split(separator: "\n").map { escaped(String($0)) }
    }

    /// SIGTERM, and its end.
    @discardableResult
    package func terminate(_ signal: Int32 = SIGTERM) throws -> Int32 {
        child.signal(signal)
        return try child.waitForExit { self.printed }
    }

    /// Ends it at once, and lets go of its clients. Said in a `defer`, it also keeps the daemon until then.
    package func end() {
        child.killAndReap()
        kept = []
    }

    package func keep(_ object: AnyObject) { kept.append(object) }

    /// A connection that has said nothing.
    package func connect() throws -> LineStream {
        let stream = try LineStream(connecting: socket)
        watch(stream)
        return stream
    }

    /// Keeps a stream, and has it tell what the daemon printed when a test fails.
    package func watch(_ stream: LineStream) {
        let files = ["out", "err"].map { directory.file($0) }
        stream.background = {
            files.flatMap { contents(of: $0).split(separator: 0x0A) }.map {
                "daemon: \(escaped($0))"
            }
        }
        keep(stream)
    }

    /// A client of the JSON dialect that has read the greeting.
    package func json() throws -> JSONClient {
        let client = try JSONClient(connect())
        keep(client)
        return client
    }

    /// A client of the JSON dialect in the room.
    package func join(_ name: String, extra: String = #""backlog":0"#) throws -> JSONClient {
        let client = try json()
        try client.hello(name, extra: extra)
        return client
    }

    /// A client of the plain dialect that has not answered the question yet.
    package func plain() throws -> PlainClient {
        let client = PlainClient(try connect())
        keep(client)
        return client
    }

    /// A client of the plain dialect in the room.
    package func enter(_ name: String) throws -> PlainClient {
        let client = try plain()
        try client.enter(name)
        return client
    }

    deinit { child.killAndReap() }
}
