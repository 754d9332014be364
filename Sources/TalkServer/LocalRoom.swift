import Posix
package import TalkLanguage

/// A private room, held by the process that attaches to it: the same daemon, on a socket in a directory
/// that only this account can enter.
package struct LocalRoom: Sendable {
    /// Where a second terminal of the same account can attach.
    package let path: String
    /// Why it is not in the directory that the environment names; nil when it is, or none is named.
    package let warning: Phrase?
    private let directory: String
    private let daemon: Daemon

    /// Opens the room, in `$XDG_RUNTIME_DIR` or else in /tmp.
    package init(language: Language) throws(StartFailure) {
        (directory, warning) = try Self.makeDirectory(
            runtime: Host.environment("XDG_RUNTIME_DIR") ?? "")
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
            let parent = String(directory[..<(directory.lastIndex(of: "/") ?? directory.endIndex)])
            throw StartFailure(.cannotOpenLocalRoom(in: parent, cause.phrase), .cannotCreate)
        }
    }

    /// Makes a directory for the socket, and says why it is not in the runtime directory, should that be wrong.
    private static func makeDirectory(
        runtime: String
    ) throws(StartFailure) -> (path: String, warning: Phrase?) {
        var warning: Phrase?
        if !runtime.isEmpty, isShort(runtime) {
            do throws(SystemError) {
                if try isOwn(runtime) { return (try makeDirectory(in: runtime), nil) }
                warning = .runtimeDirectoryUnused(runtime, nil)
            } catch {
                warning = .runtimeDirectoryUnused(runtime, error.phrase)
            }
        }
        do throws(SystemError) {
            return (try makeDirectory(in: "/tmp"), warning)
        } catch {
            throw StartFailure(.cannotOpenLocalRoom(in: "/tmp", error.phrase), .cannotCreate)
        }
    }

    private static func makeDirectory(in parent: String) throws(SystemError) -> String {
        try Files.makePrivateDirectory(prefix: parent + "/talkroom-")
    }

    /// Whether a socket in it would not have too long a path.
    private static func isShort(_ runtime: String) -> Bool {
        SocketAddress(path: runtime + "/talkroom-XXXXXX/chat.sock") != nil
    }

    /// Whether nobody else can put something in the place of what is made there, or of a directory above it; su(1)
    /// leaves the variable of another account.
    private static func isOwn(_ runtime: String) throws(SystemError) -> Bool {
        guard runtime.utf8.first == UInt8(ascii: "/") else { return false }
        var path = ""
        var last = try Files.facts(at: "/")
        for step in runtime.split(separator: "/") {
            path += "/" + step
            last = try Files.facts(at: path)
            // A symbolic link is none.
            guard last.kind == .directory, last.owner == Accounts.ownUID || last.owner == 0,
                last.permissions & 0o022 == 0 || last.permissions & Self.sticky != 0
            else { return false }
        }
        return last.owner == Accounts.ownUID && last.permissions & 0o022 == 0
    }

    /// Where all may make files, nobody can rename or remove another's. See unlink(2).
    private static let sticky: UInt32 = 0o1000

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
