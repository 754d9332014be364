import Glibc

/// An open descriptor; closed when its owner lets go of it.
struct FileDescriptor: ~Copyable, Sendable {
    let raw: Int32

    init(owning raw: Int32) {
        self.raw = raw
    }

    deinit {
        // Its error has no remedy: the descriptor is gone whatever close(2) says.
        _ = close(raw)
    }
}
