import Posix

StandardStream.openMissing()
Program.run()
