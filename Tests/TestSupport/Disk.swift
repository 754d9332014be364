import Foundation

/// A file system of one test's own, mounted on a directory of its own. Only root can mount one.
package final class Disk {
    package static let canBeMounted = Programs.isRoot
    package static let skipMessage = "only root can mount the disk that this needs"

    package enum Kind {
        /// In memory: so small that it can be filled to its last byte.
        case small
        /// An image of ext4, which can be frozen.
        case freezable
    }

    private let directory: TemporaryDirectory
    package let path: String
    private var freezer: (LineStream, Child)?

    /// - Throws: ``Unmet`` with what mount(8) said.
    package init(_ kind: Kind) throws {
        directory = try TemporaryDirectory()
        path = directory.file("disk")
        mkdir(path, 0o755)
        let path = path
        switch kind {
        case .small: try Self.do("mount", "-t", "tmpfs", "-o", "size=16m", "talkroom-test", path)
        case .freezable:
            let image = directory.file("image")
            try Self.do("truncate", "-s", "16M", image)
            try Self.do("mkfs.ext4", "-q", image)
            try Self.do("mount", "-o", "loop", image, path)
        }
        Leftovers.atEnd { _ = try? run(["umount", "--lazy", path]) }
    }

    private static func `do`(_ command: String...) throws {
        let finished = try run(command)
        guard finished.status == 0 else { throw Unmet("\(command): \(finished)") }
    }

    package func file(_ name: String) -> String { "\(path)/\(name)" }

    // MARK: Full

    /// Takes all that is free, to the last byte.
    package func fill() throws {
        let ballast = open(file("ballast"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard ballast >= 0 else { throw Unmet("ballast: \(String(cString: strerror(errno)))") }
        defer { close(ballast) }
        let block = [UInt8](repeating: 0, count: 4096)
        while write(ballast, block, block.count) > 0 {}
        guard errno == ENOSPC else { throw Unmet("fill: \(String(cString: strerror(errno)))") }
    }

    /// Gives it back.
    package func free() { unlink(file("ballast")) }

    // MARK: Frozen

    /// From now on whoever writes to it waits, and cannot be killed.
    package func freeze() throws {
        // A program that dies with this process, and thaws before.
        let script = #"fsfreeze -f "$1" && echo frozen && read -r _; fsfreeze -u "$1"; echo thawed"#
        let (stream, child) = try carry(["sh", "-c", script, "sh", path])
        freezer = (stream, child)
        guard try stream.nextLine(by: Deadline()) == Array("frozen".utf8) else {
            throw Unmet("\(path) cannot be frozen")
        }
    }

    /// Lets them go on.
    package func thaw() throws {
        guard let (stream, child) = freezer else { return }
        freezer = nil
        try stream.send(Array("\n".utf8))
        guard try stream.nextLine(by: Deadline()) == Array("thawed".utf8) else {
            throw Unmet("\(path) cannot be thawed")
        }
        try child.waitForExit()
    }

    deinit {
        try? thaw()
        // Lazily, so that a daemon that is still there does not keep it.
        _ = try? run(["umount", "--lazy", path])
    }
}
