import Foundation

/// A file of the package.
package func text(of path: String) throws -> String {
    try String(contentsOfFile: found(path), encoding: .utf8)
}

/// The Swift files of a folder of the package, in order.
package func swiftFiles(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: found(folder)).filter {
        $0.hasSuffix(".swift")
    }.sorted().map { "\(folder)/\($0)" }
}

/// Where the tests run, else where they were built, since a built package may have been copied.
private func found(_ path: String) -> String {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let built = tests.deletingLastPathComponent().appending(path: path).path
    return [path, built].first(where: FileManager.default.isReadableFile) ?? path
}
