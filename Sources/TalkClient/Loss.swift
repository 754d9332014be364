/// Why there is no connection to the daemon.
enum Loss: Hashable {
    /// The daemon had greeted us, and has closed the connection.
    case closed
    /// The daemon was not to be reached, or nobody greeted us.
    case failed(Ending)
}
