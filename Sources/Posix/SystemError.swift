import Glibc

/// What a system call reported: its `errno`.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number, as in errno(3).
    package let code: Int32

    package init(code: Int32) {
        self.code = code
    }

    /// What went wrong in the call that just failed.
    static var current: SystemError { SystemError(code: errno) }

    package static let permissionDenied = SystemError(code: EACCES)
    package static let notPermitted = SystemError(code: EPERM)
    package static let notFound = SystemError(code: ENOENT)
    package static let connectionRefused = SystemError(code: ECONNREFUSED)
    package static let brokenPipe = SystemError(code: EPIPE)
    package static let addressInUse = SystemError(code: EADDRINUSE)
    package static let tryAgain = SystemError(code: EAGAIN)
    package static let exists = SystemError(code: EEXIST)
    package static let inputOutput = SystemError(code: EIO)
    package static let noSpace = SystemError(code: ENOSPC)
    /// What is held open is not what it was (any more).
    package static let stale = SystemError(code: ESTALE)
    package static let timedOut = SystemError(code: ETIMEDOUT)
    package static let connectionReset = SystemError(code: ECONNRESET)
    package static let noDevice = SystemError(code: ENXIO)
    package static let noSuchDevice = SystemError(code: ENODEV)
    package static let interrupted = SystemError(code: EINTR)
    package static let tooLarge = SystemError(code: EFBIG)

    /// The kernel lacks memory for this for now.
    package var isOutOfMemory: Bool { code == ENOBUFS || code == ENOMEM }

    /// No descriptor is left for this, for now.
    package var isOutOfDescriptors: Bool { code == EMFILE || code == ENFILE }

    /// Its name in errno(3), as `ENOENT`; nil when the C library knows none.
    package var symbol: String? {
        guard let name = unsafe strerrorname_np(code) else { return nil }
        return unsafe String(cString: name)
    }

    /// The C library's words for it, as strerror(3) gives them.
    package var description: String {
        var text = [CChar](repeating: 0, count: 256)
        let count = text.count
        return unsafe text.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, let words = unsafe strerror_r(code, base, count)
            else { return "errno \(code)" }
            return unsafe String(cString: words)
        }
    }
}

/// Turns -1 into a typed error and asks again when a signal came in between.
///
/// - Throws: ``SystemError``; EBADF and EFAULT are bugs of ours, so they trap.
@discardableResult
func check<Result: FixedWidthInteger & SignedInteger>(
    _ call: () -> Result
) throws(SystemError) -> Result {
    while true {
        let result = call()
        if result != -1 { return result }
        let error = SystemError.current
        if error.code == EINTR { continue }
        precondition(error.code != EBADF && error.code != EFAULT, "system call: \(error)")
        throw error
    }
}
