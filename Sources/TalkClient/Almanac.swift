import Posix
import TalkLanguage
import TalkProtocol

/// What calendar and clock show beside what is said, and when a day has begun.
struct Almanac {
    private let localTime: @Sendable (Timestamp) -> LocalTime
    private let now: @Sendable () -> Timestamp
    /// The minute asked for last: most of what is said is of the same one.
    private var last: (minute: Int64, time: Moment)?
    /// The day of what was shown last.
    private var day: String?

    init(_ circumstances: Circumstances) {
        localTime = circumstances.localTime
        now = circumstances.now
        day = localTime(now()).date
    }

    /// A minute.
    struct Moment {
        let local: LocalTime
        let date: String
        /// As it is shown.
        let time: String
    }

    /// The minute of something.
    ///
    /// - Parameter time: When it was; nil for now.
    mutating func moment(of time: Timestamp?) -> Moment {
        let moment = time ?? now()
        let minute = moment.milliseconds / 60_000
        if let last, last.minute == minute { return last.time }
        let local = localTime(moment)
        let found = Moment(local: local, date: local.date, time: local.time)
        last = (minute, found)
        return found
    }

    /// Takes note that something of this time is shown.
    ///
    /// - Returns: The day, if it is another one than that of what was shown before; at first, than today.
    mutating func turn(to moment: Moment) -> Phrase? {
        guard moment.date != day else { return nil }
        day = moment.date
        let time = moment.local
        return .day(weekday: time.weekday, day: time.day, month: time.month, year: time.year)
    }
}
