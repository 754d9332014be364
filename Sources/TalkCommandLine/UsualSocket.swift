/// Where the room is when nobody says otherwise: the same for who enters it and for who holds it.
package enum UsualSocket {
    private static let path = "/run/chat.sock"

    /// The path of `-s`, else of `$TALKROOM_SOCKET`, which is as good as not set when it is empty.
    package static func path(option: String?, environment: String?) -> String {
        if let option { return option }
        return environment.flatMap { $0.isEmpty ? nil : $0 } ?? path
    }
}
