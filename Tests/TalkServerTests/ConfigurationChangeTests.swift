import TalkRoom
import Testing

@testable import TalkServer

@Suite struct ConfigurationChangeTests {
    /// Of each key a value that is not the usual one, and both as the log has them.
    private static let settings: [(key: String, value: String, line: String)] = [
        ("sessions", "5", "10000>5"), ("sessions_per_account", "6", "64>6"),
        ("pace", "off", "50>off"), ("burst", "7", "500>7"), ("backlog", "8", "20>8"),
        ("history", "off", ""), ("sync", "batch", "off>batch"),
        ("retention_days", "9", "30>9"), ("retention_bytes", "1048576", "1073741824>1048576"),
        ("allow", "root daemon", "none>root,daemon"), ("operators", "root", "none>root"),
        ("ring", "off", "everyone>off"), ("wall", "everyone", "operators>everyone"),
        ("language", "pt_BR", "en>pt_BR"), ("user", "daemon", ""),
    ]

    private func text(_ line: LogLine) -> String { String(decoding: line.bytes, as: UTF8.self) }

    private func configuration(_ settings: String) -> Configuration {
        var configuration = Configuration()
        #expect(configuration.read(settings, file: "f").isEmpty)
        return configuration
    }

    @Test func `every key is taken, or told to need a restart and left as it was`() {
        #expect(Self.settings.map(\.key) == ConfigurationKey.all.map(\.word))
        for (key, setting) in zip(ConfigurationKey.all, Self.settings) {
            let fresh = configuration("\(setting.key) = \(setting.value)")
            #expect(fresh != Configuration())
            let change = ConfigurationChange(from: Configuration(), to: fresh)
            if key.needsRestart {
                #expect(change.result == Configuration(), "\(key.word)")
                #expect(text(change.line) == "reload result=taken needs-restart=\(key.word)\n")
            } else {
                #expect(change.result == fresh, "\(key.word)")
                #expect(text(change.line) == "reload result=taken \(key.word)=\(setting.line)\n")
            }
        }
    }

    @Test func `what has to wait is told again, and several things in one line`() {
        let fresh = configuration("history = off\nuser = daemon\npace = 3\nring = off")
        let first = ConfigurationChange(from: Configuration(), to: fresh)
        #expect(
            text(first.line)
                == "reload result=taken pace=50>3 ring=everyone>off needs-restart=history,user\n")
        let second = ConfigurationChange(from: first.result, to: fresh)
        #expect(text(second.line) == "reload result=taken needs-restart=history,user\n")
    }

    @Test func `a configuration that is as it was is told to be so`() {
        let change = ConfigurationChange(from: Configuration(), to: configuration("burst = 500"))
        #expect(text(change.line) == "reload result=unchanged\n")
    }
}
