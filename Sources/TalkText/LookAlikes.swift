/// What each letter, digit and sign of a name looks like, for all names, made once from the tables.
struct LookAlikes: Sendable {
    static let all = LookAlikes()

    /// For each face or guise that is not alone in its bucket, the one it is merged with, or its root.
    private let parents: [UInt32: UInt32]

    /// Merges the buckets of all that some letter looks like, so that no two glyphs that resemble
    /// one another are ever found in different ones.
    private init() {
        var parents: [UInt32: UInt32] = [:]
        for value in Set(Self.faces.keys).union(Self.guises.keys).union(0x30...0x7A) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let looks = Self.glyph(of: scalar, folded: scalar.fullFold.first ?? scalar)
            for look in looks.all.dropFirst() {
                let root = Self.root(of: look, in: parents)
                let first = Self.root(of: looks.all[0], in: parents)
                // The smallest is the root, so that keys do not depend on the order of a set.
                if root != first { parents[max(root, first)] = min(root, first) }
            }
        }
        self.parents = parents
    }

    private static func root(of look: UInt32, in parents: [UInt32: UInt32]) -> UInt32 {
        var root = look
        while let parent = parents[root] { root = parent }
        return root
    }

    /// The bucket that a glyph is found in, with all that it resembles and all that those resemble.
    func bucket(of glyph: Glyph) -> Unicode.Scalar {
        Unicode.Scalar(Self.root(of: glyph.faces[0], in: parents)) ?? "\u{FFFD}"
    }

    /// The glyph of a scalar that case folding makes `folded` of.
    static func glyph(of scalar: Unicode.Scalar, folded: Unicode.Scalar) -> Glyph {
        switch scalar {
        // i and l too: in a column of names a dot is soon missed, and nobody has to be called so.
        case "I", "i": return Glyph(own: "i", faces: "l|", guises: "")
        case "l": return Glyph(own: "l", faces: "i|", guises: "")
        case ".", "-": return Glyph(own: "_", faces: "", guises: "")
        default: break
        }
        let isListed = faces[scalar.value] != nil || guises[scalar.value] != nil
        let key = isListed ? scalar.value : folded.value
        return Glyph(own: folded, faces: faces[key] ?? "", guises: guises[key] ?? "")
    }
}

extension Unicode.Scalar {
    /// The scalar without the distinction of case, by Unicode's full mappings: ß and ẞ are ss.
    var fullFold: String.UnicodeScalarView {
        let upper = properties.lowercaseMapping.unicodeScalars.map(\.properties.uppercaseMapping)
        let lower = upper.joined().unicodeScalars.map(\.properties.lowercaseMapping)
        return lower.joined().unicodeScalars
    }

    /// For fullwidth Latin the ASCII letter; any other scalar itself.
    var narrow: Unicode.Scalar {
        guard (0xFF21...0xFF5A).contains(value) else { return self }
        return Unicode.Scalar(value - 0xFEE0) ?? self
    }
}
