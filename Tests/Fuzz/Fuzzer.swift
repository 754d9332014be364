import Foundation
import FuzzTargets

/// What `TALKROOM_FUZZ_TARGET` names.
private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["TALKROOM_FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else { fatalError("no target: \(name)") }
    return target
}()

/// What C has for `argv`.
public typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Tries one input, which may take a second of this thread's own time; how busy the machine is does not count.
private func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let before = processorSeconds()
    target.check(Array(UnsafeBufferPointer(start: start, count: count)))
    if processorSeconds() - before > 1 { fatalError("not kept: an input takes no second") }
    return 0
}

private func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// libFuzzer's, which gives one input after the other.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Arguments?>,
    _ tryInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The program: the package manager takes what is called so for `main`, and libFuzzer's own for none.
@_cdecl("talkroom_fuzz_main")
public func main(_ count: CInt, _ arguments: Arguments?) -> CInt {
    var (count, arguments) = (count, arguments)
    return runFuzzer(&count, &arguments, tryInput)
}
