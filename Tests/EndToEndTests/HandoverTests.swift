import Foundation
import TestSupport
import Testing

/// Terminals that their owners hand over, and what is no such thing.
///
/// One after the other: how many may be under way is counted for all of an account.
@Suite(.serialized) struct HandoverTests {
    private let daemon: Daemon
    private let client: JSONClient
    private let terminal: BareTerminal
    private let leader: Child

    init() throws {
        daemon = try Daemon(["pace=off"])
        client = try daemon.join("lia")
        terminal = try BareTerminal()
        leader = try Child(["sleep", "1000000"])
    }

    private var name: String { String(terminal.path.dropFirst("/dev/".count)) }

    private func opened(_ flags: Int32 = O_WRONLY, _ path: String? = nil) throws -> OwnDescriptor {
        try OwnDescriptor(opening: path ?? terminal.path, flags)
    }

    private func shell() throws -> OwnDescriptor { try OwnDescriptor(ofProcess: leader.pid) }

    /// Waits until the daemon has no more descriptors than before.
    private func expectDescriptors(_ count: Int, _ what: String) throws {
        try eventually("\(count) descriptors again: \(what)") { daemon.facts.descriptors == count }
    }

    private func settled() throws -> Int {
        try client.settle()
        var (last, looks) = (daemon.facts.descriptors, 0)
        try eventually("a quiet daemon") {
            let now = daemon.facts.descriptors
            (last, looks) = (now, now == last ? looks + 1 : 0)
            return looks == 20
        }
        return last
    }

    // MARK: What is refused

    /// Everything that is to be refused, by what it is; the descriptors in the order of sending.
    private func refusals() throws -> [(what: String, descriptors: [OwnDescriptor])] {
        let file = try OwnDescriptor(
            open(daemon.directory.file("regular"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
        let socket = try OwnDescriptor(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
        let gone = try Child(["sleep", "1000000"])
        let ended = try OwnDescriptor(ofProcess: gone.pid)
        // O_PATH, which Swift does not see here.
        let path: Int32 = 0o10_000_000
        gone.killAndReap()
        var all: [(String, [OwnDescriptor])] = [
            ("a regular file", [file, try shell()]), ("a socket", [socket, try shell()]),
            ("another device", [try opened(O_WRONLY, "/dev/null"), try shell()]),
            ("a master", [try opened(O_RDWR, "/dev/ptmx"), try shell()]),
            ("for reading and writing", [try opened(O_RDWR), try shell()]),
            ("for reading", [try opened(O_RDONLY), try shell()]),
            ("as a path alone", [try opened(path), try shell()]),
            ("a terminal alone", [try opened()]), ("a process alone", [try shell()]),
            ("in the wrong order", [try shell(), try opened()]),
            ("three", [try opened(), try shell(), try opened()]), ("nothing", []),
            ("a terminal for a process", [try opened(), try opened()]),
            ("a file for a process", [try opened(), file]),
            ("a process that has ended", [try opened(), ended]),
            (
                "a directory of a process",
                [try opened(), try opened(O_RDONLY | O_DIRECTORY, "/proc/\(leader.pid)")]
            ),
            ("253", try (0..<253).map { _ in try opened() }),
        ]
        if Programs.isRoot {
            let other = try BareTerminal()
            chown(other.path, try Accounts.ada.get().uid, getegid())
            all.append(("another's terminal", [try opened(O_WRONLY, other.path), try shell()]))
            others.keep(other)
        }
        return all
    }

    /// What must stay while it is handed over.
    private final class Kept {
        private var terminals: [BareTerminal] = []
        func keep(_ terminal: BareTerminal) { terminals.append(terminal) }
    }
    private let others = Kept()

    @Test func `what is no terminal of one's own for writing alone is refused, and closed`() throws
    {
        defer { daemon.end() }
        let count = try settled()
        for (what, descriptors) in try refusals() {
            let answer = try client.hand(descriptors)
            #expect(
                answer.event == "error" && answer["code"] == "not-a-terminal", "\(what): \(answer)")
            try expectDescriptors(count, what)
        }
        let answer = try client.hand([try opened(), try shell()], with: UInt8(ascii: "x"))
        #expect(answer["code"] == "not-a-terminal", "\(answer)")
        try client.say("still here")
        try client.expect("said") { $0["text"] == "still here" }
        #expect(daemon.flags(at: name).isEmpty)
        let taken = try client.hand([try opened(), try shell()])
        #expect(taken.event == "messages" && taken[integer: "handed"] == 1, "\(taken)")
    }

    @Test func `what comes unasked is closed`() throws {
        defer { daemon.end() }
        let count = try settled()
        let many = try (0..<253).map { _ in try opened() }
        let requests = [
            #"{"do":"ping","id":"1"}"#, #"{"do":"say","text":"oi","id":"1"}"#,
            #"{"do":"mesg","id":"1"}"#, #"{"do":"mesg","messages":true,"id":"1"}"#,
        ]
        for request in requests {
            // A thousand, as many as a message may have at a time.
            for _ in 0..<4 {
                #expect(try client.stream.hand(many.map(\.raw), with: Array("\(request)\n".utf8)))
            }
            try client.settle()
            try expectDescriptors(count, request)
        }
        #expect(try !client.stream.hand(many.map(\.raw) + [many[0].raw]), "the kernel's own limit")
        #expect(daemon.flags(at: name).isEmpty)
    }

    @Test func `what is sent before it is asked for is refused`() throws {
        defer { daemon.end() }
        let count = try settled()
        let (raw, process) = (try opened(), try shell())
        let request = #"{"do":"mesg","messages":true,"fd":true,"id":"x"}"# + "\n\n"
        #expect(try client.stream.hand([raw.raw, process.raw], with: Array(request.utf8)))
        let answer = try client.expect("error") { $0["id"] == "x" }
        #expect(answer["code"] == "bad-value", "\(answer)")
        try client.settle()
        try expectDescriptors(count, "unasked")
    }

    @Test func `who leaves, or says no more, while it is asked for leaves nothing behind`() throws {
        defer { daemon.end() }
        let count = try settled()
        let (raw, process) = (try opened(), try shell())
        for isHanded in [false, true] {
            let other = try daemon.join("other")
            try other.send(#"{"do":"mesg","messages":true,"fd":true,"id":"x"}"#)
            try other.expect("give")
            if isHanded { #expect(try other.stream.hand([raw.raw, process.raw], with: [0x20])) }
            other.close()
            try client.expect("left") { $0["name"] == "other" }
            try expectDescriptors(count, "left, handed \(isHanded)")
        }
        try client.send(#"{"do":"mesg","messages":true,"fd":true,"id":"x"}"#)
        let answer = try client.expect("error") { $0["id"] == "x" }
        #expect(answer["code"] == "not-a-terminal", "\(answer)")
        try client.settle()
        #expect(daemon.flags(at: name).isEmpty)
    }

    @Test func `an account hands over so many terminals and no more`() throws {
        defer { daemon.end() }
        let count = try settled()
        let terminals = try (0..<9).map { _ in try BareTerminal() }
        for (index, terminal) in terminals.enumerated() {
            let answer = try client.hand([try opened(O_WRONLY, terminal.path), try shell()])
            if index < 8 {
                #expect(answer[integer: "handed"] == index + 1, "\(answer)")
            } else {
                #expect(answer["code"] == "too-many-terminals", "\(answer)")
            }
        }
        try expectDescriptors(count + 16, "eight terminals")
        let again = try client.hand([try opened(O_WRONLY, terminals[0].path), try shell()])
        #expect(again[integer: "handed"] == 8, "the same one again: \(again)")
        try expectDescriptors(count + 16, "eight terminals still")
        try client.send(#"{"do":"mesg","messages":false,"id":"n"}"#)
        #expect(try client.expect("messages")[integer: "handed"] == 0)
        try expectDescriptors(count, "none")
    }

    // MARK: What is held

    @Test func `it is let go of when the process ends that came with it`() throws {
        defer { daemon.end() }
        let count = try settled()
        #expect(try client.hand([try opened(), try shell()])[integer: "handed"] == 1)
        #expect(daemon.flags(at: name).map { $0 & O_ACCMODE } == [O_WRONLY])
        leader.killAndReap()
        try expectDescriptors(count, "the shell has ended")
        #expect(daemon.flags(at: name).isEmpty)
    }

    @Test func `it is let go of when it is hung up`() throws {
        defer { daemon.end() }
        let count = try settled()
        var other: BareTerminal? = try BareTerminal()
        let raw = try opened(O_WRONLY, other?.path)
        #expect(try client.hand([raw, try shell()])[integer: "handed"] == 1)
        other = nil
        try expectDescriptors(count, "hung up")
    }

    /// The kernel lets nobody read it, and nobody type at it whose own terminal it is not.
    @Test func `what is handed over can neither be read nor typed at`() throws {
        defer { daemon.end() }
        let raw = try opened()
        let script = """
            import errno, fcntl, os, termios
            for act in (lambda: os.read(0, 1), lambda: fcntl.ioctl(0, termios.TIOCSTI, b"x")):
                try:
                    act()
                    print("done", end=" ")
                except OSError as error:
                    print(errno.errorcode[error.errno], end=" ")
            """
        let out = daemon.directory.file("tried")
        let account = Programs.isRoot ? try Accounts.ada.get() : nil
        _ = FileManager.default.createFile(atPath: out, contents: Data())
        let helper = try Child(
            (account?.asPrefix ?? []) + [Programs.python, "-c", script], stdin: .inherited(raw.raw),
            stdout: .file(out), stderr: .file(out))
        #expect(try helper.waitForExit() == 0)
        let tried = String(decoding: contents(of: out), as: UTF8.self)
        // EIO where the kernel has no such thing any more.
        #expect(tried == "EBADF EPERM " || tried == "EBADF EIO ", "\(tried)")
    }
}
