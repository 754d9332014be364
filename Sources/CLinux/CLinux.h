/* What Swift's Glibc module lacks. Only Posix imports it. */
#ifndef CLINUX_H
#define CLINUX_H

/*
 * No other header of the C library's than these, here or in what follows: what it defines Swift would find only here,
 * and not in its Glibc, depending on what is compiled together. The rest is the kernel's interface, by its numbers.
 */
#include <linux/capability.h>
#include <linux/sched.h>
#include <malloc.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Descriptors.h"
#include "Handover.h"

/* prctl(2) and syscall(2) take what they like, and Swift calls no such function. */
/* The signal that comes when the parent is no more, 0 for none. */
static inline int clinux_parent_death_signal(void)
{
    int signal = 0;
    return prctl(PR_GET_PDEATHSIG, &signal) == -1 ? -1 : signal;
}

static inline int clinux_set_parent_death_signal(int signal)
{
    return prctl(PR_SET_PDEATHSIG, signal);
}

static inline int clinux_gain_no_privileges(void)
{
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static inline int clinux_hide_memory(void)
{
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/* The capabilities that the calling thread has, may take or hands on, all in one; -1 as capget(2) has it. */
static inline int clinux_capabilities(unsigned long long *all)
{
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];
    if (syscall(SYS_capget, &header, data) == -1)
        return -1;
    *all = 0;
    for (int i = 0; i < _LINUX_CAPABILITY_U32S_3; i++)
        *all |= (unsigned long long)(data[i].effective | data[i].permitted | data[i].inheritable)
            << (32 * i);
    return 0;
}

/* Gives them all up; what is kept for programs to come (ambient) goes with them. */
static inline int clinux_drop_capabilities(void)
{
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { { 0, 0, 0 }, { 0, 0, 0 } };
    return (int)syscall(SYS_capset, &header, none);
}

/*
 * As whom the calling thread alone acts, what is -1 left as it is: the C library's functions of these names see to it
 * that all threads of a process are one account.
 */
static inline int clinux_set_thread_uid(unsigned effective)
{
    return (int)syscall(SYS_setresuid, -1, effective, -1);
}

static inline int clinux_set_thread_gid(unsigned effective)
{
    return (int)syscall(SYS_setresgid, -1, effective, -1);
}

static inline int clinux_set_thread_groups(unsigned long count, const unsigned *groups)
{
    return (int)syscall(SYS_setgroups, count, groups);
}

/* Gives the calling thread a umask (and a working directory) of its own. See unshare(2). */
static inline int clinux_own_umask(void)
{
    return (int)syscall(SYS_unshare, CLONE_FS);
}

/* A descriptor that tells when a process ends. */
static inline int clinux_open_process(int process)
{
    return (int)syscall(SYS_pidfd_open, process, 0);
}

/* Sends the calling thread a signal each so many milliseconds. See timer_create(2), SIGEV_THREAD_ID. */
static inline int clinux_interrupt_thread(int *timer, int signal, long milliseconds)
{
    struct clinux_time pause = { milliseconds / 1000, milliseconds % 1000 * 1000000 };
    struct clinux_time times[2] = { pause, pause };
    struct sigevent event = { .sigev_signo = signal, .sigev_notify = SIGEV_THREAD_ID };
    event._sigev_un._tid = (int)syscall(SYS_gettid);
    if (syscall(SYS_timer_create, clinux_monotonic_clock, &event, timer) == -1)
        return -1;
    if (syscall(SYS_timer_settime, *timer, 0, times, 0) == 0)
        return 0;
    syscall(SYS_timer_delete, *timer);
    return -1;
}

static inline void clinux_end_interrupting(int timer)
{
    syscall(SYS_timer_delete, timer);
}

#endif
