/// Takes the scalars of a text one by one and keeps those that are safe where they stand.
///
/// Each decision looks at what has been kept so far and at the next scalar that is kept, never at what
/// was dropped: so safe text that is made safe again stays as it is. Linear in time.
struct TextSieve {
    private(set) var kept = String.UnicodeScalarView()

    private var last: Unicode.Scalar?
    private var marksInRow = 0
    private var emoji = EmojiState.none
    private var joinedEmoji = 0
    /// A joiner or selector that stays if what is kept next allows it.
    private var held: Unicode.Scalar?

    /// What `last` is to a joiner or selector that comes after it.
    private enum EmojiState {
        case none
        /// An emoji, which may still take a selector or a skin tone.
        case bare
        /// An emoji with its selector or skin tone.
        case complete
    }

    /// Takes the next scalar; of CR LF only the LF.
    mutating func take(_ scalar: Unicode.Scalar) {
        switch TextRule(of: scalar) {
        case .keep:
            keep(scalar)
        case .replace:
            keep("\u{FFFD}")
        case .mark where marksInRow < TextLimits.maxStackedMarks:
            settleHeld(before: scalar)
            marksInRow += 1
            emoji = .none
            append(scalar)
        case .joiner where held == nil:
            takeJoiner(scalar)
        case .selector where held == nil:
            takeSelector(scalar)
        case .mark, .joiner, .selector, .drop:
            break
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        kept.append(scalar)
        last = scalar
    }

    private mutating func keep(_ scalar: Unicode.Scalar) {
        let isJoined = settleHeld(before: scalar) == "\u{200D}"
        marksInRow = 0
        if scalar.isEmojiBase {
            joinedEmoji = isJoined ? joinedEmoji + 1 : 1
            emoji = .bare
        } else {
            emoji = emoji == .bare && scalar.properties.isEmojiModifier ? .complete : .none
        }
        append(scalar)
    }

    private mutating func takeJoiner(_ joiner: Unicode.Scalar) {
        guard let last else { return }
        if last.properties.canonicalCombiningClass == .virama {
            append(joiner)
        } else if emoji != .none || JoiningScript(of: last) != nil {
            held = joiner
        }
    }

    private mutating func takeSelector(_ selector: Unicode.Scalar) {
        if emoji == .bare {
            emoji = .complete
            append(selector)
        } else if last?.isKeycapBase == true {
            held = selector
        }
    }

    /// Keeps or drops what was held, now that `next` follows; returns it if it was kept.
    @discardableResult
    private mutating func settleHeld(before next: Unicode.Scalar) -> Unicode.Scalar? {
        guard let candidate = held else { return nil }
        held = nil
        guard stays(candidate, before: next) else { return nil }
        append(candidate)
        return candidate
    }

    private func stays(_ candidate: Unicode.Scalar, before next: Unicode.Scalar) -> Bool {
        guard let last else { return false }
        if last.isKeycapBase { return next == "\u{20E3}" }
        if emoji != .none {
            return candidate == "\u{200D}" && next.isEmojiBase
                && joinedEmoji < TextLimits.maxJoinedEmoji
        }
        let script = JoiningScript(of: last)
        return script != nil && script == JoiningScript(of: next)
    }
}
