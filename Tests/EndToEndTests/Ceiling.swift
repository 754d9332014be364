import TalkServer

/// What talkroomd(8), "Memory", says of so many sessions: bytes of the daemon alone, and with the kernel's for it.
func memoryCeiling(sessions: Int) -> (ofDaemon: Int, ofAll: Int) {
    let ceiling = MemoryCeiling(sessions: sessions)
    return (ceiling.daemonBytes, ceiling.bytes)
}
