import Foundation

/// Starts a program whose standard input and output are the far end of the stream that is returned.
package func carry(
    _ command: [String], errors: Child.Source = .null, environment: [String: String] = [:]
) throws -> (LineStream, Child) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Unmet("socketpair failed") }
    let stream = LineStream(owning: ends[0])
    defer { close(ends[1]) }
    let child = try Child(
        command, stdin: .inherited(ends[1]), stdout: .inherited(ends[1]), stderr: errors,
        environment: environment)
    return (stream, child)
}

extension Daemon {
    /// A connection of another process, and so of another account where `account` is given: what `SO_PEERCRED` needs.
    package func relay(as account: Account? = nil) throws -> (LineStream, Child) {
        let carried = try carry(
            (account?.asPrefix ?? []) + [Programs.socat, "-t", "30", "-", "UNIX-CONNECT:\(socket)"])
        watch(carried.0)
        keep(carried.1)
        return carried
    }

    /// A client of the JSON dialect in another process, of another account where one is given.
    package func json(as account: Account?) throws -> JSONClient {
        let (stream, child) = try relay(as: account)
        let client = try JSONClient(stream, carrier: child)
        keep(client)
        return client
    }

    /// A client of the plain dialect in another process, of another account where one is given.
    package func plain(as account: Account?) throws -> PlainClient {
        let (stream, child) = try relay(as: account)
        let client = PlainClient(stream, carrier: child)
        keep(client)
        return client
    }

    /// The built `talkroom` with its standard input and output on a stream.
    package func talkroom(_ arguments: [String], as account: Account? = nil) throws -> PlainClient {
        let (stream, child) = try carry(
            (account?.asPrefix ?? []) + [Programs.talkroom] + arguments,
            errors: .file(directory.file("client-errors")),
            environment: ["TALKROOM_SOCKET": socket])
        let client = PlainClient(stream, carrier: child)
        keep(client)
        return client
    }

    /// Runs the built `talkroom` on this daemon to its end.
    package func run(
        _ arguments: [String], input: String = "", as account: Account? = nil
    ) throws -> Finished {
        try run(arguments, bytes: Array(input.utf8), as: account)
    }

    package func run(
        _ arguments: [String], bytes: [UInt8], as account: Account? = nil
    ) throws -> Finished {
        try TestSupport.run(
            (account?.asPrefix ?? []) + [Programs.talkroom] + arguments, input: bytes,
            environment: ["TALKROOM_SOCKET": socket])
    }
}
