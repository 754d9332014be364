import TestSupport
import Testing

/// Standard streams that are closed, whose numbers the next socket or file would get.
@Suite struct ClosedStreamTests {
    private func shell(_ script: String, _ daemon: Daemon) throws -> Finished {
        try run([
            "/bin/sh", "-c", script, "sh", Programs.talkroom, daemon.socket, Programs.talkroomd,
            daemon.account.asService.map { "-o\($0)" }.joined(),
        ])
    }

    @Test(arguments: [
        (#"exec "$1" --plain -s "$2" <&-"#, Int32(0)), (#"exec "$1" send -s "$2" <&-"#, 0),
        (#"exec "$1" who -s "$2" >&-"#, 74), (#"exec "$1" --json -s "$2" >&-"#, 74),
        (#"exec "$1" --plain -s "$2" >&-"#, 74), (#"exec "$1" who -s "$2" 2>&-"#, 0),
        (#"exec "$1" who -s "$2" <&- 2>&-"#, 0),
    ])
    func `a closed stream is not mistaken for the wire`(script: String, status: Int32) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        _ = try daemon.join("ada")
        let ended = try shell(script, daemon)
        #expect(ended.status == status, "\(ended)")
    }

    @Test(arguments: [
        #"exec "$1" who -s "$2" >&-"#, #"exec "$1" -V >&-"#, #"exec "$1" --plain -s "$2" >&-"#,
        #"exec "$1" who -s "$2" 1</dev/null"#, #"exec "$1" -V 1</dev/null"#,
        #"exec "$3" --version >&-"#, #"exec "$3" --help 1</dev/null"#,
    ])
    func `output that is closed, or only for reading, is said to be that`(script: String) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        _ = try daemon.join("ada")
        let ended = try shell("LC_ALL=C " + script, daemon)
        #expect(ended.status == 74, "\(ended)")
        #expect(ended.errorText.hasSuffix(": standard output: Bad file descriptor\n"), "\(ended)")
    }

    @Test func `a daemon without standard streams writes its log into nobody's file`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let place = daemon.socket + "-2"
        let script = """
            "$3" -s "\(place)" -d "\(place).d" $4 <&- >&- 2>&- &
            tries=0
            until "$1" who -s "\(place)"; do
                tries=$((tries + 1))
                if [ $tries -gt 90 ]; then echo "it never answered"; kill $!; exit 1; fi
                sleep 0.2
            done
            wc -c < "\(place).lock"
            kill $!; wait $!
            """
        let ended = try shell(script, daemon)
        #expect(ended.lines.last == "0", "\(ended)")
        #expect(ended.status == 0, "\(ended)")
    }
}
