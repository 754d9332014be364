import Foundation

extension Daemon {
    /// The daemon as it is when it has served somebody, and looks the same twenty times in a row.
    package func settledFacts() throws -> ProcessFacts {
        let first = try join("first")
        try first.send(#"{"do":"who"}"#)
        try first.expect("end")
        first.close()
        var last = facts
        var looks = 0
        try eventually("a quiet daemon", seen: { ["\(last)"] }) {
            let now = facts
            looks =
                now.threads == last.threads && now.descriptors == last.descriptors ? looks + 1 : 0
            last = now
            return looks == 20
        }
        return last
    }
}
