import Glibc

/// A thread of the operating system, to be joined once.
package struct Thread: Sendable {
    /// Bytes of stack of a thread; what it does not touch costs nothing.
    package static let stackBytes = 256 * 1024

    private let identifier: pthread_t

    /// Begins a thread.
    ///
    /// - Parameter name: At most 15 bytes are kept; shown by ps(1) and top(1).
    /// - Throws: ``SystemError`` with `EAGAIN` when the account or the system has no thread left.
    package static func start(
        name: String, _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) -> Thread {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setstacksize(&attributes, stackBytes)
        let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, body: body))
        var identifier = pthread_t()
        let result = unsafe pthread_create(
            &identifier, &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, start.toOpaque())
        guard result == 0 else {
            unsafe start.release()
            throw SystemError(code: result)
        }
        return Thread(identifier: identifier)
    }

    /// Lets other threads that are ready run first. See sched_yield(2).
    package static func yield() {
        sched_yield()
    }

    /// Sleeps, or less when a signal comes.
    package static func sleep(milliseconds: Int64) {
        var time = timespec(
            tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
        _ = unsafe nanosleep(&time, nil)
    }

    /// Gives back the pages of the calling thread's stack that it has used and does not need now, so that
    /// ten thousand threads that once did something deep do not keep them. See madvise(2).
    ///
    /// Precondition: the thread was begun by ``start(name:_:)``, and is within the first quarter of its stack.
    package static func trimStack() {
        let page = UInt(getpagesize())
        var here: UInt8 = 0
        unsafe withUnsafeMutablePointer(to: &here) { here in
            // The stack grows downwards; what is called here needs much less than that below this.
            let end = (UInt(bitPattern: here) - 1024) & ~(page - 1)
            let unused = UInt(stackBytes) / 4 * 3 - page
            guard let start = unsafe UnsafeMutableRawPointer(bitPattern: end - unused) else {
                return
            }
            _ = unsafe madvise(start, Int(unused), MADV_DONTNEED)
        }
    }

    /// Waits until the thread has ended. Call it once: afterwards the thread is no more.
    package func join() {
        pthread_join(identifier, nil)
    }
}

/// What a new thread is to do, on its way there.
private final class ThreadStart: Sendable {
    private let name: String
    private let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }

    func run() {
        // pthread_setname_np(3) refuses more than 15 bytes.
        let short = String(decoding: name.utf8.prefix(15), as: UTF8.self)
        unsafe pthread_setname_np(pthread_self(), short)
        body()
    }
}
