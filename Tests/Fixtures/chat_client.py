"""The chat client of a first lesson in sockets: a thread that receives and prints, a loop that sends."""
import socket
import sys
import threading

room = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
room.connect(sys.argv[1])


def receive():
    while data := room.recv(4096):
        print(data.decode(errors="replace"), end="", flush=True)


receiver = threading.Thread(target=receive)
receiver.start()
for line in sys.stdin:
    room.sendall(line.encode())
room.shutdown(socket.SHUT_WR)
receiver.join()
