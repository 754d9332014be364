import Glibc

/// Where the devices of terminals stand. See pts(4) and tty(4).
package struct TerminalPlaces: Sendable {
    /// The directory of pseudo-terminals, whose names are numbers.
    package var pseudoTerminals = "/dev/pts"
    /// That of the consoles: `tty1` and so on.
    package var consoles = "/dev"

    package init() {}

    /// The file system of the pseudo-terminals; 0 where there is none.
    var fileSystem: UInt64 {
        var status = stat()
        guard unsafe stat(pseudoTerminals, &status) == 0 else { return 0 }
        return TerminalDevice.fileSystem(status)
    }
}

/// A terminal as its device was found. Owner, mode and times of it say who sits there, whether they take
/// messages, and since when they have typed nothing; no other record is needed.
package struct TerminalDevice: Hashable, Sendable {
    /// As tty(1) has it, without the directory of devices: `pts/3`.
    package let name: String
    /// Its number; no other terminal has it meanwhile, of those in the same file system.
    package let number: UInt64
    /// The file system that it stands in: who may mount one has pseudo-terminals of their own, with the same
    /// numbers as others'.
    let fileSystem: UInt64
    /// The account that sits at it.
    package let owner: UInt32
    /// Whether its mode lets messages in, as mesg(1) has it.
    package let takesMessages: Bool
    /// When somebody typed at it last, in milliseconds since 1970; to some seconds.
    package let usedMilliseconds: Int64

    /// Nil for what is no terminal's device, or not the one of that name.
    init?(_ status: stat, name: String) {
        guard status.st_mode & S_IFMT == S_IFCHR, Self.name(ofNumber: status.st_rdev) == name
        else { return nil }
        self.name = name
        number = UInt64(status.st_rdev)
        fileSystem = Self.fileSystem(status)
        owner = status.st_uid
        takesMessages = status.st_mode & (S_IWGRP | S_IWOTH) != 0
        // Its owner sets the time as they like.
        let seconds = min(max(Int64(status.st_atim.tv_sec), 0), Self.maxSeconds)
        usedMilliseconds = seconds * 1000 + Int64(status.st_atim.tv_nsec) / 1_000_000
    }

    /// No clock goes so far, and numbers end much later.
    private static let maxSeconds: Int64 = 1 << 48

    /// Whether it is a pseudo-terminal of another file system than those that are looked for: somebody's own.
    func isStrange(to places: TerminalPlaces) -> Bool {
        name.hasPrefix("pts/") && places.fileSystem != fileSystem
    }

    /// The name of the terminal whose device has that number; nil when no terminal's has. The numbers are the
    /// kernel's, for good: see its admin-guide/devices.txt.
    static func name(ofNumber number: dev_t) -> String? {
        let (major, minor) = parts(of: number)
        switch major {
        case 4 where (1...63).contains(minor): return "tty\(minor)"
        case 136...143: return "pts/\((major - 136) << 20 | minor)"
        default: return nil
        }
    }

    /// One number for that which a file stands in: its device's two.
    static func fileSystem(_ status: stat) -> UInt64 {
        let (major, minor) = parts(of: status.st_dev)
        return major << 32 | minor
    }

    static func parts(of number: dev_t) -> (major: UInt64, minor: UInt64) {
        let number = UInt64(number)
        return (
            (number >> 8) & 0xFFF | (number >> 32) & ~0xFFF,
            number & 0xFF | (number >> 12) & ~0xFF
        )
    }

    /// Every terminal that somebody sits at, as it is now. A console of root's is one that nobody has logged in
    /// at, or else could not be told from those.
    ///
    /// - Throws: ``SystemError`` when there are no descriptors or memory to look; a directory that is missing
    ///   holds no terminals.
    package static func all(in places: TerminalPlaces) throws(SystemError) -> [TerminalDevice] {
        let pseudoTerminals = try found(
            in: places.pseudoTerminals, prefix: "pts/", where: { $0.allSatisfy(\.isNumber) })
        let consoles = try found(
            in: places.consoles, prefix: "",
            where: { $0.hasPrefix("tty") && $0.dropFirst(3).allSatisfy(\.isNumber) })
        return pseudoTerminals + consoles.filter { $0.owner != 0 }
    }

    private static func found(
        in path: String, prefix: String, where isWanted: (String) -> Bool
    ) throws(SystemError) -> [TerminalDevice] {
        var found: [TerminalDevice] = []
        do throws(SystemError) {
            let directory = try Directory(opening: path)
            for name in try directory.names() where isWanted(name) {
                // Not every one that was listed is still there.
                if let status = try directory.statusIfThere(of: name),
                    let device = TerminalDevice(status, name: prefix + name)
                {
                    found.append(device)
                }
            }
        } catch {
            guard [ENOENT, ENOTDIR, EACCES].contains(error.code) else { throw error }
        }
        return found.sorted { $0.number < $1.number }
    }
}

extension Directory {
    /// What stands under `name`, a symbolic link not followed; nil when nothing does.
    fileprivate borrowing func statusIfThere(of name: String) throws(SystemError) -> stat? {
        do throws(SystemError) {
            return try status(of: name)
        } catch {
            guard error == .notFound else { throw error }
            return nil
        }
    }
}
