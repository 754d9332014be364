import Glibc

/// What the kernel has counted of a running process, all its threads together. See proc(5).
package struct ProcessFigures: Sendable {
    private let processID: Int32

    package init(of processID: Int32) {
        self.processID = processID
    }

    /// Nanoseconds of processor time, in user space and in the kernel, ended threads included.
    ///
    /// - Throws: ``SystemError`` with `ESRCH` when it is no more.
    package func cpuNanoseconds() throws(SystemError) -> Int64 {
        var clock = clockid_t()
        let result = unsafe clock_getcpuclockid(processID, &clock)
        guard result == 0 else { throw SystemError(code: result) }
        var time = timespec()
        try check { unsafe clock_gettime(clock, &time) }
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Bytes of memory that it occupies now (`VmRSS`).
    package func residentBytes() throws(SystemError) -> Int {
        try number(after: "VmRSS:", in: "/proc/\(processID)/status") * 1024
    }

    /// Bytes of memory that it has occupied at the most (`VmHWM`).
    package func peakResidentBytes() throws(SystemError) -> Int {
        try number(after: "VmHWM:", in: "/proc/\(processID)/status") * 1024
    }

    /// Bytes of memory that it occupies now and that no file stands for (`RssAnon`).
    package func anonymousBytes() throws(SystemError) -> Int {
        try number(after: "RssAnon:", in: "/proc/\(processID)/status") * 1024
    }

    /// How often it called read(2) or one of its kin; what it received from a socket with recv(2) left out.
    package func readCalls() throws(SystemError) -> Int {
        try number(after: "syscr:", in: "/proc/\(processID)/io")
    }

    /// How often it called write(2) or one of its kin; what it sent with send(2) left out.
    package func writeCalls() throws(SystemError) -> Int {
        try number(after: "syscw:", in: "/proc/\(processID)/io")
    }

    /// Whether its first thread waits for something, and not for a processor.
    package func isAsleep() throws(SystemError) -> Bool {
        try rest(after: "State:", in: "/proc/\(processID)/status").hasPrefix("S")
    }

    /// How many threads it has.
    package func threads() throws(SystemError) -> Int {
        try number(after: "Threads:", in: "/proc/\(processID)/status")
    }

    /// How often its threads went to sleep of their own will, those that have ended left out.
    package func voluntarySwitches() throws(SystemError) -> Int {
        let tasks = "/proc/\(processID)/task"
        var sum = 0
        for task in try Files.names(in: tasks) {
            sum += try switches(of: "\(tasks)/\(task)/status") ?? 0
        }
        return sum
    }

    /// Of one thread; nil when it has ended since it was listed.
    private func switches(of status: String) throws(SystemError) -> Int? {
        do throws(SystemError) {
            return try number(after: "voluntary_ctxt_switches:", in: status)
        } catch {
            guard error == .notFound || error.code == ESRCH else { throw error }
            return nil
        }
    }

    /// The number that follows a word at the beginning of a line.
    private func number(after word: String, in path: String) throws(SystemError) -> Int {
        let digits = try rest(after: word, in: path).prefix { $0.isNumber }
        guard let number = Int(digits) else { throw .notFound }
        return number
    }

    /// The rest of the line that a word begins, blanks before it left out.
    private func rest(after word: String, in path: String) throws(SystemError) -> Substring {
        let text = String(decoding: try Files.read(path, maxBytes: 64 * 1024), as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix(word) }
        guard let line else { throw .notFound }
        return line.dropFirst(word.count).drop { $0 == " " || $0 == "\t" }
    }
}
