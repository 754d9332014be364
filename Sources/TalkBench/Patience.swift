import Posix

/// How long to wait for something that is to happen: a measurement ends, whatever a server does.
struct Patience {
    private static let leastMilliseconds: Int64 = 60_000
    /// What everybody's coming may take, for each of them: two hundred times what it should.
    private static let clientMilliseconds: Int64 = 15

    private let end: Int64

    /// Begins to wait.
    init(milliseconds: Int64) {
        end = MonotonicClock.milliseconds() + milliseconds
    }

    /// Begins to wait for something that so many clients are to do or to get.
    init(clients: Int) {
        self.init(milliseconds: Self.leastMilliseconds + Int64(clients) * Self.clientMilliseconds)
    }

    /// Whether it is over.
    var isOver: Bool { MonotonicClock.milliseconds() >= end }

    /// - Throws: ``Fault/stalled`` when it is over.
    func check() throws(Fault) {
        if isOver { throw .stalled }
    }
}
