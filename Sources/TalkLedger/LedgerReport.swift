package import Posix

/// Why a file of the ledger cannot be used as it is.
package enum Obstacle: Error, Hashable, Sendable {
    /// A directory, a symbolic link, or something else that is no file.
    case notAFile
    /// A file of neither this account, root, nor the directory's owner.
    case foreign
    /// A file with a second name, in a directory of another account: it could be anybody's.
    case linked
    /// No segment is as large, or has as large a number.
    case tooLarge
    case system(SystemError)
}

/// Something about the ledger that the operator should know; it goes on regardless.
package enum LedgerReport: Hashable, Sendable {
    /// A line that was not written to its end was moved aside, to another file of the directory.
    case torn(file: String, offset: Int, bytes: Int, movedTo: String)
    /// Such a line could not be moved aside: it stays, and a fresh segment begins after it.
    case tornStays(file: String, offset: Int, bytes: Int, error: SystemError)
    /// What stands from `offset` on, up to the next whole line, was never said: it is skipped.
    case damaged(file: String, offset: Int)
    /// A segment is left alone; what was said in it cannot be read back.
    case skipped(file: String, obstacle: Obstacle)
    /// The file with the ledger's name was not there, or held none: clients forget the numbers they know.
    case renamed
    /// A segment that is no longer to be kept could not be removed.
    case notRemoved(file: String, error: SystemError)
}

/// Why the daemon must not begin with this ledger. Nothing that was said in it was changed.
package enum LedgerFault: Error, Hashable, Sendable {
    /// Another talkroomd has it. The way out: another directory, or end that one.
    case held
    /// The directory cannot be made, opened or locked. The way out: make it, for this account.
    case directory(SystemError)
    /// The last segment cannot be read, so nobody knows which number comes next. The way out: make it
    /// readable; or move it away *and* remove the file `name`, so that clients learn that numbers go back.
    case unreadable(file: String, obstacle: Obstacle)
    /// A file that the ledger cannot be without cannot be made or replaced.
    case unwritable(file: String, error: SystemError)
}
