import Posix
import TalkBench

/// The directory that everything is done in, which nothing is left of.
enum Workplace {
    /// How often to try, should a server that is still there make a file meanwhile.
    private static let attempts = 3

    /// Makes it, in `$TMPDIR` or else in `/tmp`.
    ///
    /// - Returns: Its path.
    static func make() throws(SystemError) -> String {
        let parent = Host.environment("TMPDIR") ?? ""
        return try Files.makePrivateDirectory(
            prefix: (parent.isEmpty ? "/tmp" : parent) + "/talkroom-bench-")
    }

    /// Removes it with all that is in it.
    static func clear(_ directory: String) {
        MemoryGroup.remove(Benchmark.memoryGroupName(in: directory))
        for _ in 0..<attempts {
            do throws(SystemError) {
                return try Files.removeTree(directory)
            } catch {
                // Somebody else removed it, or added to it: look again.
            }
        }
    }

    /// Removes it, and ends the process, when a signal asks for the end. The servers end with the process.
    ///
    /// - Throws: ``SystemError`` when there is no thread to be had for that.
    static func clearWhenEnded(_ directory: String) throws(SystemError) {
        SignalSet.anyEnding.block()
        _ = try Thread.start(name: "signals") {
            let signal = SignalSet.anyEnding.wait()
            clear(directory)
            Host.exit(128 + signal)
        }
    }
}
