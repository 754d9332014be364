/* A process that looks at what somebody hands over, so that the daemon need not touch it. */
#ifndef CLINUX_HANDOVER_H
#define CLINUX_HANDOVER_H

#include <linux/stat.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Descriptors.h"

/* What errno is, without the numbers of <errno.h>. */
extern int *__errno_location(void) __attribute__((__nothrow__, __const__));

enum {
    clinux_not_permitted = 1,
    clinux_bad_descriptor = 9,
    clinux_by_process_descriptor = 3,
    clinux_ended_and_at_once = 4 | 1,
    clinux_monotonic_clock = 1,
    clinux_readable = 1,
    clinux_writes_only = 1,
    clinux_access_mode = 3,
    clinux_get_flags = 3,
    clinux_duplicate = 1030,
    clinux_closes_on_exec = 02000000,
    clinux_is_path_alone = 010000000,
    clinux_by_descriptor_alone = 0x1000,
    clinux_without_asking = 0x4000
};

struct clinux_time {
    long seconds;
    long nanoseconds;
};

struct clinux_poll {
    int descriptor;
    short wanted;
    short found;
};

/*
 * Of a file of FUSE, whose server answers when it likes, fstat(2) may wait for ever, and close(2), too, and no signal
 * ends that: so whoever may be handed one, and closes it, must be able to do without coming back. Everything here is
 * for the child of a process with many threads, of which only the one that made it is left: plain system calls, no
 * memory of the heap, no locks.
 */
struct clinux_wanted {
    /* Whose the terminal must be. */
    unsigned uid;
    /* The file system of this host's pseudo-terminals; 0 where there is none. */
    unsigned long long file_system;
    int milliseconds;
};

/* Whether a descriptor is a terminal that is wanted, open for writing alone; asks no file system's server. */
static inline int clinux_is_wanted_terminal(int descriptor, const struct clinux_wanted *wanted)
{
    struct statx status;
    __builtin_memset(&status, 0, sizeof status);
    long flags = syscall(SYS_fcntl, descriptor, clinux_get_flags, 0);
    if (flags == -1 || (flags & clinux_access_mode) != clinux_writes_only || (flags & clinux_is_path_alone))
        return 0;
    if (syscall(SYS_statx, descriptor, "", clinux_by_descriptor_alone | clinux_without_asking,
                STATX_TYPE | STATX_UID, &status) == -1)
        return 0;
    if ((status.stx_mode & 0170000) != 0020000 || status.stx_uid != wanted->uid)
        return 0;
    unsigned long long file_system =
        ((unsigned long long)status.stx_dev_major << 32) | status.stx_dev_minor;
    if (status.stx_rdev_major >= 136 && status.stx_rdev_major <= 143)
        return wanted->file_system != 0 && file_system == wanted->file_system;
    return status.stx_rdev_major == 4 && status.stx_rdev_minor >= 1 && status.stx_rdev_minor <= 63;
}

/* Whether it tells when a process ends that has not ended yet. See pidfd_send_signal(2). */
static inline int clinux_is_running_process(int descriptor)
{
    /* A directory of /proc would do for a signal, but tells no end. waitid(2) knows it from a process. */
    if (syscall(SYS_waitid, clinux_by_process_descriptor, descriptor, 0, clinux_ended_and_at_once, 0) == -1
        && *__errno_location() == clinux_bad_descriptor)
        return 0;
    return syscall(SYS_pidfd_send_signal, descriptor, 0, 0, 0) == 0
        || *__errno_location() == clinux_not_permitted;
}

/* Takes one byte, which must be LF, and the descriptors with it; whether they are those two, and wanted. */
static inline int clinux_take_handed(int socket, const struct clinux_wanted *wanted, int handed[2], int *count)
{
    unsigned char byte = 0;
    int is_whole = 0;
    return clinux_receive_descriptors(socket, &byte, handed, 2, count, &is_whole) == 1 && byte == '\n'
        && *count == 2 && is_whole && clinux_is_wanted_terminal(handed[0], wanted)
        && clinux_is_running_process(handed[1]);
}

/* The child's work: `socket` is the client's, `answer` leads to the daemon and is closed last. */
static inline void clinux_vet_handed(int socket, int answer, const struct clinux_wanted *wanted)
{
    /* What ps(1) shows of one that does not end. */
    syscall(SYS_prctl, PR_SET_NAME, "handover", 0, 0, 0);
    /* Nothing else of the daemon's stays with a process that may not end. */
    int kept_socket = (int)syscall(SYS_fcntl, socket, clinux_duplicate, 3);
    int kept_answer = (int)syscall(SYS_fcntl, answer, clinux_duplicate, 3);
    syscall(SYS_dup3, kept_answer, 0, clinux_closes_on_exec);
    syscall(SYS_dup3, kept_socket, 1, clinux_closes_on_exec);
    /* A kernel that is too old closes them one by one. */
    if (syscall(SYS_close_range, 2, ~0U, 0) == -1)
        for (int descriptor = 2; descriptor < 1 << 17; descriptor++)
            syscall(SYS_close, descriptor);
    struct clinux_poll entry = { 1, clinux_readable, 0 };
    struct clinux_time limit = { wanted->milliseconds / 1000, wanted->milliseconds % 1000 * 1000000L };
    int handed[2] = { -1, -1 }, count = 0, is_good = 0;
    if (syscall(SYS_ppoll, &entry, 1, &limit, 0, 0) == 1)
        is_good = clinux_take_handed(1, wanted, handed, &count);
    /* With the two descriptors, or with none. */
    clinux_send_descriptors(0, is_good ? 'y' : 'n', handed, is_good ? 2 : 0);
    syscall(SYS_close, 1);
    for (int i = 0; i < count && i < 2; i++)
        syscall(SYS_close, handed[i]);
    syscall(SYS_close, 0);
}

/* Makes a process for that; its number, or -1 as fork(2) has it. */
static inline int clinux_start_vetting(int socket, int answer, struct clinux_wanted wanted)
{
    /* Not fork(3), which would wait for locks of other threads. */
    long child = syscall(SYS_clone, (long)SIGCHLD, 0L, 0L, 0L, 0L);
    if (child != 0)
        return (int)child;
    clinux_vet_handed(socket, answer, &wanted);
    syscall(SYS_exit_group, 0);
    __builtin_unreachable();
}

#endif
