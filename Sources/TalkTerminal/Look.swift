/// What a part of a message is to the eye.
///
/// No look says anything alone: who spoke, and how, stands in the words and in the margin, too.
package enum Look: Hashable, Sendable {
    case plain
    /// There, and not in the way: the time, the mark of a notice, who comes and goes.
    case quiet
    /// A name; one number has always the same color.
    case name(UInt32)
    case ownName
    /// What somebody does.
    case action
    /// What is for the two of us.
    case privately
    /// Our own name, said by somebody else.
    case mention

    /// The look of this name: the same whenever, wherever, and by whom it is read.
    package static func name(_ name: String) -> Look {
        // FNV-1a: the library's own hash is another one in every run.
        let hash = name.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
        // Its low bits alone tell little.
        return .name(hash ^ hash >> 16)
    }
}

/// The colors that a terminal has.
package enum Colors: Hashable, Sendable, CaseIterable {
    /// None, and nothing else that sets letters apart either.
    case none
    case sixteen
    case palette
    case full

    /// What `--color` asks for.
    package enum Choice: String, Hashable, Sendable, CaseIterable {
        case auto, always, never
    }

    /// - Parameters:
    ///   - term: `TERM`.
    ///   - colorTerm: `COLORTERM`, in which terminals of many colors say so.
    ///   - noColor: `NO_COLOR`; anything in it asks for none (no-color.org), unless `choice` insists.
    package init(_ choice: Choice, term: String, colorTerm: String, noColor: String) {
        switch choice {
        case .never: self = .none
        case .auto where !noColor.isEmpty || Self.isColorless(term): self = .none
        case .auto, .always: self = Self.most(of: term, colorTerm)
        }
    }

    private static func most(of term: String, _ colorTerm: String) -> Colors {
        let isFull =
            colorTerm == "truecolor" || colorTerm == "24bit" || term.hasSuffix("-direct")
        if isFull { return .full }
        return term.split(separator: "-").contains("256color") || term.hasPrefix("xterm-kitty")
            ? .palette : .sixteen
    }

    /// The terminals of terminfo(5) without colors that somebody may still sit at.
    private static func isColorless(_ term: String) -> Bool {
        let families = ["vt100", "vt102", "vt220", "vt320", "vt420", "vt52"]
        return term.isEmpty || term == "dumb" || term.hasSuffix("-m") || term.hasSuffix("-mono")
            || families.contains { term.hasPrefix($0) }
    }

    /// What begins a part that looks so; nothing for one that needs nothing. ``Codes/plain`` ends it.
    func code(for look: Look) -> [UInt8] {
        guard self != .none, let parameters = parameters(for: look) else { return [] }
        return Codes.attributes(parameters)
    }

    private func parameters(for look: Look) -> String? {
        switch look {
        case .plain: nil
        case .quiet: "2"
        case .name(let number): name(number)
        case .ownName: "1"
        // Where there are few colors, what should lean is often shown in some other way.
        case .action: self == .sixteen ? nil : "3"
        case .privately: self == .sixteen ? "35" : "38;5;133"
        case .mention: "1;7"
        }
    }

    private func name(_ number: UInt32) -> String {
        switch self {
        case .none, .sixteen: "1;3\(1 + number % 6)"
        case .palette: "1;38;5;\(Self.names256[Int(number) % Self.names256.count])"
        case .full:
            Self.rgb(Self.namesRGB[Int(number) % Self.namesRGB.count])
        }
    }

    /// How many colors names have.
    fileprivate var nameCount: Int {
        switch self {
        case .none, .sixteen: 6
        case .palette: Self.names256.count
        case .full: Self.namesRGB.count
        }
    }

    private static func rgb(_ color: Int) -> String {
        "1;38;2;\(color >> 16);\(color >> 8 & 0xFF);\(color & 0xFF)"
    }

    /// Colors of xterm's cube that can be read on white and on black.
    static let names256 = [
        167, 166, 130, 136, 100, 64, 28, 29, 30, 31, 32, 62, 98, 134, 162, 169,
    ]

    /// One lightness, which white and black are equally far from, and every hue.
    static let namesRGB = [
        0xD73F6B, 0xDA4148, 0xD94813, 0xC56000, 0xB36E00, 0xA47800, 0x958000, 0x828701,
        0x669006, 0x1F9A1C, 0x00995D, 0x049679, 0x0A948B, 0x0D919A, 0x098FAA, 0x0B8BBC,
        0x0085DA, 0x3E78F0, 0x696DEE, 0x8763E5, 0x9F59D6, 0xB350C1, 0xC348A8, 0xCF428B,
    ]
}

/// What begins each look on one terminal, made once.
struct LookCodes: Sendable {
    private let names: [[UInt8]]
    private let quiet: [UInt8]
    private let ownName: [UInt8]
    private let action: [UInt8]
    private let privately: [UInt8]
    private let mention: [UInt8]

    init(_ colors: Colors) {
        names = (0..<colors.nameCount).map { colors.code(for: .name(UInt32($0))) }
        quiet = colors.code(for: .quiet)
        ownName = colors.code(for: .ownName)
        action = colors.code(for: .action)
        privately = colors.code(for: .privately)
        mention = colors.code(for: .mention)
    }

    subscript(look: Look) -> [UInt8] {
        switch look {
        case .plain: []
        case .quiet: quiet
        case .name(let number): names[Int(number) % names.count]
        case .ownName: ownName
        case .action: action
        case .privately: privately
        case .mention: mention
        }
    }
}
