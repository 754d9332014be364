import Foundation
import TestSupport

/// Four accounts: one in the room, and at two terminals; one at a terminal of mode 0620; one at a terminal of mode
/// 0600; one at such a terminal that was handed over. A fifth is logged in nowhere.
final class TerminalScene {
    let devpts: Devpts
    let daemon: Daemon
    let attached: Account
    let open: Account
    let closed: Account
    let consenting: Account
    let visiting: Account
    /// Where the room is shown.
    let room: HeldTerminal
    /// The other one of who is in the room.
    let elsewhere: HeldTerminal
    let openTerminal: HeldTerminal
    let closedTerminal: HeldTerminal
    let handedTerminal: HeldTerminal

    init(_ options: [String] = [], hasGroup: Bool = true) throws {
        devpts = try Devpts()
        (attached, open) = (try Accounts.ada.get(), try Accounts.wren.get())
        (closed, consenting) = (try Accounts.third.get(), try Accounts.fourth.get())
        visiting = try Accounts.visiting.get()
        // Without a disk, for which a wall waits before it counts who is here.
        let settings = ["history=memory", "operators=\(Self.operators(closed.gid))"]
        daemon = try devpts.daemon(settings + options, hasGroup: hasGroup)
        room = try HeldTerminal(in: devpts, of: attached)
        elsewhere = try HeldTerminal(in: devpts, of: attached)
        openTerminal = try HeldTerminal(in: devpts, of: open)
        closedTerminal = try HeldTerminal(in: devpts, of: closed, mode: 0o600)
        handedTerminal = try HeldTerminal(in: devpts, of: consenting, mode: 0o600)
        try room.start("exec \(Programs.talkroom) -n \(attached.login)", as: attached, on: daemon)
        try room.expect(words: "sair")
        try room.expect("the line") { $0.currentLine == ">" }
        try handedTerminal.start(
            "\(Programs.talkroom) mesg y; echo took=$?; read word", as: consenting, on: daemon)
        try handedTerminal.expect(words: "took=0")
        // What is shown already may be the beginning of what is being written.
        for terminal in [room] + terminals { _ = try terminal.settle() }
        clear()
    }

    private static func operators(_ gid: gid_t) -> String {
        NameService.group(ofGID: gid) ?? "\(gid)"
    }

    var terminals: [HeldTerminal] { [elsewhere, openTerminal, closedTerminal, handedTerminal] }

    func clear() { ([room] + terminals).forEach { $0.clear() } }

    /// Who calls.
    enum Caller: CaseIterable {
        case root
        /// By a group of theirs.
        case `operator`
        case ordinary

        func may(_ policy: String) -> Bool {
            policy == "everyone" || policy == "operators" && self != .ordinary
        }
    }

    func login(of caller: Caller) -> String { caller == .root ? "root" : visiting.login }

    func run(
        _ arguments: [String], as caller: Caller = .ordinary, input: String = ""
    ) throws -> Finished {
        try devpts.run(
            arguments, on: daemon, as: caller == .root ? nil : visiting,
            groups: caller == .operator ? [closed.gid] : [], input: Array(input.utf8))
    }

    func end() { devpts.end() }
}

/// The figures of an answer, and the sentence that they make.
struct Figures: Equatable, CustomStringConvertible {
    var to: String?
    var sessions = 0
    var allSessions = 0
    var terminals = 0
    var allTerminals = 0
    var off = 0
    var failed = 0

    init(
        to: String? = nil, sessions: Int = 0, of allSessions: Int = 0, terminals: Int = 0,
        ofTerminals allTerminals: Int = 0, off: Int = 0, failed: Int = 0
    ) {
        self.to = to
        (self.sessions, self.allSessions) = (sessions, allSessions)
        (self.terminals, self.allTerminals) = (terminals, allTerminals)
        (self.off, self.failed) = (off, failed)
    }

    init(_ event: WireEvent) {
        to = event["to"]
        sessions = event[integer: "sessions"] ?? -1
        allSessions = event[integer: "all_sessions"] ?? -1
        terminals = event[integer: "terminals"] ?? -1
        allTerminals = event[integer: "all_terminals"] ?? -1
        off = event[integer: "off"] ?? -1
        failed = event[integer: "failed"] ?? -1
    }

    /// Of what a verb printed for a program: the last event.
    init(printed finished: Finished) throws {
        guard let line = finished.lines.last else { throw Unmet("nothing printed: \(finished)") }
        self.init(try WireEvent(Array(line.utf8)))
    }

    var status: Int32 { sessions + terminals > 0 ? 0 : 1 }

    var description: String {
        guard allSessions + allTerminals > 0 else {
            return to.map { "reached nobody: \($0) is not here, and at no terminal" }
                ?? "reached nobody: nobody else is here, or at a terminal"
        }
        func part(_ count: Int, _ all: Int, _ noun: String) -> [String] {
            all == 0 ? [] : ["\(count) of \(all) \(noun)\(all == 1 ? "" : "s")"]
        }
        let parts =
            part(sessions, allSessions, "session") + part(terminals, allTerminals, "terminal")
        let whose = to.map { " of \($0)" } ?? ""
        let offs =
            off == 0 ? "" : off == 1 ? " (1 has messages off)" : " (\(off) have messages off)"
        return "reached " + parts.joined(separator: " and ") + whose + offs
    }
}
