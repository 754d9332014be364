import Posix

/// A contender that was started, and answers; it ends when its owner lets go of it.
struct RunningServer: ~Copyable {
    /// Where it listens.
    let address: Address
    /// What the kernel says of it.
    let figures: ProcessFigures
    private let directory: String
    private let process: ChildProcess

    /// How long a server may take to answer.
    private static let answerMilliseconds: Int64 = 60_000
    /// Between two tries to connect.
    private static let pauseMilliseconds: Int64 = 5

    /// Starts a stage's contender, and waits until it listens.
    ///
    /// - Parameters:
    ///   - isTimed: Whether to try without a pause, and to note ``execNanoseconds()``.
    ///   - answered: Gets the first connection.
    init(
        on stage: Stage, isTimed: Bool = false,
        answered: (borrowing Socket) throws(Fault) -> Void = { _ in }
    ) throws(Fault) {
        let directory = stage.directory
        try faulting { () throws(SystemError) in try Files.makeDirectory(directory) }
        let launch = try Launch(on: stage)
        let tether = [
            Host.ownExecutable ?? stage.program, isTimed ? Tether.timedWord : Tether.word,
            "\(Host.processID)",
        ]
        let errors = "\(directory)/errors"
        var process = try faulting { () throws(SystemError) in
            try stage.placing.start(tether + launch.command, errors: errors)
        }
        try faulting { () throws(SystemError) in
            try stage.memoryGroup?.add(process.processID)
        }
        let pause = isTimed ? 0 : Self.pauseMilliseconds
        guard let socket = Self.connect(to: launch.address, while: &process, pause: pause) else {
            throw .unanswered(Self.lines(of: errors).last ?? "")
        }
        try answered(socket)
        self.directory = directory
        address = launch.address
        figures = ProcessFigures(of: process.processID)
        self.process = process
    }

    deinit {
        do throws(SystemError) {
            try Files.removeTree(directory)
        } catch {
            // It is in the benchmark's own directory, which is removed in the end.
        }
    }

    /// When a timed one became what it is, by the clock of ``MonotonicClock``; nil for others.
    borrowing func execNanoseconds() -> Int64? {
        Self.lines(of: "\(directory)/errors").first.flatMap { Int64($0) }
    }

    /// The bytes of memory that it says it holds at the most; nil for others than talkroomd.
    borrowing func memoryCeiling() -> Int? {
        let words = Self.lines(of: "\(directory)/errors").flatMap { $0.split(separator: " ") }
        let key = "ceiling="
        return words.first { $0.hasPrefix(key) }.flatMap { Int($0.dropFirst(key.count)) }
    }

    private static func connect(
        to address: Address, while process: inout ChildProcess, pause: Int64
    ) -> Socket? {
        let deadline = MonotonicClock.milliseconds() + answerMilliseconds
        while MonotonicClock.milliseconds() < deadline {
            do throws(SystemError) {
                if try process.exitStatus(within: pause) != nil { return nil }
                if let socket = try address.connect() { return socket }
            } catch {
                // It does not listen yet.
            }
        }
        return nil
    }

    /// What it complained of.
    private static func lines(of file: String) -> [String] {
        do throws(SystemError) {
            let text = String(decoding: try Files.read(file, maxBytes: 64 * 1024), as: UTF8.self)
            return text.split(separator: "\n").map(String.init)
        } catch {
            return []
        }
    }
}
