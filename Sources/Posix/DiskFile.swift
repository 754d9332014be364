import Glibc

/// What the system says of a file that stands somewhere.
package struct FileFacts: Sendable {
    package let kind: FileKind
    package let identity: FileIdentity
    package let bytes: Int
    /// How many names it has; 0 once it was removed.
    package let links: Int
    /// The account whose it is.
    package let owner: UInt32
    /// Its permission bits, as in chmod(2).
    package let permissions: UInt32
    /// When it was last written to, in milliseconds since 1970 UTC.
    package let modifiedMilliseconds: Int64

    init(_ status: stat) {
        kind = FileKind(status)
        identity = FileIdentity(status)
        bytes = Int(status.st_size)
        links = Int(status.st_nlink)
        owner = status.st_uid
        permissions = status.st_mode & 0o7777
        modifiedMilliseconds =
            Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
    }
}

/// An open file on a disk, read and written at offsets: it has no position that could be lost.
package struct DiskFile: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    init(_ descriptor: consuming FileDescriptor) {
        self.descriptor = descriptor
    }

    /// What holds for it now. See fstat(2).
    package borrowing func facts() throws(SystemError) -> FileFacts {
        var status = stat()
        let raw = descriptor.raw
        try check { unsafe fstat(raw, &status) }
        return FileFacts(status)
    }

    /// Reads what stands at `offset`.
    ///
    /// - Returns: So many bytes; fewer where the file ends, or the disk cannot give the next one.
    /// - Throws: ``SystemError`` as in pread(2): `EIO` when the disk cannot give the first one.
    package borrowing func read(at offset: Int, maxBytes: Int) throws(SystemError) -> [UInt8] {
        // The array of no bytes is one for all threads, and would be written to.
        guard maxBytes > 0 else { return [] }
        let raw = descriptor.raw
        var failure: SystemError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: maxBytes) { room, filled in
            do throws(SystemError) {
                while filled < maxBytes {
                    let count = try check {
                        unsafe pread(
                            raw, room.baseAddress.map { unsafe $0 + filled }, maxBytes - filled,
                            offset + filled)
                    }
                    if count == 0 { break }
                    filled += count
                }
            } catch {
                failure = error
            }
        }
        if let failure, bytes.isEmpty { throw failure }
        return bytes
    }

    /// Writes bytes at `offset`.
    ///
    /// - Returns: How many the disk took; the rest is to be asked for again.
    /// - Throws: ``SystemError`` as in pwrite(2): `ENOSPC`, `EDQUOT`, `EIO`, `EROFS`, `EFBIG`.
    package borrowing func write(
        _ bytes: Span<UInt8>, at offset: Int
    ) throws(SystemError) -> Int {
        let raw = descriptor.raw
        return try check {
            unsafe bytes.withUnsafeBytes { unsafe pwrite(raw, $0.baseAddress, $0.count, offset) }
        }
    }

    /// Makes the file so many bytes long. See ftruncate(2).
    package borrowing func truncate(to bytes: Int) throws(SystemError) {
        let raw = descriptor.raw
        try check { ftruncate(raw, bytes) }
    }

    /// Waits until what was written is on the disk. See fdatasync(2).
    ///
    /// - Throws: ``SystemError``. What had been written since the last time may be lost then, and asking
    ///   again would not say so.
    package borrowing func syncData() throws(SystemError) {
        let raw = descriptor.raw
        try check { fdatasync(raw) }
    }
}
