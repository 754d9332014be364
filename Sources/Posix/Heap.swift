import CLinux

/// The memory that this process has from the system and does not use.
package enum Heap {
    /// Gives back to the system what is free. See malloc_trim(3).
    ///
    /// Whoever allocates meanwhile waits some milliseconds: call it when there is little to do.
    package static func trim() {
        _ = malloc_trim(0)
    }

    /// From now on joins what is freed to what is free beside it at once. See mallopt(3), `M_MXFAST`.
    ///
    /// Else small pieces stay apart, and ``trim()`` is too late for an arena's end: it joins them, but gives back
    /// what lies before the end only. A process of many threads keeps megabytes in each of its arenas then.
    package static func joinAtOnce() {
        // An allocator of another make may refuse: then it is as it would have been.
        _ = mallopt(M_MXFAST, 0)
    }
}
