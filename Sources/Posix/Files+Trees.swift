import Glibc

extension Files {
    /// Whether something stands there, symbolic links followed.
    package static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }

    /// The names in a directory, its own and its parent's left out.
    ///
    /// - Throws: ``SystemError`` as in opendir(3).
    package static func names(in directory: String) throws(SystemError) -> [String] {
        guard let stream = unsafe opendir(directory) else { throw .current }
        defer { unsafe closedir(stream) }
        return unsafe try names(from: stream)
    }

    /// The names that an open directory has yet to give.
    static func names(from stream: OpaquePointer) throws(SystemError) -> [String] {
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        // The end and an error look the same but for this.
        if errno != 0 { throw .current }
        return names
    }

    /// Removes a directory with all that is in it; no symbolic link is followed.
    package static func removeTree(_ directory: String) throws(SystemError) {
        for name in try names(in: directory) {
            let path = "\(directory)/\(name)"
            do throws(SystemError) {
                try remove(path)
            } catch {
                guard error.code == EISDIR || error == .notPermitted else { throw error }
                try removeTree(path)
            }
        }
        try removeDirectory(directory)
    }

    /// Makes a directory that only this account can enter. See mkdir(2).
    package static func makeDirectory(_ path: String) throws(SystemError) {
        try check { unsafe mkdir(path, 0o700) }
    }

    /// Makes a file, or makes it anew, with these bytes.
    ///
    /// - Throws: ``SystemError`` as in open(2) and write(2).
    package static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        let raw = try check { unsafe open(path, flags, 0o600) }
        let descriptor = FileDescriptor(owning: raw)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = try check {
                unsafe rest.withUnsafeBytes {
                    unsafe Glibc.write(descriptor.raw, $0.baseAddress, $0.count)
                }
            }
            rest = rest.dropFirst(count)
        }
    }
}

extension Host {
    /// Where this very program lies; nil when the kernel does not say.
    package static var ownExecutable: String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let size = buffer.count
        let count = unsafe readlink("/proc/self/exe", &buffer, size)
        guard count > 0, count < size else { return nil }
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether this account may run the program at `path`.
    package static func canRun(_ path: String) -> Bool {
        unsafe access(path, X_OK) == 0
    }
}
