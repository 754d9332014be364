import Foundation

/// A fresh directory that everybody may enter, removed with all that is in it.
package final class TemporaryDirectory {
    package let path: String

    package init(mode: mode_t = 0o755) throws {
        var template = Array("/tmp/talkroom-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Unmet("mkdtemp: \(String(cString: strerror(errno)))")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
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
