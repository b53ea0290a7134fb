"""Chooses loopback ports and remembers them.

usage: ports.py FILE NAME...   with the names of those that run now in COOPT_RUNNING, separated by spaces

FILE holds `name=port` lines. A remembered port is kept while its server runs or while nobody else has taken it; else
another free one is chosen. New ones lie below the range that the kernel hands out to clients (32768 on Linux), so that
an outgoing connection does not take a port while the stack is down.
"""

import os
import random
import socket
import sys


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose(taken):
    candidates = random.sample(range(20000, 32000), 2000)
    return next(port for port in candidates if port not in taken and is_free(port))


def remembered(path):
    try:
        with open(path) as lines:
            return {name: int(port) for name, port in (line.split("=") for line in lines)}
    except FileNotFoundError:
        return {}


def main(path, *names):
    ports = remembered(path)
    running = os.environ.get("COOPT_RUNNING", "").split()
    for name in names:
        if name not in running and not (name in ports and is_free(ports[name])):
            ports[name] = choose(ports.values())
    with open(path + ".new", "w") as lines:
        lines.writelines(f"{name}={ports[name]}\n" for name in names)
    os.replace(path + ".new", path)


if __name__ == "__main__":
    main(*sys.argv[1:])
