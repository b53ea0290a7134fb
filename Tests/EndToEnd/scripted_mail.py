"""A mail server of a test's own, which answers at each stage what the test says, when the test says."""

import socket
import threading

HANG_UP = object()


class ScriptedMailServer:
    """Takes letters on loopback; `answer(stage, recipient)` says what to say, None for what servers usually say.

    Stages are `greeting`, `sender`, `recipient`, `data` and `acceptance`; the recipient is known from its own stage on.
    An answer is a line, HANG_UP, or a function that comes back with either when it wants to.
    """

    USUAL = {"greeting": "220 scripted.example", "data": "354 go ahead"}

    def __init__(self, answer):
        self.answer = answer
        self.letters = []
        self.connections = 0
        self._lock = threading.Lock()
        self._open = set()

    def __enter__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            connection.close()

    def copies(self, recipient):
        """How often a letter to an address came whole."""
        with self._lock:
            return sum(1 for to, _ in self.letters if to == recipient)

    def message_ids(self, recipient):
        with self._lock:
            letters = [letter for to, letter in self.letters if to == recipient]
        return [line for letter in letters for line in letter.splitlines() if line.startswith("Message-ID:")]

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            with connection, connection.makefile("rw", encoding="utf-8", newline="\r\n") as lines:
                self._converse(lines)
        except (OSError, ValueError):
            pass
        finally:
            with self._lock:
                self._open.discard(connection)

    def _converse(self, lines):
        recipient = None
        if not self._say(lines, "greeting", recipient):
            return
        for line in lines:
            verb = line.split(":")[0].split()[0].upper()
            if verb == "QUIT":
                return
            if verb == "RCPT":
                recipient = line.split("<")[1].split(">")[0]
            stage = {"MAIL": "sender", "RCPT": "recipient", "DATA": "data"}.get(verb, "other")
            said = self._say(lines, stage, recipient)
            if not said:
                return
            if said.startswith("354"):
                letter = "".join(iter(lines.readline, ".\r\n"))
                with self._lock:
                    self.letters.append((recipient, letter))
                if not self._say(lines, "acceptance", recipient):
                    return

    def _say(self, lines, stage, recipient):
        answer = self.answer(stage, recipient)
        if callable(answer):
            answer = answer()
        if answer is HANG_UP:
            return None
        answer = answer or self.USUAL.get(stage, "250 fine")
        lines.write(answer + "\r\n")
        lines.flush()
        return answer
