import Foundation

/// A listener that is not talkroomd: to everybody who comes it says one thing, and keeps or closes the connection;
/// or it hears them out until a word, and then closes.
package final class FakeServer {
    private let descriptor: Int32
    package let socket: String
    private let directory: TemporaryDirectory

    /// What a daemon says to `lia` until she is in the room.
    package static let welcome =
        "talkroom 1 host: choose a username [lia]\n"
        + #"{"event":"welcome","seq":0,"version":1,"host":"host","ledger":"l","oldest":1,"#
        + #""name":"lia","account":"lia","uid":1,"session":1,"here":1}"# + "\n"

    /// Listens where it is told, or in a directory of its own.
    package init(
        at path: String? = nil, saying text: String, closing: Bool, after word: String = ""
    ) throws {
        directory = try TemporaryDirectory()
        let path = path ?? directory.file("chat.sock")
        let bytes = Array(text.utf8)
        socket = path
        descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let listener = descriptor
        let bound = withUnixAddress(path) { bind(listener, $0, $1) == 0 } ?? false
        guard bound, listen(listener, 16) == 0 else { throw Unmet("cannot listen on \(path)") }
        chmod(path, 0o666)
        Thread.detachNewThread {
            var kept: [Int32] = []
            while true {
                let peer = accept(listener, __SOCKADDR_ARG(__sockaddr__: nil), nil)
                guard peer >= 0 else { break }
                _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
                _ = bytes.withUnsafeBytes {
                    send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if !word.isEmpty { hear(peer, until: word) }
                if closing { close(peer) } else { kept.append(peer) }
            }
            kept.forEach { close($0) }
            close(listener)
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        unlink(socket)
    }
}

/// Reads until the word has come, or there is no more.
private func hear(_ peer: Int32, until word: String) {
    var heard: [UInt8] = []
    while !String(decoding: heard, as: UTF8.self).contains(word) {
        let chunk = [UInt8](unsafeUninitializedCapacity: 4096) { space, count in
            count = max(0, read(peer, space.baseAddress, space.count))
        }
        if chunk.isEmpty { return }
        heard += chunk
    }
}
