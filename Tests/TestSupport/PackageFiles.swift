import Foundation

/// A file of the package.
package func text(of path: String) throws -> String {
    try String(contentsOfFile: found(path), encoding: .utf8)
}

/// A file of the package that need not be text.
package func bytes(of path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: found(path))))
}

/// What a folder of the package holds, in order.
package func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: found(folder)).sorted()
}

/// The Swift files of a folder of the package, in order.
package func swiftFiles(in folder: String) throws -> [String] {
    try names(in: folder).filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
}

/// The folders of Sources that hold Swift.
package func swiftFolders() throws -> [String] {
    try names(in: "Sources").map { "Sources/\($0)" }.filter { try !swiftFiles(in: $0).isEmpty }
}

/// Where the tests run, else where they were built, since a built package may have been copied.
private func found(_ path: String) -> String {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let built = tests.deletingLastPathComponent().appending(path: path).path
    return [path, built].first(where: FileManager.default.isReadableFile) ?? path
}
