/// A key of the wire's objects, as it is written: quoted once, not once a line.
struct JSONKey: Sendable {
    /// `,"key":`, the comma of which the first key leaves out.
    let bytes: [UInt8]

    private init(_ word: StaticString) {
        bytes = Array(",\"\(word)\":".utf8)
    }

    static let event = JSONKey("event")
    static let reason = JSONKey("reason")
    static let was = JSONKey("was")
    static let id = JSONKey("id")
    static let name = JSONKey("name")
    static let account = JSONKey("account")
    static let uid = JSONKey("uid")
    static let seq = JSONKey("seq")
    static let version = JSONKey("version")
    static let host = JSONKey("host")
    static let ledger = JSONKey("ledger")
    static let oldest = JSONKey("oldest")
    static let session = JSONKey("session")
    static let here = JSONKey("here")
    static let reset = JSONKey("reset")
    static let time = JSONKey("time")
    static let text = JSONKey("text")
    static let style = JSONKey("style")
    static let to = JSONKey("to")
    static let since = JSONKey("since")
    static let idle = JSONKey("idle")
    static let code = JSONKey("code")
    static let fatal = JSONKey("fatal")
    static let `do` = JSONKey("do")
    static let before = JSONKey("before")
    static let count = JSONKey("count")
    static let present = JSONKey("present")
    static let backlog = JSONKey("backlog")
    static let after = JSONKey("after")
    static let client = JSONKey("client")
}
