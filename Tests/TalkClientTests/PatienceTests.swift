import Testing

@testable import TalkClient

@Suite struct PatienceTests {
    @Test func `it runs while something is waited for, and anew with each thing that comes`() {
        var patience = Patience(milliseconds: 1000)
        #expect(patience.left(for: 0, at: 5000) == 1000)
        #expect(patience.left(for: 0, at: 5999) == 1)
        #expect(patience.left(for: 1, at: 5999) == 1000)
        #expect(patience.left(for: 1, at: 6999) == 0)
        #expect(patience.left(for: 1, at: 9000) == 0)
    }

    @Test func `it does not run while nothing is waited for`() {
        var patience = Patience(milliseconds: 1000)
        #expect(patience.left(for: 0, at: 0) == 1000)
        #expect(patience.left(for: nil, at: 500) == nil)
        #expect(patience.left(for: 0, at: 900) == 1000)
    }

    @Test func `0 is for as long as it takes`() {
        var patience = Patience(milliseconds: 0)
        #expect(patience.left(for: 0, at: 0) == nil)
        #expect(patience.left(for: 0, at: .max) == nil)
    }
}
