"""Many clients of the JSON dialect in one process, told on standard input what to do, one word a line.

crowd.py SOCKET PROCESS CONNECTIONS EVERYBODY
  join      all enter the room
  talk N    each says a line of round N and reads what EVERYBODY says in it
  half      each sends half a line
  left N    each reads until N others have left by hanging up, and no more
  leave     all leave
Each answers with a line that begins with the word and `ok`, or with what was wrong.
"""
import json
import os
import select
import socket
import sys

PATIENCE = float(os.environ.get("PATIENCE", "60"))
path, process, connections, everybody = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])


class Client:
    def __init__(self, number):
        self.name = f"guest{process}-{number}"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(path)
        self.rest = b""

    def send(self, request):
        self.socket.sendall(json.dumps(request).encode() + b"\n")

    def lines(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise EOFError
        *whole, self.rest = (self.rest + data).split(b"\n")
        return whole


def pump(is_done):
    """Reads for all clients until `is_done(client, line)` has said so once for each."""
    waiting = {client.socket.fileno(): client for client in clients}
    poll = select.poll()
    for descriptor in waiting:
        poll.register(descriptor, select.POLLIN)
    while waiting:
        ready = poll.poll(PATIENCE * 1000)
        if not ready:
            raise TimeoutError(f"{len(waiting)} of {len(clients)} still wait")
        for descriptor, _ in ready:
            client = waiting[descriptor]
            for line in client.lines():
                if is_done(client, line) and descriptor in waiting:
                    del waiting[descriptor]
                    poll.unregister(descriptor)


def join():
    for client in clients:
        client.send({"do": "hello", "name": client.name, "backlog": 0})
    pump(lambda client, line: line.startswith(b'{"event":"welcome"'))


def talk(round_number):
    mark = f'"text":"round {round_number} '.encode()
    heard = {client: 0 for client in clients}
    for client in clients:
        client.left = set()
        client.send({"do": "say", "text": f"round {round_number} of {client.name}"})

    def is_done(client, line):
        heard[client] += mark in line
        return heard[client] == everybody

    pump(is_done)


def half():
    for client in clients:
        client.socket.sendall(b'{"do":"say","text":"never fini')


def left(count):
    wrong = []

    def is_done(client, line):
        if line.startswith(b'{"event":"left"'):
            event = json.loads(line)
            if event["session"] in client.left or event["reason"] != "hung-up":
                wrong.append(f"{client.name} read {event}")
            client.left.add(event["session"])
            if len(client.left) == count:
                client.send({"do": "ping"})
        elif b"never fini" in line:
            wrong.append(f"{client.name} read half a line")
        return line.startswith(b'{"event":"pong"')

    pump(is_done)
    if wrong:
        raise ValueError("; ".join(wrong[:3]))


def leave():
    for client in clients:
        client.send({"do": "leave"})
    for client in clients:
        client.socket.settimeout(PATIENCE)
        while client.socket.recv(1 << 16):
            pass


clients = [Client(number) for number in range(connections)]
for command in sys.stdin:
    word, *numbers = command.split()
    try:
        globals()[word](*map(int, numbers))
        print(word, "ok", flush=True)
    except Exception as error:
        print(word, repr(error), flush=True)
