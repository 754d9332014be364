import Foundation

/// A fresh directory that everybody may enter, removed with all that is in it.
package final class TemporaryDirectory {
    package let path: String

    package init(mode: mode_t = 0o755) throws {
        var template = Array("/tmp/talkroom-test-XXXXXX".utf8CString)
        guard let made = template.withUnsafeMutableBufferPointer({ mkdtemp($0.baseAddress!) })
        else { throw Unmet("mkdtemp: \(String(cString: strerror(errno)))") }
        path = String(cString: made)
        chmod(path, mode)
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
