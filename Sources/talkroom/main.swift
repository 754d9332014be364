import Posix
import TalkLanguage

SignalSet.ignoreBrokenPipes()
Host.exit(Talkroom().run(Array(CommandLine.arguments.dropFirst())).rawValue)
