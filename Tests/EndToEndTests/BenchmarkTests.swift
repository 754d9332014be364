import Foundation
import TestSupport
import Testing

/// `talkroom-bench`, the built program.
@Suite struct BenchmarkTests {
    /// It looks for the daemon beside itself.
    private let command = [Programs.talkroomBench, Programs.talkroomd, Programs.talkroom]

    @Test func `a quick run prints a figure a line, and leaves nothing`() throws {
        let arguments = [
            "--quick", "--json", "--unpinned", "--clients", "3", "--contender",
            "talkroom,reference", "--scenario", "saturation,latency,joins,memory,slow",
        ]
        let directory = try TemporaryDirectory()
        let finished = try run(
            [command[0]] + arguments, environment: ["TMPDIR": directory.path])
        #expect(finished.status == 0, "\(finished)")
        var contenders: [String: Int] = [:]
        for line in finished.lines {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            for key in ["median", "least", "most", "clients", "rounds"] {
                #expect(object[key] is NSNumber, "\(key) in \(line)")
            }
            #expect(object["measure"] is String && object["scenario"] is String)
            contenders[try #require(object["contender"] as? String), default: 0] += 1
            #expect(
                (object["talkroom_ratio"] == nil) == (object["contender"] as? String == "talkroom"))
        }
        // Two figures of three shapes, two of latency, two of joining, one of memory; five of slow readers.
        #expect(contenders == ["talkroom": 16, "reference": 11])
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
    }

    @Test func `what the ledger costs is said with the sizes that were tried`() throws {
        let arguments = [
            "--quick", "--json", "--unpinned", "--clients", "3", "--scenario", "ledger",
        ]
        let directory = try TemporaryDirectory()
        let finished = try run(
            [command[0]] + arguments, environment: ["TMPDIR": directory.path])
        #expect(finished.status == 0, "\(finished)")
        let ratios = ["exec_to_greeting_many_to_few", "log_to_tail", "deliveries_to_history_off"]
        var figures: Set<String> = []
        var compared: Set<String> = []
        for line in finished.lines {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(try #require(object["median"] as? Double) > 0, "\(line)")
            let detail = try #require(object["detail"] as? String)
            if ratios.contains(try #require(object["measure"] as? String)) {
                compared.insert(detail)
            } else {
                figures.insert(detail)
            }
        }
        #expect(compared == ["start-4000", "log", "memory", "disk", "batch"])
        #expect(figures == compared.union(["start-2000", "tail", "off"]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
    }

    @Test func `an unknown scenario is a usage error`() throws {
        let finished = try run([command[0], "--scenario", "fog"])
        #expect(finished.status == 64)
        #expect(finished.errorText.contains("saturation, latency"))
    }
}
