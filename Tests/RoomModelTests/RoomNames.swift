import Foundation

/// Names that are asked for in the model, and what talkroom(7), "Names", says of each.
struct RoomNames {
    /// Somebody with an account of the host.
    struct Person: Hashable {
        let login: String
        let uid: Int
        var gid: Int?
    }

    /// Those of one group look alike.
    static let groups = [
        ["quuxel", "QUUXEL", "Quúxel", "ｑｕｕｘｅｌ", "quuxel\u{301}"],
        ["zim.bo", "zim_bo", "zim-bo", "Zim.BO", "zím.bo"],
        ["popaxoc", "рорахос", "p0paxoc"], ["team6x"], ["team8x"], ["ada_vx"], ["ada_vx_"],
        ["漢字ひ"], ["a.", "a_", "a-"], ["x"], [String(repeating: "w", count: 32)],
    ]

    static let invalid = [
        " ", "-x", ".x", "_x", "a b", "a\u{7}", "a\u{202E}b", "pоpaxoc", "a/b", "é\u{20DD}",
        "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", String(repeating: "w", count: 33), "ada:",
        "a\nb", "\u{301}a", "💬", String(repeating: "x", count: 5000),
    ]

    private static let reservedWords: Set<String> = [
        "aviso", "daemon", "everyone", "notice", "operator", "quit", "root", "sair", "server",
        "system", "talkroom", "talkroomd", "wall",
    ]

    /// Some that are reserved.
    static let reserved = ["SERVER", "Root", "WALL", "r00t", "notice", "0", "4294967295"]

    private static let skeletons = Dictionary(
        uniqueKeysWithValues: groups.flatMap { group in group.map { (key($0), group[0]) } })

    private static func key(_ name: String) -> [UInt8] {
        Array(name.precomposedStringWithCanonicalMapping.utf8)
    }

    /// The accounts that there are.
    var people: [Person] = []

    /// The same for names that look alike.
    static func skeleton(_ name: String) -> String {
        skeletons[key(name)] ?? (name == "r00t" ? "root" : name.lowercased())
    }

    /// Why somebody may not be called so, whoever is there.
    func objection(to name: String, by person: Person) -> String? {
        if name == person.login { return nil }
        if name.isEmpty || Self.invalid.contains(name) { return "name-invalid" }
        if name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return name == "\(person.uid)" ? nil : "name-reserved"
        }
        let skeleton = Self.skeleton(name)
        let isAnothers = people.contains {
            $0.uid != person.uid && Self.skeleton($0.login) == skeleton
        }
        return isAnothers || Self.reservedWords.contains(skeleton) ? "name-reserved" : nil
    }
}
