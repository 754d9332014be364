import Foundation
import TestSupport
import Testing

@testable import Posix

@Suite struct ListeningSocketTests {
    @Test func `many that listen at once leave the umask as it was`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path
        let threads = try (0..<8).map { number in
            try Thread.start(name: "binder") {
                for round in 0..<200 {
                    let address = SocketAddress(path: "\(path)/\(number)-\(round)")
                    if let address { _ = try? ListeningSocket(binding: address, mode: 0o600) }
                }
            }
        }
        for thread in threads { thread.join() }
        // Asked of a file, because asking umask(2) sets it.
        let file = directory.file("made")
        let descriptor = open(file, O_CREAT | O_WRONLY, 0o666)
        close(descriptor)
        var facts = stat()
        #expect(stat(file, &facts) == 0 && facts.st_mode & 0o600 == 0o600)
    }
}
