"""Many terminals in one process, told on standard input what to do, one word a line.

terminals.py DIRECTORY COUNT UID GID QUIET
  read WORD   reads until all have shown WORD but the first QUIET, which take no messages
Answers `ready` when they are there, then how many showed the word and how many bytes the quiet ones had.
"""
import fcntl
import os
import resource
import select
import struct
import sys
import time

PATIENCE = float(os.environ.get("PATIENCE", "60"))
TIOCGPTN, TIOCSPTLCK = 0x80045430, 0x40045431
directory, (count, uid, gid, quiet) = sys.argv[1], map(int, sys.argv[2:])
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
masters, slaves = [], []
for number in range(count):
    master = os.open(directory + "/ptmx", os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    fcntl.ioctl(master, TIOCSPTLCK, struct.pack("i", 0))
    name = struct.unpack("I", fcntl.ioctl(master, TIOCGPTN, b"\0" * 4))[0]
    path = f"{directory}/{name}"
    slaves.append(os.open(path, os.O_RDWR | os.O_NOCTTY))
    os.chown(path, uid, gid)
    os.chmod(path, 0o600 if number < quiet else 0o620)
    masters.append(master)
print("ready", flush=True)

shown = {master: b"" for master in masters}
for command in sys.stdin:
    word = command.split(None, 1)[1].strip().encode()
    poll = select.poll()
    for master in masters:
        poll.register(master, select.POLLIN)
    end = time.monotonic() + PATIENCE
    while sum(word in text for text in shown.values()) < count - quiet and time.monotonic() < end:
        for master, _ in poll.poll(1000):
            shown[master] += os.read(master, 1 << 16)
    print(sum(word in text for text in shown.values()), sum(len(shown[m]) for m in masters[:quiet]),
          flush=True)
