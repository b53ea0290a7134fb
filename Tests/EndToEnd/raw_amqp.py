"""AMQP 0-9-1 by hand: any bytes as properties and headers, and letters read without looking into them.

A careful client refuses to send what a hostile one sends, and trips over what a hostile one has sent.
"""

import socket
import struct
import urllib.parse

from outside.connection import encryption
from outside.deadline import Deadline, NotInTime

METHOD, HEADER, BODY, FRAME_END = 1, 2, 3, 0xCE
CONTENT_TYPE = "application/cloudevents+json"
# The properties of a message in the order of their flags, from the highest bit.
PROPERTIES = ("content_type", "content_encoding", "headers", "delivery_mode", "priority", "correlation_id", "reply_to",
              "expiration", "message_id", "timestamp", "type", "user_id", "app_id", "cluster_id")
WIDTHS = {"delivery_mode": ">B", "priority": ">B", "timestamp": ">Q"}
# How long the values of a header are, by their kind; the others begin with their length.
SIZES = {b"t": 1, b"b": 1, b"B": 1, b"s": 2, b"u": 2, b"I": 4, b"i": 4, b"l": 8, b"L": 8, b"f": 4, b"d": 8, b"D": 5,
         b"T": 8, b"V": 0}


class Closed(Exception):
    """The broker closed the channel or the connection."""

    def __init__(self, code, text):
        super().__init__(f"{code} {text}")
        self.code = code


# Values of headers


def octets(value):
    return value.encode() if isinstance(value, str) else value


def short(value):
    """A short string: its length in one byte."""
    return struct.pack(">B", len(octets(value))) + octets(value)


def counted(kind, value):
    return kind + struct.pack(">I", len(value)) + value


def text(value):
    return counted(b"S", octets(value))


def array(*values):
    return counted(b"A", b"".join(values))


def entries(*pairs):
    """What stands in a table: names, each with its value."""
    return b"".join(short(name) + value for name, value in pairs)


def table(*pairs):
    return counted(b"F", entries(*pairs))


def nested(kinds, innermost=text("x")):
    """A value inside as many tables (`F`) and lists (`A`) as `kinds` names, from the innermost to the outermost."""
    value = innermost
    for kind in kinds:
        value = table(("n", value)) if kind == "F" else array(value)
    return value


def properties(headers=None, **given):
    """The properties of a message as bytes; `headers` are the bytes inside the outermost table."""
    given = {"content_type": CONTENT_TYPE, "delivery_mode": 2} | given
    flags, values = 0, b""
    for position, name in enumerate(PROPERTIES):
        value = headers if name == "headers" else given.get(name)
        if value is None:
            continue
        flags |= 1 << (15 - position)
        values += (struct.pack(">I", len(value)) + value if name == "headers"
                   else struct.pack(WIDTHS[name], value) if name in WIDTHS else short(value))
    return struct.pack(">H", flags) + values


class Reader:
    """Bytes, read from the beginning."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self, form):
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def short(self):
        return self.take(self.number(">B"))

    def long(self):
        return self.take(self.number(">I"))

    @property
    def is_at_end(self):
        return self.at >= len(self.data)

    def value(self):
        """A header's value with its kind, as the bytes that it is."""
        kind = self.take(1)
        if kind in SIZES:
            return kind + self.take(SIZES[kind])
        return counted(kind, self.long())


class Letter:
    """A delivery: properties as they were sent, headers of the outermost table as bytes."""

    def __init__(self, tag, exchange, key, raw, body):
        self.tag, self.exchange, self.key, self.body = tag, exchange.decode(), key.decode(), body
        self.properties, self.headers = {}, {}
        reader = Reader(raw)
        flags = reader.number(">H")
        for position, name in enumerate(PROPERTIES):
            if not flags & 1 << (15 - position):
                continue
            if name == "headers":
                inside = Reader(reader.long())
                while not inside.is_at_end:
                    header = inside.short()
                    self.headers[header] = inside.value()
            else:
                self.properties[name] = reader.number(WIDTHS[name]) if name in WIDTHS else reader.short()

    def text(self, header):
        """A header's text; None when it has no such text."""
        value = self.headers.get(header.encode())
        return value[5:].decode() if value and value[:1] == b"S" else None

    @property
    def reason(self):
        return self.text("x-coopt-reason")


class RawConnection:
    """One connection with one channel; what is published is confirmed unless the broker closes."""

    def __init__(self, url, timeout=30):
        address = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((address.hostname, address.port), timeout)
        if address.scheme == "amqps":
            self.socket = encryption(url).wrap_socket(self.socket, server_hostname=address.hostname)
        self.socket.settimeout(timeout)
        self.deadline = None
        self.published, self.confirmed, self.open = 0, 0, True
        self.letters, self._partial, self._pending = [], None, b""
        self._shake_hands(urllib.parse.unquote(address.username), urllib.parse.unquote(address.password),
                          urllib.parse.unquote(address.path[1:]) or "/")

    def _shake_hands(self, user, password, virtual_host):
        self.socket.sendall(b"AMQP\0\0\x09\x01")
        self._await((10, 10))
        self._method(0, (10, 11), struct.pack(">I", 0) + short("PLAIN")
                     + struct.pack(">I", len(user) + len(password) + 2) + f"\0{user}\0{password}".encode()
                     + short("en_US"))
        channels, self.frame_max, _ = struct.unpack(">HIH", self._await((10, 30)))
        self._method(0, (10, 31), struct.pack(">HIH", channels, self.frame_max, 0))
        self._method(0, (10, 40), short(virtual_host) + short("") + b"\0")
        self._await((10, 41))
        self._method(1, (20, 10), short(""))
        self._await((20, 11))
        self._method(1, (85, 10), b"\0")
        self._await((85, 11))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    # Sending

    def _frame(self, kind, channel, payload):
        self.socket.sendall(struct.pack(">BHI", kind, channel, len(payload)) + payload + bytes([FRAME_END]))

    def _method(self, channel, method, arguments):
        self._frame(METHOD, channel, struct.pack(">HH", *method) + arguments)

    def publish(self, exchange, key, body, sent=None):
        """Publishes without waiting; `sent` are the properties as bytes."""
        body = octets(body)
        self.published += 1
        self._method(1, (60, 40), struct.pack(">H", 0) + short(exchange) + short(key) + b"\0")
        self._frame(HEADER, 1, struct.pack(">HHQ", 60, 0, len(body)) + (sent or properties()))
        size = self.frame_max - 8
        for start in range(0, len(body), size):
            self._frame(BODY, 1, body[start:start + size])

    def confirm(self):
        """Waits until everything is confirmed."""
        while self.confirmed < self.published:
            self._step()

    def consume(self, queue):
        self._method(1, (60, 20), struct.pack(">H", 0) + short(queue) + short("") + b"\0" + struct.pack(">I", 0))
        self._await((60, 21))

    def acknowledge(self, letter):
        self._method(1, (60, 80), struct.pack(">QB", letter.tag, 0))

    # Receiving

    def arrive(self, within):
        """Handles one frame; false when none came in time."""
        self.socket.settimeout(max(within, 0.01))
        try:
            self._step()
            return True
        except TimeoutError:
            return False
        finally:
            self.socket.settimeout(30)

    def _read(self, count):
        while len(self._pending) < count:
            if not (more := self.socket.recv(1 << 20)):
                raise Closed(0, "the broker hung up")
            self._pending += more

    def _step(self):
        self._read(7)
        kind, channel, size = struct.unpack(">BHI", self._pending[:7])
        self._read(size + 8)
        payload, self._pending = self._pending[7:7 + size], self._pending[size + 8:]
        return self._handle(kind, payload)

    def _handle(self, kind, payload):
        if kind == HEADER:
            self._partial += [struct.unpack(">Q", payload[4:12])[0], payload[12:], b""]
        elif kind == BODY:
            self._partial[-1] += payload
        if kind == METHOD:
            return self._answered(struct.unpack(">HH", payload[:4]), payload[4:])
        if self._partial and len(self._partial[-1]) == self._partial[-3]:
            tag, exchange, key, _, raw, body = self._partial
            self.letters.append(Letter(tag, exchange, key, raw, body))
            self._partial = None
        return None

    def _answered(self, method, arguments):
        reader = Reader(arguments)
        if method == (60, 80):
            tag, multiple = struct.unpack(">QB", arguments)
            self.confirmed = max(self.confirmed, tag) if multiple else self.confirmed + 1
        elif method == (60, 60):
            reader.short()
            tag = reader.number(">Q")
            reader.take(1)
            self._partial = [tag, reader.short(), reader.short()]
        elif method in ((20, 40), (10, 50)):
            raise Closed(reader.number(">H"), reader.short().decode())
        elif method == (60, 120):
            raise Closed(0, "not confirmed")
        return method, arguments

    def _await(self, method):
        while True:
            if (answer := self._step()) and answer[0] == method:
                return answer[1]


class RawLetters:
    """A service's dead letters, whatever stands in them; takes what is asked for and leaves the rest."""

    def __init__(self, stack, service):
        self.queue = f"{service}.dead-letters"
        self.connection = RawConnection(stack["COOPT_ADMIN_AMQP_URL"])
        self.connection.consume(self.queue)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.socket.close()

    def take(self, matches, within=40):
        """The first letter that matches."""
        deadline, seen = Deadline(within), 0
        while True:
            letters = self.connection.letters
            for letter in letters[seen:]:
                if matches(letter):
                    letters.remove(letter)
                    self.connection.acknowledge(letter)
                    return letter
            seen = len(letters)
            if deadline.is_over:
                raise NotInTime(f"nothing of that kind in {self.queue} within {within} s")
            self.connection.arrive(deadline.left)

    def marked(self, mark, within=40):
        """The letter that holds a word, in its body or as its message id."""
        mark = octets(mark)
        return self.take(lambda each: mark in each.body or mark in each.properties.get("message_id", b""), within)
