import Posix
package import TalkLanguage

/// A private room, held by the process that attaches to it: the same daemon, on a socket in a directory
/// that only this account can enter.
package struct LocalRoom: Sendable {
    /// Where a second terminal of the same account can attach.
    package let path: String
    private let directory: String
    private let daemon: Daemon

    /// Opens the room, in `$XDG_RUNTIME_DIR` or else in /tmp.
    package init(language: Language) throws(StartFailure) {
        let runtime = Host.environment("XDG_RUNTIME_DIR") ?? ""
        let parent = runtime.isEmpty ? "/tmp" : runtime
        do throws(SystemError) {
            directory = try Files.makePrivateDirectory(prefix: parent + "/talkroom-")
        } catch {
            throw StartFailure(
                .cannotOpenLocalRoom(in: parent, error.description), .cannotCreate)
        }
        path = directory + "/chat.sock"
        var settings = ServerSettings()
        settings.language = language
        settings.socketMode = 0o600
        settings.isLogging = false
        do throws(StartFailure) {
            daemon = try Daemon(path: path, settings: settings)
        } catch {
            Self.remove(directory)
            throw error
        }
    }

    /// Closes the room and removes what it left in the file system.
    package func close() {
        daemon.stop()
        Self.remove(directory)
    }

    private static func remove(_ directory: String) {
        do throws(SystemError) {
            // The lock is let go of only with the daemon itself, which is after this.
            let lock = directory + "/chat.sock.lock"
            if try Files.look(at: lock) != nil { try Files.remove(lock) }
            try Files.removeDirectory(directory)
        } catch {
            // Somebody put something into it: that is theirs.
        }
    }
}
