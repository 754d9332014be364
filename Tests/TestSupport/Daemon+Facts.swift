import Foundation

extension Daemon {
    /// The daemon as it is when it has served somebody, serves nobody but so many, and looks the same twenty times in
    /// a row.
    ///
    /// - Parameter count: How many sessions there are that go on.
    package func settledFacts(holding count: Int = 0) throws -> ProcessFacts {
        let first = try join("first")
        try first.send(#"{"do":"who"}"#)
        try first.expect("end")
        first.close()
        try eventually("\(count) sessions and no more", seen: { self.sessions.sorted() }) {
            sessions.count <= count
        }
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

    /// The names of its sessions' threads, each of which there is once: one that has ended has left nothing behind.
    /// Empty where the daemon is a child of the program that was started.
    package var sessions: Set<String> {
        let place = "/proc/\(pid)/task"
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        let names = tasks.map {
            String(decoding: contents(of: "\(place)/\($0)/comm"), as: UTF8.self)
        }
        return Set(names.filter { $0.hasPrefix("session ") })
    }

    /// Says good-bye on a connection that was greeted, and waits until nothing is left of its session.
    func seeOut(_ stream: LineStream) throws {
        let before = sessions
        stream.finishSending()
        _ = try stream.linesToEnd()
        // Its thread lets go of it when the connection is closed already.
        try eventually("the end of its session", seen: { self.printed + self.sessions.sorted() }) {
            before.isEmpty || !before.isSubset(of: sessions) || child.exitStatus != nil
        }
    }
}
