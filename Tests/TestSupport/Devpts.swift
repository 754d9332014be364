import Foundation

/// A /dev/pts of one test's own, in a mount namespace of its own: a daemon in it sees the terminals that the test
/// made and no others, and a wall is written to nobody else's. Only root can make one.
package final class Devpts {
    private let holder: Child
    private let directory: TemporaryDirectory
    private var daemons: [Daemon] = []

    package init() throws {
        directory = try TemporaryDirectory()
        let (out, err) = (directory.file("out"), directory.file("err"))
        holder = try Child(
            [
                "unshare", "--mount", "--propagation", "private", "sh", "-c",
                "mount -t devpts -o newinstance,gid=\(Self.group),mode=600,ptmxmode=666 devpts "
                    + "/dev/pts && echo ready && exec sleep 1000000",
            ], stdout: .file(out), stderr: .file(err))
        let holder = holder
        try eventually("a /dev/pts", seen: { [escaped(contents(of: err))] }) {
            if let status = holder.exitStatus { throw Unmet("no /dev/pts: \(status)") }
            return contents(of: out) == Array("ready\n".utf8)
        }
    }

    /// The group that terminals are written to by.
    package static let group: gid_t = NameService.gid(ofGroup: "tty") ?? 5

    /// What is put before a command that is to run where these terminals are.
    package var prefix: [String] { ["nsenter", "--mount", "--target", "\(holder.pid)", "--"] }

    /// Where a path of there is for this process.
    package func path(_ inside: String) -> String { "/proc/\(holder.pid)/root\(inside)" }

    /// Starts a daemon there, as root, with the group of terminals if it is to have it.
    package func daemon(
        _ options: [String] = [], hasGroup: Bool = true, ledger: String? = nil,
        arguments: [String] = []
    ) throws -> Daemon {
        let group = hasGroup ? ["setpriv", "--groups=tty", "--"] : []
        let daemon = try Daemon(
            options,
            settings: Daemon.Settings(
                arguments: arguments, prefix: prefix + group, ledger: ledger,
                keepsInMemory: true))
        daemons.append(daemon)
        return daemon
    }

    /// Runs the built `talkroom` there to its end, without a terminal, as an account of the host or else as root.
    ///
    /// - Parameter program: Another name of it.
    package func run(
        _ arguments: [String], on daemon: Daemon, as account: Account? = nil,
        groups: [gid_t] = [], input: [UInt8] = [], program: String = Programs.talkroom
    ) throws -> Finished {
        try TestSupport.run(
            prefix + (account.map { $0.prefix(groups: groups) } ?? []) + [program] + arguments,
            input: input, environment: Self.environment(daemon))
    }

    package static func environment(_ daemon: Daemon) -> [String: String] {
        [
            "TALKROOM_SOCKET": daemon.socket, "LC_ALL": "C.UTF-8",
            "XDG_STATE_HOME": "/nonexistent",
        ]
    }

    /// Ends its daemons and what holds it.
    package func end() {
        daemons.forEach { $0.end() }
        holder.killAndReap()
    }
}

extension Account {
    /// What is put before a command that this account runs as a member of some groups.
    fileprivate func prefix(groups: [gid_t]) -> [String] {
        guard !groups.isEmpty else { return asPrefix }
        let list = groups.map { "\($0)" }.joined(separator: ",")
        return ["setpriv", "--reuid=\(uid)", "--regid=\(gid)", "--groups=\(list)", "--"]
    }
}
