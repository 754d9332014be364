import Foundation

/// What a program that ran to its end left.
package struct Finished: CustomStringConvertible {
    package let status: Int32
    package let output: [UInt8]
    package let errors: [UInt8]

    package var outputText: String { String(decoding: output, as: UTF8.self) }
    package var errorText: String { String(decoding: errors, as: UTF8.self) }
    package var lines: [String] {
        outputText.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
            String($0)
        }
    }

    package var description: String {
        "status \(status)\nstdout: \(escaped(output, most: 2000))\nstderr: \(escaped(errors, most: 2000))"
    }
}

/// Runs a program to its end, feeding it `input` through a pipe.
///
/// - Throws: ``Unmet`` when it does not start, or does not end in time.
package func run(
    _ command: [String], input: [UInt8] = [], environment: [String: String] = [:],
    within seconds: Double = Deadline.generousSeconds
) throws -> Finished {
    let directory = try TemporaryDirectory()
    let out = directory.file("out")
    let err = directory.file("err")
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw Unmet("pipe2 failed") }
    defer { ends.forEach { if $0 >= 0 { close($0) } } }
    let child = try Child(
        command, stdin: .inherited(ends[0]), stdout: .file(out), stderr: .file(err),
        environment: environment)
    close(ends[0])
    ends[0] = -1
    feed(input, to: ends[1])
    close(ends[1])
    ends[1] = -1
    let status = try child.waitForExit(within: seconds) {
        [escaped(contents(of: out)), escaped(contents(of: err))]
    }
    return Finished(status: status, output: contents(of: out), errors: contents(of: err))
}

package func run(
    _ command: [String], input: String, environment: [String: String] = [:]
) throws -> Finished {
    try run(command, input: Array(input.utf8), environment: environment)
}

/// Writes all of it, or as much as a reader that goes away early takes.
private func feed(_ bytes: [UInt8], to descriptor: Int32) {
    var sent = 0
    while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes {
            Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        sent += count
    }
}
