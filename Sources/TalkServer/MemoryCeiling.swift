import Posix
import TalkProtocol

/// How much memory the daemon takes at the most, the kernel's for it included; talkroomd(8), "Memory", adds up the same.
///
/// Pages of files are not in it, which the kernel takes back when it wants to.
package struct MemoryCeiling {
    /// Sessions that may be there.
    package let sessions: Int

    package init(sessions: Int) {
        self.sessions = sessions
    }

    /// The bytes of the daemon and of the kernel for it, however many mean harm.
    package var bytes: Int { Self.fixedBytes + allSessions * Self.sessionBytes }

    /// Those of the daemon alone, which its resident memory never passes.
    package var daemonBytes: Int {
        Self.fixedBytes + allSessions * (Self.sessionBytes - Self.kernelBytes)
    }

    /// With those that are kept for operators and root.
    private var allSessions: Int { sessions + Limits.operatorsSessions + Limits.rootsSessions }

    // MARK: What there is once

    /// Program and libraries, the daemon's own threads, the shared logs with what waits for the disk or the operator,
    /// and what is on its way to those who fell behind.
    package static let programBytes = 192 * 1024 * 1024
    /// What was said: room for it grows by doubling.
    package static let rememberedBytes = 2 * Limits.maxRememberedBytes
    /// What was told: as much again is held for a moment by those who are already dismissed.
    package static let toldBytes = 2 * Limits.maxPrivateBytes

    package static let fixedBytes = programBytes + rememberedBytes + toldBytes

    // MARK: What each session has

    package static let stackBytes = Thread.stackBytes
    /// Its place among the others: who it is, where it stands, its name and its account's.
    package static let placeBytes = 8 * 1024
    /// A line that is not whole yet, and what came with its end.
    package static let lineBytes = Limits.maxLineBytes + Limits.maxReceiveBytes
    /// An answer as bytes, one event longer than a piece, and the events that it is made of. What is taken from its
    /// socket, understood and gathered to be said is less, and is there when no answer is.
    package static let answerBytes =
        Limits.answerChunkBytes + longestEventBytes + 4 * Limits.recallChunkBytes
    /// Of many lines, each after its speaker's name and login, in the plain dialect.
    package static let longestEventBytes = 192 * Limits.maxTextLines
    /// What the allocator loses of that: a quarter.
    package static let allocatorBytes = (lineBytes + answerBytes) / 4
    /// What the kernel holds for it to read: half as much again goes in when there is hardly room.
    package static let unreadBytes = Limits.sendBufferBytes / 2 * 3
    /// Its thread's and its socket's part of the kernel.
    package static let threadBytes = 64 * 1024

    package static let kernelBytes = unreadBytes + threadBytes
    package static let sessionBytes =
        stackBytes + placeBytes + lineBytes + answerBytes + allocatorBytes + kernelBytes
}
