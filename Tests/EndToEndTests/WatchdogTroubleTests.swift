import Foundation
import TestSupport
import Testing

/// The service manager's watchdog is not fed while the daemon does not serve.
@Suite struct WatchdogTroubleTests {
    private let scene: WatchdogScene

    init() throws { scene = try WatchdogScene() }

    @Test func `it is not fed while the socket is away, and again when it is back`() throws {
        let daemon = try scene.daemon()
        defer { daemon.end() }
        try scene.expectFed(1)
        let reason = "No such file or directory"
        func comeBack() { #expect(rename(daemon.socket + ".away", daemon.socket) == 0) }
        try scene.expectFailure(reason, of: daemon) {
            #expect(rename(daemon.socket, daemon.socket + ".away") == 0)
        } orElse: {
            comeBack()
        }
        try scene.expectHungry()
        comeBack()
        try scene.expectFed(2)
        try scene.expectRecovery(of: daemon)
        let told = scene.told(by: daemon)
        let areWell = told.map { $0 == WatchdogScene.recovered }
        #expect(zip(areWell, areWell.dropFirst()).allSatisfy { $0 != $1 }, "\(told)")
        #expect(told.count { $0 == WatchdogScene.failure(reason) } == 1, "it is told once: \(told)")
    }

    /// Who answers in the daemon's place.
    enum Impostor: String, CaseIterable {
        case silent = "Connection timed out"
        case chatting = "Connection timed out "
        case closing = "Connection reset by peer"

        var reason: String { rawValue.trimmingCharacters(in: .whitespaces) }
    }

    /// A socket in the place of another one, and who came to it first.
    private final class Stand {
        private let socket: OpenSocket
        private var guest: Int32 = -1

        /// Takes the place at once: no visit comes when there is nothing, or what nobody may connect to.
        init(of impostor: Impostor, at path: String) throws {
            socket = try OpenSocket(at: path + ".other", listens: true)
            chmod(path + ".other", 0o666)
            #expect(rename(path + ".other", path) == 0)
            guard impostor != .silent else { return }
            var entry = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, Deadline().remainingMilliseconds) == 1 else {
                throw Unmet("nobody visits")
            }
            guest = accept(socket.descriptor, nil, nil)
            let greeting = "talkroom 1 host: choose a username [ada]\n"
            // Who was kept waiting too long has gone, and that is told, too.
            _ = send(guest, greeting, greeting.utf8.count, Int32(MSG_NOSIGNAL))
            if impostor == .closing { shutdown(guest, Int32(SHUT_WR)) }
        }

        deinit { if guest >= 0 { close(guest) } }
    }

    @Test(arguments: Impostor.allCases)
    func `it is not fed when it is not answered like a client`(impostor: Impostor) throws {
        let daemon = try scene.daemon()
        defer { daemon.end() }
        try scene.expectFed(1)
        let away = daemon.socket + ".away"
        #expect(link(daemon.socket, away) == 0)
        var stand: Stand?
        try scene.expectFailure(impostor.reason, of: daemon) {
            stand = try Stand(of: impostor, at: daemon.socket)
        } orElse: {
            #expect(link(away, away + ".again") == 0)
            #expect(rename(away + ".again", daemon.socket) == 0)
            stand = nil
        }
        if impostor == .silent { try scene.expectHungry() }
        #expect(try daemon.terminate() == 0, "even in the middle of a visit")
        withExtendedLifetime(stand) {}
    }

    @Test func `a daemon that is stopped feeds nothing`() throws {
        let daemon = try scene.daemon()
        defer { daemon.end() }
        try scene.expectFed(1)
        try daemon.child.stop()
        try scene.expectHungry()
        daemon.child.signal(SIGCONT)
        try scene.expectFed(2)
    }
}
