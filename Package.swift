// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Swift's tasks and regular expressions are imported where nobody says otherwise: a fifth of each program, which takes
/// a tenth longer to begin with them.
let withoutWhatNobodyAsksFor = SwiftSetting.unsafeFlags([
    "-Xfrontend", "-disable-implicit-concurrency-module-import",
    "-Xfrontend", "-disable-implicit-string-processing-module-import",
])

/// The house rules, checked by the compiler in every target (see README.md, "How it is put together").
let houseRules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    withoutWhatNobodyAsksFor,
]

/// Tests say `try!` and `unsafe` where they must; the rest of the house rules hold for them too.
let testRules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

/// A room of the house: a module that may import what stands behind `imports`, and nothing else.
func room(_ name: String, imports: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: imports, swiftSettings: houseRules)
}

/// Whether the compiler's C++ library, which Swift's is written in, is there as an archive.
let hasArchiveOfCxx: Bool = {
    let root = "/usr/lib/gcc"
    let names = FileManager.default.enumerator(atPath: root)
    return names?.contains { ($0 as? String)?.hasSuffix("/libstdc++.a") == true } ?? false
}()

/// Programs of a release have Swift's library in them, and that of C++ where it can be had: they begin in a
/// third of the time, and run where no Swift is.
let withSwiftInside = LinkerSetting.unsafeFlags(
    ["-static-stdlib", "-Xlinker", "--no-export-dynamic"]
        + (hasArchiveOfCxx
            ? [
                "-L\(Context.packageDirectory)/Sources/CLinux/link",
                "-Xclang-linker", "-static-libgcc",
            ] : []),
    .when(configuration: .release))

func program(_ name: String, imports: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: imports, swiftSettings: houseRules,
        linkerSettings: [withSwiftInside])
}

func tests(_ name: String, imports: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: imports, swiftSettings: testRules)
}

/// What Tests/Fuzz/run runs, and asks for; any other build knows nothing of libFuzzer.
let fuzzer: [Target] =
    Context.environment["TALKROOM_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "talkroom-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz",
            exclude: ["run"],
            swiftSettings: testRules + [.unsafeFlags(["-parse-as-library"])])
    ]

/// The tests that are built, where the environment names some: who runs a few, built in a way of their own, need not
/// build the others so.
let wantedTests = Context.environment["TALKROOM_TESTS"]?.split(separator: " ").map(String.init)

func isWanted(_ target: Target) -> Bool {
    switch target.name {
    // What these alone need.
    case "FuzzTargets": wantedTests?.contains("FuzzTests") ?? true
    default: target.type != .test || wantedTests?.contains(target.name) ?? true
    }
}

let targets: [Target] =
    [
        .systemLibrary(name: "CLinux"),
        .target(
            name: "Posix",
            dependencies: ["CLinux"],
            cSettings: [.define("_GNU_SOURCE")],
            swiftSettings: houseRules),
        room("TalkText"),
        room("TalkProtocol", imports: ["TalkText"]),
        room("TalkLanguage", imports: ["TalkProtocol", "TalkText"]),
        room("TalkRoom", imports: ["TalkProtocol", "TalkText"]),
        room("TalkLedger", imports: ["TalkProtocol", "TalkText", "Posix"]),
        room(
            "TalkServer",
            imports: [
                "TalkLedger", "TalkRoom", "TalkLanguage", "TalkProtocol", "TalkText", "Posix",
            ]),
        room("TalkTerminal", imports: ["TalkText"]),
        room(
            "TalkClient",
            imports: ["TalkTerminal", "TalkLanguage", "TalkProtocol", "TalkText", "Posix"]),
        room("TalkCommandLine", imports: ["TalkLanguage"]),
        room("TalkBench", imports: ["TalkCommandLine", "TalkLanguage", "Posix"]),
        program(
            "talkroomd",
            imports: ["TalkServer", "TalkCommandLine", "TalkLanguage", "TalkText", "Posix"]),
        program(
            "talkroom",
            imports: [
                "TalkClient", "TalkServer", "TalkCommandLine", "TalkLanguage", "TalkTerminal",
                "TalkProtocol", "TalkText", "Posix",
            ]),
        program(
            "talkroom-bench",
            imports: ["TalkBench", "TalkCommandLine", "TalkLanguage", "Posix"]),
        .target(
            name: "TestSupport",
            path: "Tests/TestSupport",
            cSettings: [.define("_GNU_SOURCE")],
            swiftSettings: testRules),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "TalkServer", "TalkLedger", "TalkRoom", "TalkLanguage", "TalkTerminal",
                "TalkProtocol", "TalkText", "Posix",
            ],
            path: "Tests/FuzzTargets",
            swiftSettings: testRules),
        tests("FuzzTests", imports: ["FuzzTargets", "TestSupport"]),
        tests("EndToEndTests", imports: ["TestSupport", "TalkServer", "TalkProtocol", "TalkText"]),
        tests("RoomModelTests", imports: ["TestSupport", "TalkText"]),
        tests("TestSupportTests", imports: ["TestSupport"]),
        tests("TalkTextTests", imports: ["TalkText", "TestSupport"]),
        tests("TalkProtocolTests", imports: ["TalkProtocol", "TalkText"]),
        tests("TalkRoomTests", imports: ["TalkRoom", "TalkProtocol", "TalkText", "TestSupport"]),
        tests(
            "TalkServerTests",
            imports: [
                "TalkServer", "TalkRoom", "TalkLanguage", "TalkProtocol", "Posix", "TestSupport",
            ]),
        tests(
            "TalkLedgerTests",
            imports: ["TalkLedger", "TalkProtocol", "TalkText", "Posix", "TestSupport"]),
        tests("PosixTests", imports: ["Posix", "TestSupport"]),
        tests("TalkLanguageTests", imports: ["TalkLanguage", "TestSupport"]),
        tests("TalkBenchTests", imports: ["TalkBench"]),
        tests("TalkCommandLineTests", imports: ["TalkCommandLine", "TalkLanguage"]),
        tests("TalkTerminalTests", imports: ["TalkTerminal", "TalkText", "TestSupport"]),
        tests(
            "TalkClientTests",
            imports: [
                "TalkClient", "TalkTerminal", "TalkLanguage", "TalkProtocol", "TalkText", "Posix",
                "TestSupport",
            ]),
        tests(
            "ManualTests",
            imports: [
                "TalkServer", "TalkLedger", "TalkTerminal", "TalkCommandLine", "TalkLanguage",
                "TalkProtocol",
                "TalkText", "TestSupport",
            ]),
    ] + fuzzer

let package = Package(name: "talkroom", targets: targets.filter(isWanted))
