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
    /// What calendar and clock show in this process's time zone: `2026-11-24` and `14:03`.
    package static func local() -> (date: String, time: String) {
        var seconds = time_t(milliseconds() / 1000)
        var parts = unsafe tm()
        _ = unsafe localtime_r(&seconds, &parts)
        let (year, month, day) = unsafe (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday)
        let (hour, minute) = unsafe (parts.tm_hour, parts.tm_min)
        return (
            "\(year)-\(twoDigits(month))-\(twoDigits(day))",
            "\(twoDigits(hour)):\(twoDigits(minute))"
        )
    }

    private static func twoDigits(_ number: Int32) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
