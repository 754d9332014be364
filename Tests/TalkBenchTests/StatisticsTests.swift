import Testing

@testable import TalkBench

@Suite struct StatisticsTests {
    @Test func `the median is the middle one, or the mean of the two in the middle`() {
        #expect(Samples().median == nil)
        #expect(Samples([7]).median == 7)
        #expect(Samples([9, 1, 5]).median == 5)
        #expect(Samples([9, 1, 5, 2]).median == 3.5)
    }

    @Test func `samples are the same in whatever order they come`() {
        var samples = Samples()
        for value in [3.0, 1, 2, 2] { samples.add(value) }
        #expect(samples == Samples([1, 2, 2, 3]))
        #expect(samples.least == 1)
        #expect(samples.most == 3)
    }

    @Test func `a percentile is a value that occurs`() {
        #expect(percentile(50, ofSorted: []) == nil)
        #expect(percentile(99, ofSorted: [4]) == 4)
        #expect(percentile(50, ofSorted: [1, 2, 3, 4]) == 2)
        #expect(percentile(99, ofSorted: Array(1...100)) == 99)
        #expect(percentile(99, ofSorted: Array(1...101)) == 100)
        #expect(percentile(100, ofSorted: Array(1...100)) == 100)
    }

    @Test func `a ratio is talkroom's median by the peer's, where it says something`() throws {
        var results = Results()
        for value in [10.0, 30, 20] {
            results.add(
                Reading(measure: .deliveries, value: value), .saturation, clients: 9, of: .talkroom)
        }
        for (measure, value) in [(Measure.deliveries, 8.0), (.deliveryCPU, 1), (.wakeUps, 1)] {
            results.add(
                Reading(measure: measure, value: value), .saturation, clients: 9, of: .redis)
        }
        let question = try #require(results.questions.first)
        #expect(results.questions.count == 1)
        #expect(results.ratio(question, .deliveries, to: .redis) == 2.5)
        #expect(results.ratio(question, .deliveries, to: .talkroom) == nil)
        #expect(results.ratio(question, .deliveryCPU, to: .redis) == nil)
        #expect(results.ratio(question, .deliveries, to: .ncat) == nil)
    }
}
