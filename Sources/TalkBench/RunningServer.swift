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
    private static let answerMilliseconds: Int64 = 10_000

    /// Starts a stage's contender, and waits until it listens.
    init(on stage: Stage) throws(Fault) {
        let directory = stage.directory
        try faulting { () throws(SystemError) in try Files.makeDirectory(directory) }
        let launch = try Launch(on: stage)
        let tether = [Host.ownExecutable ?? stage.program, Tether.word, "\(Host.processID)"]
        let errors = "\(directory)/errors"
        var process = try faulting { () throws(SystemError) in
            try stage.placing.start(tether + launch.command, errors: errors)
        }
        guard Self.answers(launch.address, while: &process) else {
            throw .unanswered(Self.lastLine(of: errors))
        }
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

    private static func answers(_ address: Address, while process: inout ChildProcess) -> Bool {
        let deadline = MonotonicClock.milliseconds() + answerMilliseconds
        while MonotonicClock.milliseconds() < deadline {
            do throws(SystemError) {
                if try process.exitStatus(within: 5) != nil { return false }
                if try address.connect() != nil { return true }
            } catch {
                // It does not listen yet.
            }
        }
        return false
    }

    private static func lastLine(of file: String) -> String {
        do throws(SystemError) {
            let text = String(decoding: try Files.read(file, maxBytes: 64 * 1024), as: UTF8.self)
            return text.split(separator: "\n").last.map(String.init) ?? ""
        } catch {
            return ""
        }
    }
}
