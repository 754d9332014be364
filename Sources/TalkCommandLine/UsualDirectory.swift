/// Where the ledger lives when nobody says otherwise.
package enum UsualDirectory {
    private static let path = "/var/lib/talkroom"

    /// The path of `-d`, else the first of `$STATE_DIRECTORY`, which systemd.exec(5) sets to one or several
    /// with colons between them; that is as good as not set when it is empty.
    package static func path(option: String?, environment: String?) -> String {
        if let option { return option }
        let first = environment?.split(separator: ":").first.map(String.init)
        return first ?? path
    }
}
