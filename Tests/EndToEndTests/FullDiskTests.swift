import Foundation
import TestSupport
import Testing

/// A disk that fills up to its last byte and is freed in the middle.
@Suite(.serialized, .enabled(if: Disk.canBeMounted, "\(Disk.skipMessage)"))
struct FullDiskTests {
    /// More than what may be free in the page that was begun.
    private let long = String(repeating: "k", count: 5000)

    private func daemon(on disk: Disk, _ sync: String) throws -> Daemon {
        try Daemon(
            Daemon.roomy + ["sync=\(sync)"],
            settings: Daemon.Settings(ledger: disk.file("ledger")))
    }

    @Test(arguments: ["off", "batch"])
    func `what a full disk refuses nobody sees, until it is said again and kept`(
        sync: String
    ) throws {
        let disk = try Disk(.small)
        let daemon = try daemon(on: disk, sync)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.join("wren")
        try ada.say("before", id: "before")
        try ada.expect("said")
        try disk.fill()
        for _ in 1...3 {
            try ada.say(long, id: "long")
            let refusal = try ada.expect("error")
            #expect(refusal["code"] == "not-kept" && refusal["id"] == "long")
            #expect(refusal[bool: "fatal"] == nil)
            #expect(refusal["text"]?.contains("No space left on device") == true, "\(refusal)")
        }
        #expect(try wren.settle().map { $0["text"] } == ["before"])
        try wren.send(#"{"do":"history"}"#)
        let past = try wren.gather(until: "end").filter { $0.event == "past" }
        #expect(past.map { $0["text"] } == ["before"])
        disk.free()
        try ada.say(long, id: "long")
        for guest in [ada, wren] {
            let said = try guest.expect("said")
            #expect(said["id"] == "long" && said[integer: "seq"] == 2)
        }
        try ada.say(long, id: "long")
        #expect(try ada.expect("receipt")[integer: "seq"] == 2)
        try daemon.awaitLog("not-kept result=recovered")
        #expect(try daemon.terminate() == 0)
        #expect(try daemon.ledger.said().map { $0["id"] } == ["before", "long"])
        let told = daemon.errors.split(separator: "\n").filter { $0.hasPrefix("not-kept") }
        #expect(told.count == 2, "each is told once: \(told)")
        #expect(told.first?.hasPrefix("not-kept result=refusing error=") == true, "\(told)")
        #expect(told.last == "not-kept result=recovered", "\(told)")
    }

    @Test func `what needs no disk goes on while it is full`() throws {
        let disk = try Disk(.small)
        let daemon = try daemon(on: disk, "off")
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.join("wren")
        try disk.fill()
        try ada.say(long, id: "long")
        try ada.expect("error") { $0["code"] == "not-kept" }
        try ada.send(#"{"do":"tell","to":"wren","text":"psst"}"#)
        try ada.expect("told")
        try wren.expect("told") { $0["text"] == "psst" }
        let lia = try daemon.join("lia")
        try wren.expect("joined") { $0["name"] == "lia" }
        try lia.send(#"{"do":"name","name":"mia"}"#)
        try wren.expect("renamed") { $0["name"] == "mia" }
        try wren.send(#"{"do":"who"}"#)
        #expect(try wren.gather(until: "end").count { $0.event == "person" } == 3)
        try lia.send(#"{"do":"leave"}"#)
        try wren.expect("left") { $0["reason"] == "quit" }
        let plain = try daemon.enter("kim")
        try plain.send(long)
        try plain.expect("a notice") { $0.hasPrefix("-- it could not be kept") }
    }

    @Test(arguments: [Ordeal.Ending.killed, .stopped])
    func `a disk that fills up and is freed again and again loses nothing, over restarts`(
        ending: Ordeal.Ending
    ) throws {
        let disk = try Disk(.small)
        let ordeal = try Ordeal([], ledger: disk.file("ledger"), textBytes: 600)
        for round in 1...5 {
            try ordeal.awaitReceipts(20)
            try disk.fill()
            try ordeal.awaitRefusals(20)
            if round % 2 == 0 {
                try ordeal.end(ending)
                try ordeal.start()
                try ordeal.awaitRefusals(20)
            }
            disk.free()
            try ordeal.awaitReceipts(20)
            try ordeal.end(ending)
            try ordeal.start()
        }
        try ordeal.finish()
        try ordeal.expectPromisesKept(inOwnOrder: false)
    }
}
