/* Descriptors that are handed over by a socket. See unix(7), SCM_RIGHTS. */
#ifndef CLINUX_DESCRIPTORS_H
#define CLINUX_DESCRIPTORS_H

#include <sys/syscall.h>
#include <unistd.h>

/*
 * As the kernel has them: the calls are made by their numbers, which the child of a process with many threads may do,
 * too.
 */
struct clinux_span {
    void *start;
    unsigned long size;
};

struct clinux_message {
    void *address;
    unsigned address_size;
    struct clinux_span *spans;
    unsigned long span_count;
    void *control;
    unsigned long control_size;
    unsigned flags;
};

/* No more descriptors come with one message (SCM_MAX_FD in the kernel). */
#define CLINUX_MAX_DESCRIPTORS 253

struct clinux_rights {
    unsigned long size;
    int level;
    int type;
    int descriptors[CLINUX_MAX_DESCRIPTORS + 1];
};

enum {
    clinux_socket_level = 1,
    clinux_rights_type = 1,
    clinux_control_was_cut = 0x8,
    clinux_without_waiting = 0x40,
    clinux_without_signal = 0x4000,
    clinux_closed_on_exec = 0x40000000
};

static inline unsigned long clinux_rights_size(int count)
{
    return sizeof(unsigned long) + 2 * sizeof(int) + (unsigned long)count * sizeof(int);
}

/* Sends one byte, and at the most CLINUX_MAX_DESCRIPTORS with it, without waiting; the result is that of sendmsg(2). */
static inline long clinux_send_descriptors(
    int socket, unsigned char byte, const int *descriptors, int count)
{
    struct clinux_rights rights;
    struct clinux_span span = { &byte, 1 };
    struct clinux_message message;
    __builtin_memset(&message, 0, sizeof message);
    __builtin_memset(&rights, 0, sizeof rights);
    message.spans = &span;
    message.span_count = 1;
    if (count > 0) {
        message.control = &rights;
        rights.size = message.control_size = clinux_rights_size(count);
        rights.level = clinux_socket_level;
        rights.type = clinux_rights_type;
        __builtin_memcpy(rights.descriptors, descriptors, (unsigned long)count * sizeof(int));
    }
    return syscall(SYS_sendmsg, socket, &message, clinux_without_waiting | clinux_without_signal);
}

/*
 * Receives one byte without waiting, and at the most so many descriptors with it; the result is that of
 * recvmsg(2). Those that came are counted also where `is_whole` is 0: something more came, which the kernel
 * has thrown away, or something else.
 */
static inline long clinux_receive_descriptors(
    int socket, unsigned char *byte, int *descriptors, int most, int *count, int *is_whole)
{
    struct clinux_rights rights;
    struct clinux_span span = { byte, 1 };
    struct clinux_message message;
    __builtin_memset(&message, 0, sizeof message);
    message.spans = &span;
    message.span_count = 1;
    message.control = &rights;
    /* Without the padding, which would be room for one more. */
    message.control_size = clinux_rights_size(most);
    *count = 0;
    *is_whole = 1;
    long result = syscall(SYS_recvmsg, socket, &message, clinux_without_waiting | clinux_closed_on_exec);
    if (result < 0)
        return result;
    *is_whole = (message.flags & clinux_control_was_cut) == 0;
    if (message.control_size < clinux_rights_size(1))
        return result;
    if (rights.level != clinux_socket_level || rights.type != clinux_rights_type) {
        *is_whole = 0;
        return result;
    }
    *count = (int)((rights.size - clinux_rights_size(0)) / sizeof(int));
    if (*count > most)
        *count = most;
    __builtin_memcpy(descriptors, rights.descriptors, (unsigned long)*count * sizeof(int));
    return result;
}

#endif
