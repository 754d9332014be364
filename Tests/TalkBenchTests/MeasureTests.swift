import Testing

@testable import TalkBench

@Suite struct MeasureTests {
    @Test func `a number is rounded to its digits`() {
        #expect(fixed(1.005, digits: 0) == "1")
        #expect(fixed(0.049, digits: 2) == "0.05")
        #expect(fixed(12.3456, digits: 3) == "12.346")
        #expect(fixed(-0.001, digits: 2) == "0.00")
        #expect(fixed(-1.5, digits: 1) == "-1.5")
    }

    @Test func `a figure has its unit`() {
        #expect(Measure.deliveries.text(of: 1_234_567) == "1.23 M")
        #expect(Measure.deliveryCPU.text(of: 166.4) == "166 ns")
        #expect(Measure.latencyTail.text(of: 4_800_000) == "4800 µs")
        #expect(Measure.clientMemory.text(of: 14_336) == "14.0 KiB")
    }

    @Test func `every measure has its place in one scenario at least`() {
        let placed = Scenario.allCases.flatMap { $0.measures.joined() }
        #expect(Set(placed) == Set(Measure.allCases))
    }
}
