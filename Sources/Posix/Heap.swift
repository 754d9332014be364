import CLinux

/// The memory that this process has from the system and does not use.
package enum Heap {
    /// Gives back to the system what is free. See malloc_trim(3).
    ///
    /// Whoever allocates meanwhile waits some milliseconds: call it when there is little to do.
    package static func trim() {
        _ = malloc_trim(0)
    }
}
