/// A server with everybody there, to be measured now and then beside others.
final class FullRoom {
    private let stage: Stage
    private let server: RunningServer
    private var crowd: Crowd

    /// Starts a stage's contender, and lets everybody in.
    init(on stage: Stage) throws(Fault) {
        let server = try stage.openServer()
        crowd = try stage.gather(at: server)
        self.server = server
        self.stage = stage
    }

    /// As many as it manages, for as long as the stage says.
    func deliveriesPerSecond(_ shape: Shape) throws(Fault) -> Double {
        try stage.saturate(&crowd, shape, at: server).rate
    }
}
