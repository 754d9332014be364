/* What Swift's Glibc module lacks. Only Posix imports it. */
#ifndef CLINUX_H
#define CLINUX_H

#include <malloc.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>

/* prctl(2) takes what it likes, and Swift calls no such function. */
static inline int clinux_die_with_parent(void)
{
    return prctl(PR_SET_PDEATHSIG, SIGKILL);
}

#endif
