import Foundation

/// Where the programs under test are: beside the test bundle, whatever the scratch path and the sanitizer.
package enum Programs {
    package static let talkroomd = located("talkroomd")
    package static let talkroom = located("talkroom")
    package static let talkroomBench = located("talkroom-bench")
    /// A real interpreter, not a shim in front of one.
    package static let python = installed("python3") ?? "python3"
    package static let socat = installed("socat") ?? "socat"
    package static let netcat = installed("nc") ?? "nc"

    /// A file of Tests/Fixtures, where every account can read it.
    package static func fixture(_ name: String) -> String { place.fixture(name) }

    package static var isRoot: Bool { geteuid() == 0 }

    private static let place = Place()

    private static func located(_ name: String) -> String { place.program(name) }

    private static func installed(_ name: String) -> String? {
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }.first {
            access($0, X_OK) == 0
        }
    }
}

/// Root's tests run the programs as other accounts too, which may not be let into the build
/// directory: they use copies, gone when the tests end.
private final class Place: Sendable {
    private let built: String
    private let shared: String?

    init() {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
        built = (own as NSString).deletingLastPathComponent
        guard geteuid() == 0 else {
            shared = nil
            return
        }
        let path = "/tmp/talkroom-programs-\(getpid())"
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        shared = path
        Leftovers.remove(path)
    }

    func program(_ name: String) -> String { copied("\(built)/\(name)", mode: 0o755) }

    /// Where the tests run, else where they were built: a built package may have been copied.
    func fixture(_ name: String) -> String {
        let source = (#filePath as NSString).deletingLastPathComponent
        let tests = (source as NSString).deletingLastPathComponent
        let candidates = ["Tests/Fixtures/\(name)", "\(tests)/Fixtures/\(name)"]
        let found = candidates.first { access($0, R_OK) == 0 } ?? candidates[1]
        let directory = FileManager.default.currentDirectoryPath
        return copied(found.hasPrefix("/") ? found : "\(directory)/\(found)", mode: 0o644)
    }

    private func copied(_ original: String, mode: Int) -> String {
        guard let shared else { return original }
        let copy = "\(shared)/\((original as NSString).lastPathComponent)"
        guard !FileManager.default.fileExists(atPath: copy) else { return copy }
        let draft = "\(copy).\(UInt64.random(in: 0...UInt64.max))"
        // By a process of its own: what this one has open for writing, one that is just being started may
        // have, too, and then the copy cannot be run ("Text file busy").
        guard (try? run(["cp", original, draft]))?.status == 0 else { return original }
        try? FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: draft)
        return rename(draft, copy) == 0 ? copy : original
    }
}
