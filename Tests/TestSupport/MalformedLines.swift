/// A line that no daemon should take, with the codes that are a right answer to it.
package struct MalformedLine: Sendable {
    package let name: String
    package let bytes: [UInt8]
    package let codes: Set<String>

    package static let all: [MalformedLine] =
        group("syntax", ["bad-json"], syntax) + group("strings", ["bad-json"], strings)
        + group("numbers", ["bad-json", "bad-value"], numbers)
        + group("nesting", ["bad-json", "bad-value"], nesting)
        + group("duplicate keys", ["bad-json"], duplicates)
        + group("values", ["bad-value"], values)
        + group("requests", ["unknown-request", "bad-value"], requests)
        + truncated + badUTF8 + controls + veryLong

    private static func group(
        _ name: String, _ codes: Set<String>, _ lines: [String]
    ) -> [MalformedLine] {
        lines.enumerated().map { index, line in
            MalformedLine(name: "\(name) \(index + 1)", bytes: Array(line.utf8), codes: codes)
        }
    }

    private static let syntax = [
        "}", "{{}", "{}}", "[]", "null", "true", "1", #""who""#, "who", "hello",
        #"{"do"}"#, #"{"do":}"#, #"{"do":"who",}"#, #"{,"do":"who"}"#, #"{"do":"who",,"id":"1"}"#,
        #"{"do" "who"}"#, #"{"do"="who"}"#, #"{'do':'who'}"#, #"{do:"who"}"#, #"{"do":who}"#,
        #"{"do":"who"};"#, #"{"do":"who"} x"#, #"{"do":"who"}{"do":"who"}"#, #"x{"do":"who"}"#,
        #"["do","who"]"#, #"{"do":"who""#, #""do":"who"}"#, #"{"do":"ping","id":True}"#,
        #"{"do":"ping","x":tru}"#, #"{"do":"ping","x":nul}"#, #"{"do":"ping","x":NaN}"#,
        #"{"do":"ping","x":Infinity}"#, #"{"do":"ping","x":undefined}"#,
        "{\"do\":\"ping\"}\u{FEFF}",
        "\u{FEFF}{\"do\":\"ping\"}", "{\u{A0}\"do\":\"ping\"}", "{\u{2028}\"do\":\"ping\"}",
        #"{/* */"do":"ping"}"#, #"{"do":"ping"}//"#, #"{"do":"ping" # x"#, "{\u{C}\"do\":\"ping\"}",
        #"{1:"do"}"#, #"{null:1}"#, #"{"do":"ping":"id"}"#, #"{"do":"ping","id"}"#, "<do/>",
        "GET / HTTP/1.1", "{\"do\":\"ping\"\r,}",
    ]

    private static let strings = [
        #"{"do":"say","text":"\"}"#, #"{"do":"say","text":"\x41"}"#, #"{"do":"say","text":"\u"}"#,
        #"{"do":"say","text":"\u12"}"#, #"{"do":"say","text":"\u123"}"#,
        #"{"do":"say","text":"\u12G4"}"#, #"{"do":"say","text":"\u+123"}"#,
        #"{"do":"say","text":"\u 123"}"#, #"{"do":"say","text":"\uD800"}"#,
        #"{"do":"say","text":"\uDC00"}"#, #"{"do":"say","text":"\uDFFF\uD800"}"#,
        #"{"do":"say","text":"\uD800\uD800"}"#, #"{"do":"say","text":"\uD800x"}"#,
        #"{"do":"say","text":"\uD800\n"}"#, #"{"do":"say","text":"\uD83D\u0041"}"#,
        #"{"do":"say","text":"\uD83D\\uDE00"}"#, #"{"do":"say","text":"\uDBFF"}"#,
        #"{"do":"say","text":"\'"}"#, #"{"do":"say","text":"\0"}"#, #"{"do":"say","text":"\a"}"#,
        #"{"do":"say","text":"\U0041"}"#, #"{"do":"say","text":"\ "}"#,
        #"{"do":"say","text":"unclosed}"#,
        #"{"do":"say","text":unopened"}"#, #"{"do":"say","te\uD800xt":"x"}"#,
        #"{"do":"say","text":"\u０１２３"}"#, #"{"do":"say","text":"x" "y"}"#,
        #"{"do":"say","text":'x'}"#,
        #"{"do":"say","text":"x""}"#, #"{"do":"say","text":"\"#,
    ]

    private static let numbers = [
        "01", "-", "+1", "-01", "00", "1.", ".5", "1.0", "1.5", "1e5", "1E5", "1e", "1e+", "-0.0",
        "0x10", "1_000",
        "1,000", "9223372036854775808", "-9223372036854775809", "99999999999999999999999999",
        "1e999", "-1", "-9223372036854775808", "1 2", "--1", "1-", "١", "１", "0b1", "1n", "\"20\"",
        "true",
    ].map { #"{"do":"history","count":\#($0)}"# }

    private static let nesting: [String] =
        [
            #"{"do":"say","text":{}}"#, #"{"do":"say","text":[]}"#, #"{"do":{}}"#,
            #"{"do":["say"]}"#,
            #"{"do":"ping","x":[[[[]]]]}"#, #"{"do":"ping","x":{"do":"leave"}}"#,
            #"[{"do":"ping"}]"#,
            #"{"do":"ping","x":[1,2}"#, #"{"do":"ping","x":{"#, #"{"do":"ping","x":["#,
        ]
        + [10, 100, 1000, 30_000].flatMap { depth in
            [
                #"{"do":"ping","x":"# + String(repeating: "[", count: depth),
                String(repeating: #"{"x":"#, count: min(depth, 10_000)),
            ]
        }

    private static let duplicates = [
        #"{"do":"who","do":"leave"}"#, #"{"do":"who","do":"who"}"#,
        #"{"do":"say","text":"a","text":"b"}"#, #"{"do":"say","text":"a","t\u0065xt":"b"}"#,
        #"{"do":"ping","id":"1","id":"2"}"#, #"{"do":"ping","x":1,"x":1}"#,
        #"{"do":"ping","":1,"":2}"#,
    ]

    private static let values =
        [
            "{}", #"{"say":"x"}"#, #"{"DO":"who"}"#, #"{"do":1}"#, #"{"do":true}"#, #"{"do":null}"#,
            #"{"do":"say"}"#, #"{"do":"say","text":1}"#, #"{"do":"say","text":true}"#,
            #"{"do":"say","text":null}"#, #"{"do":"say","text":"x","style":"shout"}"#,
            #"{"do":"say","text":"x","style":1}"#, #"{"do":"say","text":"x","id":1}"#,
            #"{"do":"say","text":"x","id":""}"#, #"{"do":"say","text":"x","id":"é"}"#,
            #"{"do":"say","text":"x","id":"\n"}"#, #"{"do":"say","text":"x","id":"\u007f"}"#,
            #"{"do":"tell","text":"x"}"#, #"{"do":"tell","to":"ada"}"#,
            #"{"do":"tell","to":1,"text":"x"}"#,
            #"{"do":"name"}"#, #"{"do":"name","name":1}"#, #"{"do":"name","name":null}"#,
            #"{"do":"hello","name":1}"#, #"{"do":"hello","present":"yes"}"#,
            #"{"do":"hello","present":1}"#,
            #"{"do":"hello","backlog":-1}"#, #"{"do":"hello","backlog":"all"}"#,
            #"{"do":"hello","after":-1}"#, #"{"do":"hello","after":"1"}"#,
            #"{"do":"hello","after":1,"ledger":1}"#, #"{"do":"hello","client":false}"#,
            #"{"do":"history","before":-1}"#, #"{"do":"history","before":"1"}"#,
            #"{"do":"ping","id":false}"#,
        ]

    private static let requests = [
        "", " ", "Who", "WHO", "who ", " who", "wh\\u006f\\u0000", "shout", "quit", "join", "sair",
        "/who", "say\\n", "hello hello", "шho",
    ].map { #"{"do":"\#($0)"}"# }

    /// A good request without its end, at every byte.
    private static let truncated: [MalformedLine] = {
        let whole = Array(#"{"do":"say","text":"oi é \u00e9","id":"t"}"#.utf8)
        return (1..<whole.count).map { length in
            MalformedLine(
                name: "truncated after \(length) bytes", bytes: Array(whole.prefix(length)),
                codes: ["bad-json", "not-utf8"])
        }
    }()

    private static let badUTF8: [MalformedLine] = [
        ("a lone continuation", [0x80]), ("an unfinished pair", [0xC3]),
        ("an overlong slash", [0xC0, 0xAF]),
        ("an overlong NUL", [0xC0, 0x80]), ("a long overlong", [0xE0, 0x80, 0xAF]),
        ("a surrogate", [0xED, 0xA0, 0x80]),
        ("a pair of surrogates", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]),
        ("beyond Unicode", [0xF4, 0x90, 0x80, 0x80]),
        ("five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80]),
        ("FE", [0xFE]), ("FF", [0xFF]), ("Latin-1", [0x6F, 0xEC]),
        ("an unfinished four", [0xF0, 0x9F, 0x98]),
        ("C1 as a byte", [0x9B, 0x32, 0x4A]),
    ].map { name, bytes in
        MalformedLine(
            name: name, bytes: Array(#"{"do":"say","text":""#.utf8) + bytes + Array(#""}"#.utf8),
            codes: ["not-utf8"])
    }

    /// RFC 8259 wants each of them escaped inside a string.
    private static let controls: [MalformedLine] = (0..<0x20).filter { $0 != 0x0A }.map { byte in
        MalformedLine(
            name: "raw control \(byte) in a string",
            bytes: Array(#"{"do":"say","text":"a"#.utf8) + [UInt8(byte)] + Array(#"b"}"#.utf8),
            codes: ["bad-json"])
    }

    private static let veryLong: [MalformedLine] = [
        ("blanks", [UInt8](repeating: 0x20, count: 70_000), ["text-too-long"]),
        ("NULs", [UInt8](repeating: 0, count: 70_000), ["text-too-long"]),
        (
            "an endless string", Array(#"{"do":""#.utf8) + [UInt8](repeating: 0x61, count: 65_000),
            ["bad-json"]
        ),
        (
            "an endless number",
            Array(#"{"do":"history","count":"#.utf8) + [UInt8](repeating: 0x31, count: 65_000),
            ["bad-json", "bad-value"]
        ),
        (
            "an endless key",
            Array("{\"".utf8) + [UInt8](repeating: 0x6B, count: 60_000) + Array(#"":1}"#.utf8),
            ["bad-value", "bad-json"]
        ),
        ("one byte", [0x00], ["bad-json"]),
        ("a megabyte", [UInt8](repeating: 0x7B, count: 1 << 20), ["text-too-long"]),
        (
            "too much text",
            Array(#"{"do":"say","text":""#.utf8) + [UInt8](repeating: 0x61, count: 8193)
                + Array(#""}"#.utf8), ["text-too-long"]
        ),
    ].map { MalformedLine(name: "very long: \($0)", bytes: $1, codes: $2) }
}
