import Posix
import TalkClient
import TalkCommandLine
import TalkLanguage
import TalkServer

/// `mesg`: the terminal's mode, and what the daemon knows besides. See talkroom-classic(1).
extension Talkroom {
    func set(_ mesg: ClassicCommand.Mesg) -> Departure {
        guard let mode = MessageMode.ofOwnTerminal() else {
            if mesg.isVerbose { console.complain(.noTerminal) }
            return .trouble
        }
        let client = client(at: path(of: .usual), mesg.persistence)
        switch mesg.takes {
        case nil: return ask(client.quiet, mode)
        case true?: return take(mode, client, mesg)
        case false?:
            guard change(mode, on: false) else { return .trouble }
            let answer = (mesg.isVerbose ? client : client.quiet).mesg(takes: false)
            if case .signal = answer { return answer }
            return ended(false, saying: mesg.isVerbose ? .nowRefused : nil)
        }
    }

    /// The daemon, where there is one, knows best whether messages come; else the mode tells.
    private func ask(_ client: Client, _ mode: MessageMode) -> Departure {
        let answer = client.mesg(takes: nil)
        if case .signal = answer { return answer }
        let isOn = answer.isRefusal ? false : answer == .status(.done) || mode.isOn
        return ended(isOn, saying: .verbatim(isOn ? "is y" : "is n"))
    }

    private func take(
        _ mode: MessageMode, _ client: Client, _ mesg: ClassicCommand.Mesg
    ) -> Departure {
        // Any other group is one of people, who are not to be let write here.
        let isOfTerminals = mode.isOfGroup(Self.terminalGroup)
        if isOfTerminals, !change(mode, on: true) { return .trouble }
        var answer = (mesg.isVerbose ? client : client.quiet).mesg(takes: true)
        guard mode.isOn || isOfTerminals || answer == .status(.done) else {
            console.complain(.notOfTerminalGroup)
            return .trouble
        }
        // The daemon does not hold the terminal, nor need it where the mode lets it in; but it still goes by what
        // the account said last.
        if answer.isRefusal { answer = client.mesg(takes: true, handsOver: false) }
        if case .signal = answer { return answer }
        // Without a daemon the mode is all that there is to it.
        guard !answer.isRefusal else { return ended(false, saying: nil) }
        return ended(true, saying: mesg.isVerbose ? .nowTaken : nil)
    }

    private func ended(_ isOn: Bool, saying phrase: Phrase?) -> Departure {
        if let phrase, show(phrase.text(in: language) + "\n") != .status(.done) {
            return .trouble
        }
        return .status(isOn ? .done : .undelivered)
    }

    /// - Returns: Whether that could be done; if not, it was told why.
    private func change(_ mode: MessageMode, on isOn: Bool) -> Bool {
        do throws(SystemError) {
            try mode.turn(on: isOn)
            return true
        } catch {
            console.complain(.modeFailed(error.phrase))
            return false
        }
    }

    private static var terminalGroup: UInt32? {
        do throws(SystemError) {
            return try Accounts.gid(ofGroup: "tty")
        } catch {
            return nil
        }
    }
}

extension Departure {
    /// Of mesg(1): what was asked for could not be done, or not be told.
    static let trouble = Departure.number(2)

    /// There is a daemon, and its answer is no.
    fileprivate var isRefusal: Bool { self == .status(.undelivered) }
}
