/// One letter, digit or sign of a name, as the eye takes it.
///
/// Its faces are what it is taken for at a glance: `l` and `I` share one, and Cyrillic а has that of
/// a. Its guises are what it can pass for in a word, as 3 does for e. So glyphs resemble when
/// they share a face, or when one has the face that is the other's guise; 6 and 8, which can
/// both pass for b, do not resemble.
struct Glyph: Sendable {
    /// Scalar values; 0 where there are fewer. The first is its own, without case.
    let faces: SIMD4<UInt32>
    /// Scalar values; 0 where there are fewer.
    let guises: SIMD4<UInt32>

    /// Takes at most three more faces and four guises.
    init(own: Unicode.Scalar, faces: String, guises: String) {
        var places = SIMD4<UInt32>(own.value, 0, 0, 0)
        for (place, face) in zip(1..<4, faces.unicodeScalars) { places[place] = face.value }
        self.faces = places
        places = SIMD4()
        for (place, guise) in zip(0..<4, guises.unicodeScalars) { places[place] = guise.value }
        self.guises = places
    }

    /// Every face and guise; the first is its own face.
    var all: [UInt32] {
        (0..<4).map { faces[$0] }.filter { $0 != 0 } + (0..<4).map { guises[$0] }.filter { $0 != 0 }
    }

    /// Whether the one could be taken for the other; the same both ways round.
    func resembles(_ other: Glyph) -> Bool {
        Self.meet(faces, other.faces) || Self.meet(faces, other.guises)
            || Self.meet(guises, other.faces)
    }

    private static func meet(_ some: SIMD4<UInt32>, _ others: SIMD4<UInt32>) -> Bool {
        for place in 0..<4 where some[place] != 0 {
            if any(others .== SIMD4(repeating: some[place])) { return true }
        }
        return false
    }
}
