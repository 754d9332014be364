import TalkLanguage
import TalkProtocol
import TalkText
import Testing

@testable import TalkClient

@Suite struct AcquaintancesTests {
    private let mallory = Speaker(name: "mallory", account: "mallory", uid: 1002)

    private func told(by speaker: Speaker) -> Event {
        .told(Told(time: .start, speaker: speaker, to: "ada", text: "psst", id: nil))
    }

    private func presence(_ speaker: Speaker) -> Presence {
        Presence(time: .start, speaker: speaker, session: 9)
    }

    private func acquaintances(_ events: Event...) -> Acquaintances {
        var acquaintances = Acquaintances()
        for event in events { acquaintances.note(event, isOwn: false) }
        return acquaintances
    }

    @Test func `nobody who is ignored is replied to, or comes first`() {
        var scene = Scene(TerminalConversation(.test, name: "ada", size: .usual))
        scene.greet()
        scene.hear(.welcome(seq: 0), .joined(presence(mallory)))
        scene.type("/ignore mallory\r")
        scene.hear(told(by: .wren), told(by: mallory))
        scene.type("/reply oi\r")
        #expect(scene.requests.last == .tell(to: "wren", text: "oi", id: scene.ids.last ?? nil))
        scene.type("/msg \t")
        #expect(scene.party.screen.line.text == "/msg wren ")
    }

    @Test(arguments: [false, true])
    func `nobody gets the reply who took the name of who told something`(isIgnored: Bool) {
        let taker = Speaker(name: Speaker.wren.name, account: "mallory", uid: 1002)
        let takings: [Event] = [
            .joined(presence(taker)), .renamed(presence(taker), was: "mallory"), told(by: taker),
        ]
        for taking in takings {
            var known = acquaintances(told(by: .wren), .left(presence(.wren), .quit))
            #expect(known.lastTeller == "wren")
            known.note(taking, isOwn: true, isIgnored: isIgnored)
            #expect(known.lastTeller == nil)
            #expect(known.account(of: "wren") == "mallory")
        }
    }

    @Test func `who comes back under the same name is replied to`() {
        let known = acquaintances(
            told(by: .wren), .left(presence(.wren), .hungUp), .joined(presence(.wren)))
        #expect(known.lastTeller == "wren")
    }

    @Test func `after an absence the reply goes to the login, as the name may be another's`() {
        let robin = Speaker(name: "robin", account: "wren", uid: 1001)
        var scene = Scene.atTerminal()
        scene.hear(told(by: robin))
        scene.close()
        scene.comeBack(seq: 5)
        scene.type("/reply oi\r")
        #expect(scene.requests.last == .tell(to: "wren", text: "oi", id: scene.ids.last ?? nil))
    }

    @Test(arguments: [false, true])
    func `what waits for a return goes to the login, as the name may be another's`(wasSent: Bool) {
        let robin = Speaker(name: "robin", account: "wren", uid: 1001)
        var scene = Scene.atTerminal()
        scene.hear(.joined(presence(robin)))
        if wasSent { scene.type("/msg robin hi\r") }
        scene.close()
        if !wasSent { scene.type("/msg robin hi\r") }
        scene.comeBack(seq: 5)
        let id = scene.ids.last ?? nil
        #expect(scene.requests.last == .tell(to: "wren", text: "hi", id: id))
    }

    @Test func `they stay bounded, whatever a daemon says of them`() {
        var known = Acquaintances()
        for number in 0...3 * Acquaintances.maxNames {
            let speaker = Speaker(
                name: SafeText(sanitizing: "n\(number)"), account: "wren", uid: 1001)
            known.note(.renamed(presence(speaker), was: "nobody"), isOwn: false)
        }
        #expect(known.names.count <= Acquaintances.maxNames)
    }
}
