import Posix

/// A server that is measured.
enum Contender: String, CaseIterable, Sendable {
    case talkroom, reference, bulk, redis, mosquitto, ngircd, ncat

    /// Where its program lies; nil when it is not installed.
    var program: String? {
        switch self {
        case .talkroom: Self.beside("talkroomd")
        case .reference, .bulk: Host.ownExecutable
        case .redis: Self.installed("redis-server")
        case .mosquitto, .ngircd, .ncat: Self.installed(rawValue)
        }
    }

    /// Where the program lies that says a line to it and ends; nil when it has none here.
    var client: String? {
        switch self {
        case .talkroom: Self.beside("talkroom")
        case .redis: Self.installed("redis-cli")
        default: nil
        }
    }

    /// The dialect that it is spoken to in.
    var wire: Wire {
        switch self {
        case .talkroom: .talkroom
        case .reference, .bulk: .reference
        case .redis: .redis
        case .mosquitto: .mqtt
        case .ngircd: .irc
        case .ncat: .broker
        }
    }

    /// Whether it tells everybody that somebody came, in words that are counted.
    var announces: Bool { [.talkroom, .reference, .bulk].contains(self) }

    /// Whether it ends those who do not read, and goes on; the reference waits, of the others it is not
    /// known when they would.
    var endsSlowReaders: Bool { self == .talkroom || self == .redis }

    /// The most clients that it can have; nil where only the system limits them.
    var maxClients: Int? { self == .ncat ? 1000 : nil }

    /// A program in the directory of this one.
    static func beside(_ name: String) -> String? {
        guard let own = Host.ownExecutable, let slash = own.lastIndex(of: "/") else { return nil }
        let path = own[...slash] + name
        return Host.canRun(String(path)) ? String(path) : nil
    }

    /// A program in `PATH`, or where administrators' programs are.
    static func installed(_ name: String) -> String? {
        let path = (Host.environment("PATH") ?? "/usr/bin:/bin") + ":/usr/sbin:/usr/local/sbin"
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { Host.canRun($0) }
    }
}
