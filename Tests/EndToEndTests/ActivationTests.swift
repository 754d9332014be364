import Foundation
import TestSupport
import Testing

/// A socket that a service manager made and passed, sd_listen_fds(3).
@Suite struct ActivationTests {
    /// A daemon that is passed descriptors, and told so.
    private func daemon(
        on path: String, passing sockets: [OpenSocket], names: [String]? = nil,
        arguments: [String] = [], awaitsAnswer: Bool = true
    ) throws -> Daemon {
        var settings = Daemon.Settings(
            arguments: arguments, prefix: Service.activated, socket: path,
            awaitsAnswer: awaitsAnswer)
        settings.environment = Service.listening(names ?? sockets.map { _ in "unknown" })
        settings.passed = sockets.map(\.descriptor)
        return try Daemon(settings: settings)
    }

    private func facts(of path: String) -> (inode: ino_t, mode: mode_t, owner: uid_t) {
        var status = stat()
        lstat(path, &status)
        return (status.st_ino, status.st_mode, status.st_uid)
    }

    @Test func `a passed socket is served, and left as it was`() throws {
        let directory = try TemporaryDirectory()
        try directory.giveToKeeper()
        let path = directory.file("passed.sock")
        let socket = try OpenSocket(at: path, listens: true)
        chmod(path, 0o620)
        let before = facts(of: path)
        let daemon = try daemon(on: path, passing: [socket])
        defer { daemon.end() }
        try daemon.join("ada").settle()
        try daemon.awaitLog("listen path=\(path) ")
        #expect(facts(of: path) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).count == 1)
        #expect(try daemon.terminate() == 0)
        #expect(facts(of: path) == before)
    }

    @Test func `who comes while one daemon goes and the next comes waits, and is served`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("passed.sock")
        let socket = try OpenSocket(at: path, listens: true)
        let first = try daemon(on: path, passing: [socket])
        defer { first.end() }
        #expect(try first.terminate() == 0)
        let waiting = try LineStream(connecting: path)
        try waiting.send(Array((#"{"do":"hello","name":"ada"}"# + "\n").utf8))
        let second = try daemon(on: path, passing: [socket])
        defer { second.end() }
        #expect(try JSONClient(waiting).expect("welcome")["name"] == "ada")
    }

    @Test(arguments: [
        (["talkroom", "other"], 0), (["other", "talkroom"], 1), (["other", "another"], 0),
        ([""], 0), (["talkroomd.socket"], 0),
    ])
    func `of several it takes the one that is called talkroom, else the first`(
        names: [String], index: Int
    ) throws {
        let directory = try TemporaryDirectory()
        let paths = names.indices.map { directory.file("\($0).sock") }
        let sockets = try paths.map { try OpenSocket(at: $0, listens: true) }
        let daemon = try daemon(on: paths[index], passing: sockets, names: names)
        defer { daemon.end() }
        try daemon.join("ada").settle()
        // It keeps one of them, and hands on none.
        for descriptor in try FileManager.default.contentsOfDirectory(
            atPath: "/proc/\(daemon.pid)/fdinfo")
        {
            let info = String(
                decoding: contents(of: "/proc/\(daemon.pid)/fdinfo/\(descriptor)"), as: UTF8.self)
            guard let number = Int(descriptor), number > 2 else { continue }
            let flags = try #require(info.firstMatch(of: /flags:\s+0?([0-7]+)/)).1
            #expect(Int32(flags, radix: 8).map { $0 & O_CLOEXEC != 0 } == true, "\(info)")
        }
        let inodes = sockets.map { socket -> ino_t in
            var status = stat()
            fstat(socket.descriptor, &status)
            return status.st_ino
        }
        let kept = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon.pid)/fd")
            .compactMap {
                try? FileManager.default.destinationOfSymbolicLink(
                    atPath: "/proc/\(daemon.pid)/fd/\($0)")
            }
        for (place, inode) in inodes.enumerated() {
            #expect(kept.contains("socket:[\(inode)]") == (place == index))
        }
    }

    @Test func `an abstract socket is as good, and -s is not asked`() throws {
        let name = "@talkroom-test-\(UInt64.random(in: .min ... .max))"
        let socket = try OpenSocket(at: name, listens: true)
        let daemon = try daemon(
            on: name, passing: [socket], arguments: ["-s", "/nowhere/chat.sock"])
        defer { daemon.end() }
        try daemon.awaitLog("listen path=\(name) ")
        #expect(try daemon.terminate() == 0)
    }

    /// What is passed by mistake.
    enum Mistake: String, CaseIterable {
        case file = "is no Unix-domain socket"
        case internet = "is no Unix-domain socket "
        case datagrams = "is a socket, but no stream"
        case packets = "is a socket, but no stream "
        case notListening = "is a socket, but does not listen"
        case connection = "is a socket, but does not listen "

        /// Where it is to be, and whatever keeps it open.
        func open(in directory: TemporaryDirectory) throws -> (descriptor: Int32, keeper: AnyObject)
        {
            let path = directory.file("mistake")
            switch self {
            case .file:
                let file = try FileHandle(forUpdating: URL(filePath: "/dev/null"))
                return (file.fileDescriptor, file)
            case .internet:
                let raw = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
                listen(raw, 1)
                return (raw, FileHandle(fileDescriptor: raw, closeOnDealloc: true))
            case .datagrams:
                let socket = try OpenSocket(at: path, type: SOCK_DGRAM)
                return (socket.descriptor, socket)
            case .packets:
                let socket = try OpenSocket(at: path, type: SOCK_SEQPACKET, listens: true)
                return (socket.descriptor, socket)
            case .notListening:
                let socket = try OpenSocket(at: path)
                return (socket.descriptor, socket)
            case .connection:
                let listener = try OpenSocket(at: path, listens: true)
                let stream = try LineStream(connecting: path)
                return (stream.descriptor, [listener, stream] as NSArray)
            }
        }
    }

    @Test(arguments: Mistake.allCases)
    func `anything else than a listening stream is refused, with the way out`(
        mistake: Mistake
    ) throws {
        let directory = try TemporaryDirectory()
        let (descriptor, keeper) = try mistake.open(in: directory)
        defer { withExtendedLifetime(keeper) {} }
        var settings = Daemon.Settings(prefix: Service.activated, awaitsAnswer: false)
        settings.environment = Service.listening(["talkroom"])
        settings.passed = [descriptor]
        let daemon = try Daemon(settings: settings)
        #expect(try daemon.child.waitForExit { daemon.printed } == 73)
        let reason = mistake.rawValue.trimmingCharacters(in: .whitespaces)
        #expect(
            daemon.errors.hasPrefix("talkroomd: descriptor 3, passed in LISTEN_FDS: \(reason); "))
        #expect(daemon.errors.contains("LISTEN_FDS") && daemon.errors.contains("ListenStream="))
        #expect(!FileManager.default.fileExists(atPath: daemon.socket))
    }

    @Test(arguments: ["2", "x", "-1", "", "99999999999999999999"])
    func `a number of descriptors that is wrong is refused`(count: String) throws {
        let directory = try TemporaryDirectory()
        let socket = try OpenSocket(at: directory.file("s"), listens: true)
        var settings = Daemon.Settings(prefix: Service.activated, awaitsAnswer: false)
        settings.environment = ["LISTEN_FDS": count]
        settings.passed = [socket.descriptor]
        let daemon = try Daemon(settings: settings)
        #expect(try daemon.child.waitForExit { daemon.printed } == 73)
        #expect(daemon.errors.contains("LISTEN_FDS"), "\(daemon.printed)")
    }

    @Test func `two of the same name are refused`() throws {
        let directory = try TemporaryDirectory()
        let sockets = try ["a", "b"].map { try OpenSocket(at: directory.file($0), listens: true) }
        let daemon = try daemon(
            on: directory.file("a"), passing: sockets, names: ["talkroom", "talkroom"],
            awaitsAnswer: false)
        #expect(try daemon.child.waitForExit { daemon.printed } == 73)
        #expect(daemon.errors.contains("FileDescriptorName=talkroom"), "\(daemon.printed)")
    }

    @Test(arguments: ["1", "", "x"])
    func `what was passed to another process is none of its business`(processID: String) throws {
        let directory = try TemporaryDirectory()
        let socket = try OpenSocket(at: directory.file("s"), listens: true)
        var settings = Daemon.Settings()
        settings.environment = Service.listening(["talkroom"])
        settings.environment["LISTEN_PID"] = processID
        settings.passed = [socket.descriptor]
        let daemon = try Daemon(settings: settings)
        defer { daemon.end() }
        try daemon.join("ada").settle()
        try daemon.awaitLog("listen path=\(daemon.socket) ")
    }

    @Test func `what was passed is taken before the name service can open anything`() throws {
        var settings = Daemon.Settings(prefix: Service.activated, awaitsAnswer: false)
        settings.environment = ["LISTEN_FDS": "1"]
        // Nothing was, and nothing of its own may be taken for it.
        let daemon = try Daemon(["allow=no-such-group"], settings: settings)
        #expect(try daemon.child.waitForExit { daemon.printed } == 73)
        #expect(daemon.errors.hasPrefix("talkroomd: descriptor 3, passed"), "\(daemon.printed)")
    }
}
