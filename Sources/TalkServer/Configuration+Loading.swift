import Posix
package import TalkLanguage
import TalkLedger
import TalkRoom

extension Configuration {
    /// A configuration file larger than this is a mistake.
    private static let maxFileBytes = 1024 * 1024

    /// Reads the configuration file, if it is there, and then the settings of the command line.
    ///
    /// - Parameter isNamed: Whether the operator named the file: then it must be there.
    /// - Returns: The configuration, and what is wrong with it.
    package static func load(
        file path: String, isNamed: Bool, settings: [String]
    ) -> (Configuration, faults: [Phrase]) {
        var configuration = Configuration()
        var faults: [Phrase] = []
        do throws(SystemError) {
            if let text = try text(of: path) {
                faults += configuration.read(text, file: path).map(\.phrase)
            } else {
                faults.append(.cannotRead(path, .notRegularFile))
            }
        } catch {
            let isAbsent = error == .notFound && !isNamed
            if !isAbsent { faults.append(.cannotRead(path, error.phrase)) }
        }
        for setting in settings {
            do throws(ConfigurationFault) {
                try configuration.set(setting, place: "-o")
            } catch {
                faults.append(error.phrase)
            }
        }
        return (configuration, faults)
    }

    /// The text of the file; nil when it is no regular one, which could be read only once, or would be waited for.
    private static func text(of path: String) throws(SystemError) -> String? {
        guard try Files.isRegularOrNull(path) else { return nil }
        return String(decoding: try Files.read(path, maxBytes: maxFileBytes), as: UTF8.self)
    }

    /// What the server runs with.
    ///
    /// - Parameter directory: Where the ledger lives, if there is to be one.
    package func serverSettings(directory: String, isVerbose: Bool) -> ServerSettings {
        var settings = ServerSettings()
        settings.room = room
        settings.room.remembers = history != .off
        if history == .disk {
            settings.ledger = LedgerPlace(
                directory: directory,
                settings: LedgerSettings(
                    sync: sync, retentionDays: retentionDays, retentionBytes: retentionBytes))
        }
        // Where the ledger is, too, though there may be none.
        settings.stateDirectory = directory
        settings.ring = ring
        settings.wall = wall
        settings.operatorGroups = gids(of: operators)
        settings.language = language
        settings.isVerbose = isVerbose
        if !allow.isEmpty { settings.allowedGroups = gids(of: allow) }
        return settings
    }

    private func gids(of groups: [String]) -> Set<UInt32> {
        Set(groups.compactMap { gidOfGroup[$0] ?? Self.gid(of: $0) })
    }

    /// The gid of a group; nil when there is none that can be found.
    static func gid(of group: String) -> UInt32? {
        do throws(SystemError) {
            return try Accounts.gid(ofGroup: group)
        } catch {
            return nil
        }
    }

    /// Whether an account has that login, and is not root.
    static func isOrdinaryAccount(_ login: String) -> Bool {
        do throws(SystemError) {
            return try Accounts.uid(ofLogin: login).map { $0 != 0 } ?? false
        } catch {
            return false
        }
    }
}
