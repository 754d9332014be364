import Posix
import TalkClient
import TalkLanguage

StandardStream.openMissing()
SignalSet.ignoreBrokenPipes()
switch Talkroom().run(Array(CommandLine.arguments.dropFirst())) {
case .status(let status): Host.exit(status.rawValue)
case .signal(let number): SignalPipe.die(of: number)
}
