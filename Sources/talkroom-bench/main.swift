import Posix
import TalkLanguage

StandardStream.openMissing()
SignalSet.ignoreBrokenPipes()
Host.exit(TalkroomBench().run(Array(CommandLine.arguments.dropFirst())).rawValue)
