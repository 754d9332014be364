"""A crowd of clients that mean harm, in one process, told on standard input what to do, one word a line.

hostile.py SOCKET KIND COUNT UID EACH SECONDS
  come      COUNT of them connect, and each does what its kind does
  more      each does some more of it; who was ended, because its first line was due, comes anew
  go        all hang up at once
Each EACH of them are another account, from UID on, unless that is -1: then all are the caller's.
The daemon waits SECONDS for a whole first line.
Each is answered with a line that begins with the word and `ok`, or with what was wrong.

Kinds: deaf       enters, asks for all there is to read, and reads nothing
       slow       sends its first line a byte at a time, and never the last one
       nameless   is greeted, asks what may not be asked yet, and never says who it is
       half       sends nearly all of the longest line that there may be
       fleeting   connects and hangs up, at once
       dying      connects, and sends half of a word
"""
import json
import os
import resource
import socket
import sys
import time

path, kind, count, uid, each, first_line_seconds = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
PATIENCE = 60
# Of so many one is announced and listed: else most of the work would be to tell each of each.
HIDDEN = 1000
FIRST_LINE = b'{"do":"hello","client":"slow but sure"}'

soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def connected(number):
    if uid != -1:
        os.seteuid(0)
        os.seteuid(uid + number // each)
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # With a time limit connect(2) fails as soon as too many wait at the door.
    client.connect(path)
    client.settimeout(PATIENCE)
    return client


def request(**keys):
    return json.dumps(keys).encode() + b"\n"


def greet(client):
    """Reads the greeting, so that whoever is turned away is noticed."""
    greeting = b""
    while not greeting.endswith(b"\n"):
        byte = client.recv(1)
        if not byte:
            raise EOFError("no greeting")
        greeting += byte
    if b": error " in greeting:
        raise ConnectionRefusedError(greeting)


# Few of them: to make other events of what was said is most of the work, for a daemon that was built to be debugged.
QUESTIONS = request(do="who") + request(do="history", count=3)


def send_what_goes(client, data):
    """What the daemon does not take now it does not get: a crowd must not wait for one of its own."""
    client.setblocking(False)
    try:
        client.send(data)
    except BlockingIOError:
        pass


def come():
    for number in range(count):
        if kind == "fleeting":
            connected(number).close()
        else:
            clients.append(begun(number))
    if kind == "dying":
        # All of them are served, and have read nothing.
        for client, _ in clients:
            client.recv(1, socket.MSG_PEEK)


def begun(number):
    """Comes; gives the connection, and since when it has been there at the most."""
    since = time.monotonic()
    client = connected(number)
    begin(client, number)
    return client, since


def begin(client, number):
    if kind == "dying":
        client.sendall(b'{"do":"hel')
        return
    greet(client)
    if kind == "deaf":
        # Not by their accounts' numbers, which all look alike: each would be compared with each.
        hello = request(
            do="hello", name=f"guest{number}", backlog=1000, present=number % HIDDEN == 0)
        client.sendall(hello)
        send_what_goes(client, QUESTIONS)
    elif kind == "slow":
        client.sendall(FIRST_LINE[:1])
    elif kind == "nameless":
        client.sendall(request(do="who"))
    elif kind == "half":
        send_what_goes(client, b"x" * 60 * 1024)


def more():
    rounds["more"] += 1
    for number, (client, since) in enumerate(clients):
        try:
            do_more(client)
        except ConnectionError:
            # On a slow machine so many take longer to come. Who enters is not ended for that, and nobody before
            # it is time.
            if kind == "deaf" or time.monotonic() - since < first_line_seconds:
                raise
            client.close()
            clients[number] = begun(number)


def do_more(client):
    if kind == "deaf":
        send_what_goes(client, QUESTIONS)
    elif kind == "slow":
        client.sendall(FIRST_LINE[rounds["more"]:rounds["more"] + 1])
    elif kind == "nameless":
        send_what_goes(client, request(do="history"))
    elif kind == "half":
        send_what_goes(client, b"y")


def go():
    for client, _ in clients:
        client.close()
    clients.clear()


clients = []
rounds = {"more": 0}
for command in sys.stdin:
    word = command.strip()
    try:
        globals()[word]()
        print(word, "ok", flush=True)
    except Exception as error:
        print(word, repr(error), flush=True)
