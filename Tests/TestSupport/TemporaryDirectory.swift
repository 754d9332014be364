import Foundation

/// A fresh directory that everybody may enter, removed with all that is in it.
package final class TemporaryDirectory {
    package let path: String

    /// - Parameter isInMemory: Whether no disk is to be waited for, where the host has a place for that.
    package init(mode: mode_t = 0o755, isInMemory: Bool = false) throws {
        let place = isInMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(place)/talkroom-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Unmet("mkdtemp: \(String(cString: strerror(errno)))")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        chmod(path, mode)
    }

    /// Lets a daemon remove its socket and its lock there, whoever runs the tests.
    package func giveToKeeper() throws {
        let account = try Account.keeping()
        chown(path, account.uid, account.gid)
    }

    package func file(_ name: String) -> String { "\(path)/\(name)" }

    deinit {
        chmod(path, 0o755)
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// What a file holds; empty when it cannot be read.
package func contents(of path: String) -> [UInt8] {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
}
