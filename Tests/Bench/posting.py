"""Posts requests over connections that stay open: at exact instants, or as fast as they are answered.

Its own process, and no library between it and the sockets: what is measured is the one who answers.
"""

import json
import selectors
import socket
import sys
import time
import urllib.parse
from collections import deque
from dataclasses import dataclass, field

LONGEST = 60  # seconds without any answer
END = b"\r\n\r\n"


@dataclass
class Answers:
    """What became of the requests, in their order; a status of 0: no answer came, and nobody knows."""

    statuses: list
    milliseconds: list
    seconds: float
    late: int = 0  # sent more than 10 ms after they were due: no connection was free, or this program was slow
    cpu: float = field(default=0.0)


class Connection:
    """One request at a time."""

    def __init__(self, address):
        self.socket = socket.create_connection(address, timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.number = None
        self.unsent = b""
        self.received = bytearray()

    def send(self, number, request):
        self.number, self.unsent = number, request
        self.received.clear()
        return self.flush()

    def flush(self):
        """Whether all is sent."""
        while self.unsent:
            try:
                self.unsent = self.unsent[self.socket.send(self.unsent):]
            except BlockingIOError:
                return False
        return True

    def status(self):
        """The status of the answer once all of it is here; None before."""
        while True:
            try:
                part = self.socket.recv(65536)
            except BlockingIOError:
                return self.complete()
            if not part:
                raise ConnectionError("the service closed the connection before it answered")
            self.received += part

    def complete(self):
        head, end, body = bytes(self.received).partition(END)
        if not end:
            return None
        lines = head.lower().split(b"\r\n")
        status = int(lines[0].split()[1])
        length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), None)
        if length is None and b"transfer-encoding: chunked" in lines:
            return status if body.endswith(b"0" + END) else None
        return status if len(body) >= (length or 0) else None


class Posting:
    """Requests in the order in which they are due."""

    def __init__(self, url, requests, rate, connections):
        parsed = urllib.parse.urlsplit(url)
        if parsed.scheme != "http":
            raise SystemExit("posting: encryption is not measured; start the stack with COOPT_TLS=off")
        self.requests, self.rate = requests, rate
        self.selector = selectors.EpollSelector()
        self.free = deque(Connection((parsed.hostname, parsed.port)) for _ in range(connections))
        self.busy = 0
        self.statuses, self.milliseconds = [0] * len(requests), [0.0] * len(requests)
        self.late = 0

    def run(self):
        self.began = time.perf_counter()
        next_, cpu = 0, time.process_time()
        heard = self.began
        while next_ < len(self.requests) or self.busy:
            now = time.perf_counter()
            while next_ < len(self.requests) and self.free and self.due(next_) <= now:
                self.send(next_, now)
                next_ += 1
            if self.hear(self.patience(next_)):
                heard = time.perf_counter()
            elif time.perf_counter() - heard > LONGEST:
                break
        return Answers(self.statuses, self.milliseconds, time.perf_counter() - self.began, self.late,
                       time.process_time() - cpu)

    def due(self, number):
        """At full speed a request is due once a connection is free for it."""
        return self.began + number / self.rate if self.rate else self.began

    def patience(self, next_):
        if next_ >= len(self.requests) or not self.free:
            return 1.0
        return max(0.0, min(1.0, self.due(next_) - time.perf_counter()))

    def send(self, number, now):
        connection = self.free.popleft()
        # From when it was due: a stall is charged to all who wait behind it.
        self.milliseconds[number] = self.due(number) if self.rate else now
        self.late += bool(self.rate) and now - self.due(number) > 0.01
        sent = connection.send(number, self.requests[number])
        self.busy += 1
        self.selector.register(connection.socket, selectors.EVENT_READ | (0 if sent else selectors.EVENT_WRITE), connection)

    def hear(self, patience):
        """Whether anything was answered."""
        answered = False
        for key, events in self.selector.select(patience):
            connection = key.data
            if events & selectors.EVENT_WRITE and connection.flush():
                self.selector.modify(connection.socket, selectors.EVENT_READ, connection)
            if events & selectors.EVENT_READ:
                answered |= self.read(connection)
        return answered

    def read(self, connection):
        try:
            status = connection.status()
        except OSError:
            # Nobody knows whether it was kept; whoever posts does not try again here.
            self.leave(connection, 0)
            connection.socket.close()
            return True
        if status is None:
            return False
        self.leave(connection, status)
        self.free.append(connection)
        return True

    def leave(self, connection, status):
        self.selector.unregister(connection.socket)
        self.busy -= 1
        self.statuses[connection.number] = status
        self.milliseconds[connection.number] = 1000 * (time.perf_counter() - self.milliseconds[connection.number])


def main():
    """Reads `{url, rate, connections, requests: [text]}` from standard input, and writes the answers to standard output."""
    asked = json.load(sys.stdin)
    requests = [text.encode("latin-1") for text in asked["requests"]]
    answers = Posting(asked["url"], requests, asked["rate"], asked["connections"]).run()
    json.dump(vars(answers), sys.stdout)


if __name__ == "__main__":
    main()
