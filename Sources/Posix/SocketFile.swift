import Glibc

/// What stands at a path.
package enum FileKind: Sendable {
    case file
    case socket
    case directory
    case other

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFSOCK: self = .socket
        case S_IFDIR: self = .directory
        default: self = .other
        }
    }
}

/// Which file a path named at one moment: device and inode.
package struct FileIdentity: Hashable, Sendable {
    private let device: UInt
    private let inode: UInt

    init(_ status: stat) {
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
    }
}

/// Files as the daemon meets them: its socket and the lock beside it.
package enum Files {
    /// What stands at `path`, a symbolic link not followed; nil when nothing does.
    ///
    /// - Throws: ``SystemError`` as in lstat(2), `ENOENT` left out.
    package static func look(
        at path: String
    ) throws(SystemError) -> (kind: FileKind, identity: FileIdentity)? {
        var status = stat()
        do throws(SystemError) {
            try check { unsafe lstat(path, &status) }
        } catch {
            if error == .notFound { return nil }
            throw error
        }
        return (FileKind(status), FileIdentity(status))
    }

    /// What holds for what stands at `path`, a symbolic link not followed.
    ///
    /// - Throws: ``SystemError`` as in lstat(2): `ENOENT` when nothing does.
    package static func facts(at path: String) throws(SystemError) -> FileFacts {
        var status = stat()
        try check { unsafe lstat(path, &status) }
        return FileFacts(status)
    }

    /// Removes a file's name. See unlink(2).
    package static func remove(_ path: String) throws(SystemError) {
        try check { unsafe unlink(path) }
    }

    /// Makes a directory that only this account can enter, with a name nobody can foresee.
    ///
    /// - Parameter prefix: Path and first letters of its name.
    /// - Returns: Its path. See mkdtemp(3).
    package static func makePrivateDirectory(prefix: String) throws(SystemError) -> String {
        var template = (prefix + "XXXXXX").utf8CString.map { $0 }
        let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> Bool in
            guard let base = buffer.baseAddress else { return false }
            return unsafe mkdtemp(base) != nil
        }
        guard made else { throw .current }
        return String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Removes an empty directory. See rmdir(2).
    package static func removeDirectory(_ path: String) throws(SystemError) {
        try check { unsafe rmdir(path) }
    }

    /// Major 1, minor 3. See null(4).
    private static let nullDevice: dev_t = 0x103

    /// Whether it is a regular file, symbolic links followed, or /dev/null, which stands for an empty one; what is
    /// read of anything else is not what it holds.
    ///
    /// - Throws: ``SystemError`` as in stat(2).
    package static func isRegularOrNull(_ path: String) throws(SystemError) -> Bool {
        var status = stat()
        try check { unsafe stat(path, &status) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return true
        case S_IFCHR: return status.st_rdev == nullDevice
        default: return false
        }
    }

    /// The bytes of a file, at the most `maxBytes`.
    ///
    /// - Throws: ``SystemError`` as in open(2) and read(2); `EFBIG` when there are more.
    package static func read(_ path: String, maxBytes: Int) throws(SystemError) -> [UInt8] {
        let raw = try check { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) }
        let descriptor = FileDescriptor(owning: raw)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while bytes.count <= maxBytes {
            let size = chunk.count
            let count = try check { unsafe Glibc.read(descriptor.raw, &chunk, size) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk.prefix(count))
        }
        throw SystemError(code: EFBIG)
    }
}

/// A lock file, held by one process at a time and removed when it lets go.
package struct FileLock: ~Copyable {
    /// Why the lock cannot be had; what stands there was not touched.
    package enum Fault: Error, Hashable, Sendable {
        /// Another process holds it.
        case held
        /// What stands there is no lock: it holds something, is no file, or is another account's.
        case foreign
        case system(SystemError)
    }

    private let path: String
    private let descriptor: FileDescriptor

    /// Takes the lock at `path`, without waiting. Only an empty file of this account or of root is one.
    package init(path: String) throws(Fault) {
        do throws(SystemError) {
            while true {
                // Before it is opened, which may already do something to what is no file.
                if let found = try Files.look(at: path), found.kind != .file { break }
                let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
                let raw = try check { unsafe open(path, flags, 0o600) }
                let descriptor = FileDescriptor(owning: raw)
                var status = stat()
                try check { unsafe fstat(descriptor.raw, &status) }
                guard status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 else { break }
                try check { flock(descriptor.raw, LOCK_EX | LOCK_NB) }
                guard status.st_uid == 0 || status.st_uid == geteuid() else { break }
                // Its holder before may have removed the file between our open and our lock.
                if let now = try Files.look(at: path), now.identity == FileIdentity(status) {
                    self.path = path
                    self.descriptor = descriptor
                    return
                }
            }
        } catch {
            throw error == .tryAgain ? .held : .system(error)
        }
        throw .foreign
    }

    deinit {
        // While still holding it: nobody else can have locked this very file.
        _ = unsafe unlink(path)
    }
}
