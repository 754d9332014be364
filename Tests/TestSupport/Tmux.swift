import Foundation

/// A program in a window of tmux, on a server of its own: a real terminal whose screen and scrollback can
/// be read, and whose size changes at any moment.
package final class Tmux {
    private let directory: TemporaryDirectory

    /// Starts `command`.
    package init(
        _ command: [String], columns: Int, rows: Int, environment: [String: String] = [:]
    ) throws {
        directory = try TemporaryDirectory(mode: 0o700)
        let configuration = directory.file("conf")
        let settings = "set -g history-limit 100000\nset -g status off\nset -g remain-on-exit on\n"
        try settings.write(toFile: configuration, atomically: false, encoding: .utf8)
        var start = ["tmux", "-u", "-S", directory.file("socket"), "-f", configuration]
        start += ["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"]
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let finished = try run(start + ["env"] + variables + command, environment: Self.locale)
        guard finished.status == 0 else { throw Unmet("tmux: \(finished.errorText)") }
    }

    deinit {
        do {
            try tell(["kill-server"])
        } catch {
            print("tmux is not to be ended: \(error)")
        }
    }

    private static let locale = ["LC_ALL": "C.UTF-8"]

    /// Runs a command of tmux's; gives what it says.
    @discardableResult
    package func tell(_ command: [String]) throws -> Finished {
        try run(
            ["tmux", "-u", "-S", directory.file("socket")] + command, environment: Self.locale)
    }

    package func type(_ text: String) throws {
        try tell(["send-keys", "-l", "--", text])
    }

    /// Presses a key as tmux names it: `Enter`, `M-b`.
    package func press(_ key: String) throws {
        try tell(["send-keys", key])
    }

    package func resize(columns: Int, rows: Int) throws {
        try tell(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// Everything that was ever shown, without the margin and empty lines at the end; lines that the terminal
    /// broke are whole.
    package func transcript() throws -> [String] {
        try captured(["-J", "-S", "-"]).map { $0.withoutMargin() }
    }

    /// The screen's rows, without the margin and empty ones at the end.
    package func rows() throws -> [String] {
        try captured([]).map { $0.withoutMargin() }
    }

    package func cursor() throws -> String {
        try tell(["display-message", "-p", "#{cursor_x},#{cursor_y}"]).lines.first ?? ""
    }

    private func captured(_ options: [String]) throws -> [String] {
        let text = try tell(["capture-pane", "-p"] + options).outputText
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = String(line)
            while line.last == " " { line.removeLast() }
            return line
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
