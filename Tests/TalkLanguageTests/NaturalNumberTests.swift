import Testing

@testable import TalkLanguage

@Suite struct NaturalNumberTests {
    @Test(arguments: [("1", 1), ("20", 20), ("007", 7)])
    func `digits are a number`(text: String, number: Int) {
        #expect(Int(digits: text, in: 1...20) == number)
    }

    @Test(arguments: ["", "0", "21", "+1", "-1", " 1", "1.0", "0x1", "١", "99999999999999999999"])
    func `anything else, and what is out of bounds, is none`(text: String) {
        #expect(Int(digits: text, in: 1...20) == nil)
    }
}
