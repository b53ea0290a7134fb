"""A port that leads nowhere until it is opened, and then to a server: a broker or database that comes late."""

import socket
import threading

from processes import free_port


class LoopbackRelay:
    """Passes TCP on from a port of its own to another, from `open` on."""

    def __init__(self, target_port):
        self.port = free_port()
        self.target_port = target_port
        self._listener = None

    def open(self):
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        if self._listener:
            self._listener.close()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target_port))
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(source, sink), daemon=True).start()

    @staticmethod
    def _pass(source, sink):
        try:
            while chunk := source.recv(65536):
                sink.sendall(chunk)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass
