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
            let bytes = try Files.read(path, maxBytes: maxFileBytes)
            let text = String(decoding: bytes, as: UTF8.self)
            faults += configuration.read(text, file: path).map(\.phrase)
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
        settings.language = language
        settings.isVerbose = isVerbose
        if !allow.isEmpty { settings.allowedGroups = Set(allow.compactMap(Self.gid(of:))) }
        return settings
    }

    /// The gid of a group; nil when there is none that can be found.
    static func gid(of group: String) -> UInt32? {
        do throws(SystemError) {
            return try Accounts.gid(ofGroup: group)
        } catch {
            return nil
        }
    }
}
