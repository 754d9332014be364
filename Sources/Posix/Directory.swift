import Glibc

/// A directory that is held open: what is done in it stays in it, whatever its path comes to name.
///
/// Names in it are opened without following a symbolic link, and never wait for who writes to a FIFO.
package struct Directory: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Opens the directory at `path`.
    ///
    /// - Throws: ``SystemError`` as in open(2): `ENOENT`, `ENOTDIR`, `EACCES`.
    package init(opening path: String) throws(SystemError) {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        descriptor = FileDescriptor(owning: try check { unsafe Glibc.open(path, flags) })
    }

    /// Makes the directory at `path`, and opens it; its parent must be there.
    ///
    /// - Parameter mode: Its permission bits, whatever the umask.
    /// - Throws: ``SystemError`` as in mkdir(2).
    package init(making path: String, mode: UInt32) throws(SystemError) {
        try check { unsafe mkdir(path, mode) }
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let descriptor = FileDescriptor(owning: try check { unsafe Glibc.open(path, flags) })
        try check { fchmod(descriptor.raw, mode) }
        self.descriptor = descriptor
    }

    /// Makes an account its owner; only root can.
    package borrowing func give(to account: ServiceAccount) throws(SystemError) {
        let raw = descriptor.raw
        try check { fchown(raw, account.uid, account.gid) }
    }

    /// Lets an account's group through a directory of this account, but not see what is in it.
    package borrowing func letThrough(_ account: ServiceAccount) throws(SystemError) {
        let raw = descriptor.raw
        try check { fchown(raw, uid_t.max, account.gid) }
        try check { fchmod(raw, 0o710) }
    }

    /// What holds for the directory itself.
    package borrowing func facts() throws(SystemError) -> FileFacts {
        var status = stat()
        let raw = descriptor.raw
        try check { unsafe fstat(raw, &status) }
        return FileFacts(status)
    }

    /// Whether `path` names this directory now.
    ///
    /// - Throws: ``SystemError`` as in stat(2): `ENOENT` when it names nothing.
    package borrowing func isNamed(_ path: String) throws(SystemError) -> Bool {
        var status = stat()
        try check { unsafe stat(path, &status) }
        return FileIdentity(status) == (try facts().identity)
    }

    /// Locks the directory itself, for as long as it is held open; does not wait. See flock(2).
    ///
    /// - Returns: False when another process has it locked.
    package borrowing func takeLock() throws(SystemError) -> Bool {
        let raw = descriptor.raw
        while flock(raw, LOCK_EX | LOCK_NB) == -1 {
            // Not by `check`: NFS says EBADF where it cannot lock what is open for reading.
            let error = SystemError.current
            if error == .tryAgain { return false }
            if error.code != EINTR { throw error }
        }
        return true
    }

    /// Lets go of the lock, even where a child that was just forked holds the directory open, too.
    package borrowing func releaseLock() {
        // Its error has no remedy: closing the directory is all that is left to do.
        _ = flock(descriptor.raw, LOCK_UN)
    }

    /// The names in it, its own and its parent's left out.
    package borrowing func names() throws(SystemError) -> [String] {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let raw = descriptor.raw
        let again = try check { unsafe openat(raw, ".", flags) }
        guard let stream = unsafe fdopendir(again) else {
            let error = SystemError.current
            _ = close(again)
            throw error
        }
        defer { unsafe closedir(stream) }
        return unsafe try Files.names(from: stream)
    }

    /// What stands under `name`, a symbolic link not followed. See fstatat(2).
    package borrowing func look(at name: String) throws(SystemError) -> FileFacts {
        FileFacts(try status(of: name))
    }

    /// The same, all of it.
    borrowing func status(of name: String) throws(SystemError) -> stat {
        var status = stat()
        let raw = descriptor.raw
        try check { unsafe fstatat(raw, name, &status, AT_SYMLINK_NOFOLLOW) }
        return status
    }

    /// Opens a device for writing, without waiting, and without making it the terminal of this process.
    ///
    /// - Throws: ``SystemError`` as in openat(2): `EACCES` where its mode does not let this account.
    borrowing func openDevice(_ name: String) throws(SystemError) -> FileDescriptor {
        let flags = O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW
        let raw = descriptor.raw
        return FileDescriptor(owning: try check { unsafe openat(raw, name, flags) })
    }

    /// Opens a file for reading, and for writing too when asked.
    ///
    /// - Throws: ``SystemError`` as in openat(2): `ELOOP` for a symbolic link.
    package borrowing func open(
        _ name: String, forWriting: Bool = false
    ) throws(SystemError) -> DiskFile {
        let access = forWriting ? O_RDWR : O_RDONLY
        let flags = access | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
        let raw = descriptor.raw
        return DiskFile(FileDescriptor(owning: try check { unsafe openat(raw, name, flags) }))
    }

    /// Makes a file, open for reading and writing.
    ///
    /// - Parameter mode: Its permission bits, whatever the umask.
    /// - Throws: ``SystemError`` as in openat(2): `EEXIST` when anything is there already, a symbolic link
    ///   that leads nowhere included.
    package borrowing func make(_ name: String, mode: UInt32) throws(SystemError) -> DiskFile {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let raw = descriptor.raw
        let descriptor = FileDescriptor(
            owning: try check { unsafe openat(raw, name, flags, mode) })
        try check { fchmod(descriptor.raw, mode) }
        return DiskFile(descriptor)
    }

    /// Gives a file another name, in the place of what has that name. See rename(2).
    package borrowing func rename(_ name: String, to other: String) throws(SystemError) {
        let raw = descriptor.raw
        try check { unsafe renameat(raw, name, raw, other) }
    }

    /// Removes a file's name. See unlink(2).
    package borrowing func remove(_ name: String) throws(SystemError) {
        let raw = descriptor.raw
        try check { unsafe unlinkat(raw, name, 0) }
    }

    /// Waits until the names in it are on the disk. See fsync(2).
    package borrowing func sync() throws(SystemError) {
        let raw = descriptor.raw
        try check { fsync(raw) }
    }
}
