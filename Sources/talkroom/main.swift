import Posix
import TalkClient
import TalkCommandLine
import TalkLanguage

StandardStream.openMissing()
SignalSet.ignoreBrokenPipes()
let arguments = Host.arguments
let name = ClassicCommand.Name(calledAs: (arguments.first ?? nil) ?? "")
let talkroom = Talkroom(program: name?.rawValue ?? Talkroom.program)
switch name.map({ talkroom.run(as: $0, arguments) }) ?? talkroom.run(arguments) {
case .status(let status): Host.exit(status.rawValue)
case .number(let number): Host.exit(number)
case .signal(let number): SignalPipe.die(of: number)
}
