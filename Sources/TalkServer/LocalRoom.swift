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
        let parent = Self.parent(runtime: Host.environment("XDG_RUNTIME_DIR") ?? "")
        do throws(SystemError) {
            directory = try Files.makePrivateDirectory(prefix: parent + "/talkroom-")
        } catch {
            throw StartFailure(.cannotOpenLocalRoom(in: parent, error.phrase), .cannotCreate)
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
            guard let cause = error.cause else { throw error }
            // There is no -s to choose another path with.
            throw StartFailure(.cannotOpenLocalRoom(in: parent, cause.phrase), .cannotCreate)
        }
    }

    /// The runtime directory, unless there is none or a socket in it would have too long a path.
    static func parent(runtime: String) -> String {
        let longest = SocketAddress(path: runtime + "/talkroom-XXXXXX/chat.sock")
        return runtime.isEmpty || longest == nil ? "/tmp" : runtime
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
