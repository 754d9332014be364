import Foundation

/// A daemon with a ledger, played by a test step by step: it goes away and comes back when the test says so.
package final class ScriptedDaemon {
    package let socket: String
    /// What was said, as events, by their numbers from 1.
    package private(set) var ledger: [String] = []
    /// Names the run of numbers.
    package var ledgerName = "l"
    private let directory: TemporaryDirectory
    private var listener: Int32 = -1

    /// Listens on a socket in a directory of its own.
    package init() throws {
        directory = try TemporaryDirectory()
        socket = directory.file("chat.sock")
        try start()
    }

    /// Takes connections (again).
    package func start() throws {
        unlink(socket)
        listener = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let opened = listener
        let isBound = withUnixAddress(socket) { bind(opened, $0, $1) == 0 } ?? false
        guard isBound, listen(listener, 16) == 0 else { throw Unmet("cannot listen on \(socket)") }
        chmod(socket, 0o666)
    }

    /// Takes none any more, as after its end; what is connected stays.
    package func stop() {
        guard listener >= 0 else { return }
        close(listener)
        listener = -1
    }

    /// The next who comes, greeted.
    package func accept() throws -> Session {
        var entry = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        let deadline = Deadline()
        var cameAfter = ContinuousClock.now
        var look = cameAfter
        while poll(&entry, 1, min(100, deadline.remainingMilliseconds)) != 1 {
            guard !deadline.hasPassed else { throw Unmet("nobody comes") }
            (cameAfter, look) = (look, .now)
        }
        let peer = Glibc.accept(listener, __SOCKADDR_ARG(__sockaddr__: nil), nil)
        guard peer >= 0 else { throw Unmet("accept: \(String(cString: strerror(errno)))") }
        _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
        return try Session(LineStream(owning: peer), of: self, cameAfter: cameAfter)
    }

    /// Puts something into the ledger; gives its event.
    @discardableResult
    package func keep(_ text: String, by name: String = "wren", id: String? = nil) -> String {
        let event =
            #"{"event":"said","seq":\#(ledger.count + 1),"time":"2026-11-24T03:06:00.000Z","#
            + #""name":"\#(name)","account":"\#(name)","uid":7,"text":\#(quoted(text))"#
            + (id.map { #","id":\#(quoted($0))"# } ?? "") + "}"
        ledger.append(event)
        return event
    }

    deinit { stop() }

    /// Somebody's connection.
    package final class Session {
        package let stream: LineStream
        /// When they had not come yet, a moment before they did: a test may look late.
        package let cameAfter: ContinuousClock.Instant
        private let daemon: ScriptedDaemon

        fileprivate init(
            _ stream: LineStream, of daemon: ScriptedDaemon, cameAfter: ContinuousClock.Instant
        ) throws {
            self.stream = stream
            self.daemon = daemon
            self.cameAfter = cameAfter
            try stream.send(Array("talkroom 1 host: choose a username [lia]\n".utf8))
        }

        /// Reads the `hello` and lets them in, with what they asked for of the ledger.
        ///
        /// - Returns: The `hello`.
        @discardableResult
        package func welcome() throws -> WireRequest {
            let hello = try request()
            guard hello["do"] == "hello" else { throw Unmet("no hello: \(hello)") }
            let isSame = hello["ledger"] == nil || hello["ledger"] == daemon.ledgerName
            let after = isSame ? hello[integer: "after"] : nil
            let name = hello["name"] ?? "lia"
            try send(
                #"{"event":"welcome","seq":\#(daemon.ledger.count),"version":1,"host":"host","#
                    + #""ledger":"\#(daemon.ledgerName)","oldest":1,"name":"\#(name)","#
                    + #""account":"\#(name)","uid":7,"session":1,"here":2"#
                    + (isSame ? "}" : #","reset":true}"#))
            let first = after ?? max(0, daemon.ledger.count - (hello[integer: "backlog"] ?? 20))
            for event in daemon.ledger.dropFirst(first) { try send(event) }
            return hello
        }

        /// Sends a line.
        package func send(_ line: String) throws { try stream.send(Array((line + "\n").utf8)) }

        /// The next request but pings, which are answered.
        package func request() throws -> WireRequest {
            while let line = try stream.nextLine(by: Deadline()) {
                let request = try WireRequest(line)
                guard request["do"] == "ping" else { return request }
                let id = request["id"].map { #","id":\#(quoted($0))"# } ?? ""
                try send(#"{"event":"pong"\#(id)}"#)
            }
            throw Unmet("it left", seen: stream.testimony)
        }

        /// Takes the next request, a `say`, into the ledger; without an echo, as a daemon killed right then.
        @discardableResult
        package func take() throws -> WireRequest {
            let say = try request()
            guard say["do"] == "say", let text = say["text"] else { throw Unmet("no say: \(say)") }
            daemon.keep(text, by: "lia", id: say["id"])
            return say
        }

        /// Takes the next request, a `say`, and echoes it.
        @discardableResult
        package func hear() throws -> WireRequest {
            let say = try take()
            try send(daemon.ledger[daemon.ledger.count - 1])
            return say
        }

        package func close() { stream.close() }
    }
}

/// One request as it came over the wire.
package struct WireRequest: CustomStringConvertible {
    private let values: [String: WireEvent.Value]

    fileprivate init(_ line: [UInt8]) throws {
        guard
            let values = try? JSONDecoder().decode([String: WireEvent.Value].self, from: Data(line))
        else { throw Unmet("not a flat object: \(escaped(line))") }
        self.values = values
    }

    package var description: String { "\(values)" }

    package subscript(_ key: String) -> String? {
        if case .string(let string) = values[key] { string } else { nil }
    }

    package subscript(integer key: String) -> Int? {
        if case .integer(let integer) = values[key] { integer } else { nil }
    }

    package subscript(bool key: String) -> Bool? {
        if case .bool(let bool) = values[key] { bool } else { nil }
    }
}
