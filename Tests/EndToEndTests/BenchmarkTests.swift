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
            [command[0]] + arguments, environment: ["TMPDIR": directory.path],
            within: Deadline.crowdSeconds)
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
            [command[0]] + arguments, environment: ["TMPDIR": directory.path],
            within: Deadline.crowdSeconds)
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

    @Test func `what the client costs at a terminal is told, and a key is one write at the most`()
        throws
    {
        let directory = try TemporaryDirectory()
        let finished = try run(
            [command[0], "--quick", "--json", "--unpinned", "--scenario", "terminal"],
            environment: ["TMPDIR": directory.path],
            within: Deadline.crowdSeconds)
        #expect(finished.status == 0, "\(finished)")
        var figures: [String: Double] = [:]
        for line in finished.lines {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let detail = try #require(object["detail"] as? String)
            let measure = try #require(object["measure"] as? String)
            figures["\(detail) \(measure)"] = try #require(object["median"] as? Double)
        }
        #expect(
            figures.keys.sorted() == [
                "burst cpu_nanoseconds_per_message", "keys writes_per_key",
                "keys writes_per_key_most", "paced cpu_nanoseconds_per_message",
                "shown-1200 anonymous_bytes", "shown-1200 anonymous_bytes_many_to_few",
                "shown-400 anonymous_bytes",
            ])
        #expect(figures.values.allSatisfy { $0 > 0 })
        #expect(figures["keys writes_per_key_most"] == 1)
        // Some keys have nothing to change.
        #expect(figures["keys writes_per_key"].map { (0.9..<1).contains($0) } == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
    }

    @Test func `what an attack does to others is told beside its control, or that root is needed`()
        throws
    {
        let directory = try TemporaryDirectory()
        let finished = try run(
            [
                command[0], "--quick", "--json", "--unpinned", "--clients", "5", "--scenario",
                "neighbour",
            ], environment: ["TMPDIR": directory.path],
            within: Deadline.crowdSeconds)
        #expect(finished.status == 0, "\(finished)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
        guard Programs.isRoot else {
            #expect(finished.lines == [])
            #expect(finished.errorText.contains("without talkroom: needs root"))
            return
        }
        var figures: [String: [String: Double]] = [:]
        for line in finished.lines {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let detail = try #require(object["detail"] as? String)
            let measure = try #require(object["measure"] as? String)
            figures[detail, default: [:]][measure] = try #require(object["median"] as? Double)
        }
        let attacks = ["flood", "deaf", "churn", "visits", "all"]
        #expect(Set(figures.keys) == Set(["alone"] + attacks + attacks.map { "\($0)-control" }))
        for (detail, measures) in figures {
            for measure in ["latency_p50_nanoseconds", "latency_p99_nanoseconds"] {
                #expect(try #require(measures[measure]) > 0, "\(detail)")
            }
            #expect(
                (measures["latency_p99_to_control"] != nil) == attacks.contains(detail), "\(detail)"
            )
            #expect(try #require(measures["resident_bytes_peak"]) > 1_000_000, "\(detail)")
            guard detail != "alone" else { continue }
            #expect(try #require(measures["attack_connections_per_second"]) > 0, "\(detail)")
            let lines = try #require(measures["attack_lines_per_second"])
            #expect((lines > 0) != detail.hasPrefix("churn"), "\(detail)")
        }
    }

    @Test func `an unknown scenario is a usage error`() throws {
        let finished = try run([command[0], "--scenario", "fog"])
        #expect(finished.status == 64)
        #expect(finished.errorText.contains("saturation, latency"))
    }
}
