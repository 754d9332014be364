import TalkLanguage

/// What is measured, in which unit.
enum Measure: String, CaseIterable, Sendable {
    case deliveries = "deliveries_per_second"
    case deliveryCPU = "cpu_nanoseconds_per_delivery"
    case latencyMedian = "latency_p50_nanoseconds"
    case latencyTail = "latency_p99_nanoseconds"
    case joinTime = "join_nanoseconds"
    case joinCPU = "join_cpu_nanoseconds"
    case clientMemory = "resident_bytes_per_client"
    case wakeUps = "wake_ups_per_second"
    case idleCPU = "cpu_nanoseconds_per_second"
    case startTime = "start_nanoseconds"
    case sendToNetcat = "send_to_nc"
    case keptDeliveries = "deliveries_with_slow_to_without"
    case keptTail = "latency_p99_with_slow_to_without"
    case slowEnded = "slow_readers_ended"
    case slowTold = "slow_readers_told_to_others"
    case peakMemory = "resident_bytes_peak"
    case daemonStart = "exec_to_greeting_nanoseconds"
    case manyToFew = "exec_to_greeting_many_to_few"
    case logTime = "log_nanoseconds"
    case logToTail = "log_to_tail"
    case deliveriesToOff = "deliveries_to_history_off"
    case keyWrites = "writes_per_key"
    case mostKeyWrites = "writes_per_key_most"
    case messageCPU = "cpu_nanoseconds_per_message"
    case ownMemory = "anonymous_bytes"
    case memoryManyToFew = "anonymous_bytes_many_to_few"
    case tailToControl = "latency_p99_to_control"
    case peakGroupMemory = "cgroup_bytes_peak"
    case peakToCeiling = "cgroup_bytes_peak_to_ceiling"
    case attackLines = "attack_lines_per_second"
    case attackConnections = "attack_connections_per_second"

    /// What it is called in the table.
    var name: Phrase {
        switch self {
        case .deliveries: .benchDeliveries
        case .deliveryCPU: .benchDeliveryCPU
        case .latencyMedian: .benchLatencyMedian
        case .latencyTail: .benchLatencyTail
        case .joinTime: .benchTime
        case .joinCPU: .benchServerCPU
        case .clientMemory: .benchClientMemory
        case .wakeUps: .benchWakeUps
        case .idleCPU: .benchIdleCPU
        case .startTime: .benchTime
        case .sendToNetcat: .benchSendToNetcat
        case .keptDeliveries: .benchKeptDeliveries
        case .keptTail: .benchKeptTail
        case .slowEnded: .benchSlowEnded
        case .slowTold: .benchSlowTold
        case .peakMemory: .benchPeakMemory
        case .daemonStart: .benchDaemonStart
        case .manyToFew: .benchManyToFew
        case .logTime: .benchTime
        case .logToTail: .benchLogToTail
        case .deliveriesToOff: .benchDeliveriesToOff
        case .keyWrites: .benchKeyWrites
        case .mostKeyWrites: .benchMostKeyWrites
        case .messageCPU: .benchMessageCPU
        case .ownMemory: .benchOwnMemory
        case .memoryManyToFew: .benchManyToFew
        case .tailToControl: .benchTailToControl
        case .peakGroupMemory: .benchPeakGroupMemory
        case .peakToCeiling: .benchPeakToCeiling
        case .attackLines: .benchAttackLines
        case .attackConnections: .benchAttackConnections
        }
    }

    /// The figure with its unit, in at most nine characters.
    func text(of value: Double) -> String {
        switch self {
        case .deliveries: "\(fixed(value / 1e6, digits: 2)) M"
        case .deliveryCPU: "\(fixed(value, digits: 0)) ns"
        case .latencyMedian, .latencyTail: "\(fixed(value / 1e3, digits: 0)) µs"
        case .joinTime, .joinCPU, .startTime, .daemonStart, .logTime:
            "\(fixed(value / 1e6, digits: 1)) ms"
        case .idleCPU: "\(fixed(value / 1e3, digits: 0)) µs"
        case .messageCPU: "\(fixed(value / 1e3, digits: 1)) µs"
        case .clientMemory: "\(fixed(value / 1024, digits: 1)) KiB"
        case .peakMemory, .ownMemory, .peakGroupMemory: "\(fixed(value / 1_048_576, digits: 1)) MiB"
        case .wakeUps: fixed(value, digits: 1)
        case .keptDeliveries, .keptTail, .manyToFew, .logToTail, .deliveriesToOff, .keyWrites,
            .memoryManyToFew, .sendToNetcat, .tailToControl:
            fixed(value, digits: 2)
        case .peakToCeiling: fixed(value, digits: 3)
        case .slowEnded, .slowTold, .mostKeyWrites, .attackLines, .attackConnections:
            fixed(value, digits: 0)
        }
    }

    /// Whether talkroom's figure and a peer's make a ratio that says something.
    var isCompared: Bool {
        switch self {
        case .wakeUps, .idleCPU, .slowEnded, .slowTold, .keptDeliveries, .keptTail, .manyToFew,
            .logToTail, .deliveriesToOff, .keyWrites, .mostKeyWrites, .memoryManyToFew,
            .sendToNetcat, .tailToControl, .peakToCeiling, .attackLines, .attackConnections:
            false
        default: true
        }
    }
}

/// A number with so many digits after its point.
func fixed(_ value: Double, digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((abs(value) * scale).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(scaled)" }
    let text = String(scaled)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
}
