import Glibc

/// What a crash undoes; nil while there is no guard.
private nonisolated(unsafe) var crashDuty: UnsafeMutablePointer<CrashDuty>?

/// All that the handler needs, made while all was well.
@unsafe private struct CrashDuty {
    var settings: termios
    let undo: UnsafeMutablePointer<UInt8>
    let undoBytes: Int
}

/// Gives the terminal back when the process dies of a fault of its own: a trap, a wild pointer, a stack that
/// overflows. It dies of the same signal. See signal-safety(7).
///
/// Have one at the most: signal handlers are the whole process's. The alternate stack, without which nothing
/// can be done about a stack that overflowed, is only for the thread that arms it.
@safe struct CrashGuard: ~Copyable {
    private static let signals = [
        SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS,
    ]
    private static let stackBytes = 64 * 1024

    private let duty: UnsafeMutablePointer<CrashDuty>
    private let stack: UnsafeMutableRawPointer
    private let stackBefore: stack_t
    private let before: [(signal: Int32, action: sigaction)]

    /// - Parameters:
    ///   - settings: Of standard input.
    ///   - undo: Bytes for standard output, which undo what was asked of the terminal.
    init(restoring settings: termios, undo: [UInt8]) {
        let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, undo.count))
        for (index, byte) in undo.enumerated() { unsafe bytes[index] = byte }
        unsafe duty = .allocate(capacity: 1)
        unsafe duty.initialize(
            to: CrashDuty(settings: settings, undo: bytes, undoBytes: undo.count))
        unsafe stack = .allocate(byteCount: Self.stackBytes, alignment: 16)
        var stackBefore = unsafe stack_t()
        unsafe sigaltstack(nil, &stackBefore)
        unsafe self.stackBefore = stackBefore
        before = Self.signals.compactMap { signal in
            let action = SignalPipe.action(of: signal)
            return SignalPipe.isIgnoring(action) ? nil : (signal, action)
        }
    }

    deinit {
        disarm()
        unsafe duty.pointee.undo.deallocate()
        unsafe duty.deallocate()
        unsafe stack.deallocate()
    }

    /// From now on a crash is undone.
    borrowing func arm() {
        unsafe crashDuty = duty
        var own = unsafe stack_t(ss_sp: stack, ss_flags: 0, ss_size: Self.stackBytes)
        unsafe sigaltstack(&own, nil)
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { undoAndDie(of: $0) }
        action.sa_flags = SA_ONSTACK
        // No other handler runs meanwhile, and SIGTTOU, which would stop us at the last step, neither.
        unsafe sigfillset(&action.sa_mask)
        for (signal, _) in before { _ = unsafe sigaction(signal, &action, nil) }
    }

    /// From now on it is not: the terminal is somebody else's.
    borrowing func disarm() {
        for (signal, action) in before {
            var action = action
            _ = unsafe sigaction(signal, &action, nil)
        }
        var stackBefore = unsafe self.stackBefore
        unsafe sigaltstack(&stackBefore, nil)
        unsafe crashDuty = nil
    }
}

/// Nothing here may allocate or wait for a lock: nobody knows in the midst of what we crashed.
private func undoAndDie(of number: Int32) {
    if let duty = unsafe crashDuty, isInForeground {
        _ = unsafe tcsetattr(STDIN_FILENO, TCSANOW, &duty.pointee.settings)
        unsafe writeWithoutWaiting(duty.pointee.undo, duty.pointee.undoBytes)
    }
    _ = signal(number, SIG_DFL)
    // Here and now: to leave it to the return from the handler is to rely on who may have wrapped that.
    var itself = sigset_t()
    unsafe sigemptyset(&itself)
    unsafe sigaddset(&itself, number)
    unsafe pthread_sigmask(SIG_UNBLOCK, &itself, nil)
    raise(number)
}

/// Not in the background: there the terminal is others', as after SIGSTOP.
private var isInForeground: Bool {
    let group = tcgetpgrp(STDIN_FILENO)
    return group == -1 || group == getpgrp()
}

private func writeWithoutWaiting(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    // It is others', too, but what it is made to be for them is made good at once. And it cannot be opened
    // anew as before: the terminal of who became somebody else is not theirs to open.
    let flags = fcntl(STDOUT_FILENO, F_GETFL)
    guard flags != -1, fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK) != -1 else { return }
    var entry = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    let maxMilliseconds: Int32 = 1000
    if unsafe poll(&entry, 1, maxMilliseconds) == 1 {
        _ = unsafe write(STDOUT_FILENO, bytes, count)
    }
    _ = fcntl(STDOUT_FILENO, F_SETFL, flags)
}
