import Posix
import TalkRoom

/// What accounts wish and what operators did, and who keeps that.
struct KeptState: Sendable {
    var wishes = WishBook()
    var wishKeeper: Keeper?
    var acts = ActBook()
    var actKeeper: Keeper?

    /// Nothing, kept nowhere.
    init() {}

    /// Reads what is kept in a directory; what cannot be read stays there, and nothing is kept in its place.
    ///
    /// - Parameter directory: Nil for none.
    init(in directory: String?, _ log: OperatorLog) {
        guard let directory else { return }
        readWishes(WishesFile(in: directory), log)
        readActs(ActsFile(in: directory), log)
    }

    private mutating func readWishes(_ file: WishesFile, _ log: OperatorLog) {
        do throws(SystemError) {
            wishes = WishBook(try file.read())
            wishKeeper = .ofWishes(file)
        } catch {
            wishes = WishBook(isKnown: false)
            log.note(LogLine("wishes").with("result", "unread").with("error", error).at(.wrong))
        }
    }

    private mutating func readActs(_ file: ActsFile, _ log: OperatorLog) {
        do throws(SystemError) {
            let (found, damagedLines) = try file.read()
            acts = ActBook(found)
            actKeeper = .ofActs(file)
            guard damagedLines > 0 else { return }
            log.note(
                LogLine("acts").with("result", "damaged").with("lines", damagedLines).at(.wrong))
        } catch {
            log.note(LogLine("acts").with("result", "unread").with("error", error).at(.wrong))
        }
    }
}
