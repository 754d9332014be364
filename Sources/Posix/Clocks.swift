import Glibc

/// The clock that only goes forward (`CLOCK_MONOTONIC`).
package enum MonotonicClock {
    /// Milliseconds since some moment before the program began.
    package static func milliseconds() -> Int64 {
        nanoseconds() / 1_000_000
    }

    /// Microseconds since the same moment.
    package static func microseconds() -> Int64 {
        nanoseconds() / 1000
    }

    /// Nanoseconds since the same moment.
    package static func nanoseconds() -> Int64 {
        read(CLOCK_MONOTONIC)
    }

    /// The nanoseconds that a clock shows.
    static func read(_ clock: clockid_t) -> Int64 {
        var now = timespec()
        let result = unsafe clock_gettime(clock, &now)
        precondition(result == 0, "clock_gettime cannot fail on a clock that exists")
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}

/// The clock on the wall (`CLOCK_REALTIME`).
package enum WallClock {
    /// Milliseconds since 1970, UTC.
    package static func milliseconds() -> Int64 {
        MonotonicClock.read(CLOCK_REALTIME) / 1_000_000
    }
    /// What calendar and clock show in this process's time zone, so many milliseconds after 1970 UTC.
    package static func local(milliseconds: Int64 = milliseconds()) -> LocalTime {
        var seconds = time_t((milliseconds - (milliseconds % 1000 + 1000) % 1000) / 1000)
        var parts = unsafe tm()
        _ = unsafe localtime_r(&seconds, &parts)
        return unsafe LocalTime(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1,
            day: Int(parts.tm_mday), weekday: Int(parts.tm_wday), hour: Int(parts.tm_hour),
            minute: Int(parts.tm_min))
    }
}

/// What a calendar and a clock show.
package struct LocalTime: Hashable, Sendable {
    package let year: Int
    /// From 1, as the days.
    package let month: Int
    package let day: Int
    /// Sunday is 0.
    package let weekday: Int
    package let hour: Int
    package let minute: Int

    package init(year: Int, month: Int, day: Int, weekday: Int, hour: Int, minute: Int) {
        self.year = year
        self.month = month
        self.day = day
        self.weekday = weekday
        self.hour = hour
        self.minute = minute
    }

    /// `2026-11-24`.
    package var date: String {
        "\(year)-\(Self.twoDigits(month))-\(Self.twoDigits(day))"
    }

    /// `14:03`.
    package var time: String { "\(Self.twoDigits(hour)):\(Self.twoDigits(minute))" }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
