/// Finds the word that somebody may have meant.
package enum NearestWord {
    /// The word of `known` that is a slip or two away from `word`; nil when none is close.
    ///
    /// A slip is a letter missing, added, wrong, or two neighbours swapped.
    package static func to(_ word: String, among known: [String]) -> String? {
        let letters = Array(word.lowercased())
        // Longer words than any of ours are no slips, and comparing them would cost.
        guard letters.count <= 32 else { return nil }
        let ranked = known.map { (word: $0, slips: slips(between: letters, and: Array($0))) }
        guard let best = ranked.min(by: { $0.slips < $1.slips }) else { return nil }
        let mostSlips = best.word.count > 3 && letters.count > 3 ? 2 : 1
        return best.slips <= mostSlips ? best.word : nil
    }

    /// The optimal string alignment distance.
    private static func slips(between left: [Character], and right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let wrong = last[column] + (letter == other ? 0 : 1)
                var least = min(wrong, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
