import TestSupport
import Testing

@Suite struct SwiftSourceTests {
    @Test func `a literal is what stands in quotes, and not in a comment`() {
        let source = SwiftSource(
            ##"""
            // "no text"
            let a = "one" /* "nor this" */ + #"two "\n""#
            let b = "a \"quoted\" // word"
            """##)
        #expect(source.literals.map(\.text) == ["one", #"two "\n""#, #"a \"quoted\" // word"#])
        #expect(source.literals.map(\.line) == [2, 2, 3])
    }

    @Test func `what is put in is told apart, with the texts in it`() {
        let source = SwiftSource(
            ##"f("\(n) \(n == 1 ? "line" : "lines(s)") and #", #"\#(m) \(k)"#)"##)
        #expect(
            source.literals.map(\.text) == [##"\() \() and #"##, "line", "lines(s)", #"\() \(k)"#])
        #expect(source.literals.map(\.isNested) == [false, true, true, false])
        #expect(source.literals[0].interpolations == ["n", #"n == 1 ? "line" : "lines(s)""#])
        #expect(source.literals[3].interpolations == ["m"])
    }

    @Test func `a text of several lines is one literal`() {
        let source = SwiftSource("let a = \"\"\"\n    \"one\"\n    \"\"\"\nlet b = \"two\"")
        #expect(source.literals.map { $0.text.split(separator: "\n").count } == [2, 1])
        #expect(source.literals.map(\.line) == [1, 4])
    }

    @Test func `arguments are told apart, whatever they have in quotes`() {
        let source = SwiftSource(#"x("Call("); Call(a: "1, 2)", b: [1, 2], c: { f(1, 2) })"#)
        let places = source.places(of: "Call(")
        #expect(places == [12])
        let parts = source.arguments(from: 16).map(source.text)
        #expect(parts == [#"a: "1, 2)""#, " b: [1, 2]", " c: { f(1, 2) }"])
    }
}
