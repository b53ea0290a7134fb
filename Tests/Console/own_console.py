"""A console of a test's own, with an identity provider of its own: it can be stopped, and its broker can go away."""

import os
import socket
import subprocess
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from outside.deadline import observed
from outside.stack import ROOT

PRODUCTS = Path(os.environ.get("COOPT_PRODUCTS") or ROOT / ".build" / os.environ.get("CONFIGURATION", "release"))
PROVIDER = ROOT / "docker/local/identity_provider.py"


def free_port():
    """A loopback port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class BrokerRelay:
    """Passes TCP on to the stack's broker, until it is cut; opened again at the same port."""

    def __init__(self, url):
        parts = urlsplit(url)
        self._target, self.port = (parts.hostname, parts.port), free_port()
        self._sockets, self._lock, self._listener = set(), threading.Lock(), None

    def address(self, url):
        """A broker's address, by way of here."""
        parts = urlsplit(url)
        login = parts.netloc.rpartition("@")[0]
        return urlunsplit(parts._replace(netloc=f"{login}@127.0.0.1:{self.port}"))

    def open(self):
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self):
        """Nobody gets through any more, and whoever is through is cut off."""
        if self._listener:
            # A listener that somebody waits at is not gone before it is shut down.
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        with self._lock:
            for open_socket in self._sockets:
                try:
                    open_socket.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
            self._sockets.clear()

    def _accept(self, listener):
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.create_connection(self._target)
            with self._lock:
                self._sockets |= {near, far}
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(source, sink), daemon=True).start()

    @staticmethod
    def _pass(source, sink):
        try:
            while chunk := source.recv(65536):
                sink.sendall(chunk)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class OwnConsole:
    """Ends with the `with`; `settings` stand over those of the stack."""

    def __init__(self, stack, broker=None, **settings):
        self.port, self._operations, self._provider_port = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._directory = tempfile.TemporaryDirectory()
        self._secret = Path(self._directory.name) / "secret"
        self._secret.write_text("of-a-test")
        by_way = broker.address if broker else lambda url: url
        staff = stack.values.get("COOPT_CONSOLE_AMQP_URL") or stack["COOPT_STAFF_AMQP_URL"]
        letters = stack.values.get("COOPT_CONSOLE_LETTERS_AMQP_URL") or stack["COOPT_ADMIN_AMQP_URL"]
        services = ("members", "offers", "recommendations", "qualification", "rewards", "notifications", "webhooks")
        self.environment = {
            "PATH": os.environ["PATH"], "COOPT_AMQP_URL": by_way(staff), "COOPT_LETTERS_AMQP_URL": by_way(letters),
            "COOPT_OPERATIONS_DATABASE_URL": stack.values.get("COOPT_CONSOLE_DATABASE_URL") or stack["COOPT_ADMIN_DATABASE_URL"],
            "COOPT_CONSOLE_URL": self.url, "COOPT_CONSOLE_PORT": str(self.port), "COOPT_HTTP_PORT": str(self._operations),
            "COOPT_OIDC_ISSUER": f"http://127.0.0.1:{self._provider_port}", "COOPT_OIDC_CLIENT_ID": "coopt-console",
            "COOPT_OIDC_CLIENT_SECRET_FILE": str(self._secret),
            "COOPT_CONSOLE_SERVICES": ",".join(f"{name}={stack[f'COOPT_{name.upper()}_HTTP_URL']}" for name in services),
        } | settings

    def __enter__(self):
        packages = ROOT / ".local/identity-packages"
        self._provider = subprocess.Popen(
            ["/usr/bin/python3", PROVIDER, str(self._provider_port), self.url, "coopt-console", str(self._secret)],
            env=os.environ | {"PYTHONPATH": str(packages), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        observed(lambda: answers(f"http://127.0.0.1:{self._provider_port}/.well-known/openid-configuration"), "the provider answers", 30)
        self.start()
        return self

    def __exit__(self, *_):
        for process in (self._console, self._provider):
            if process.poll() is None:
                process.kill()
            process.wait(timeout=10)
        self._directory.cleanup()

    def start(self):
        self._console = subprocess.Popen(
            [PRODUCTS / "coopt-console"], env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        observed(self.is_ready, "the console is ready", 30)

    @property
    def pid(self):
        """The console's process."""
        return self._console.pid

    def stop(self):
        """SIGTERM, and waits for the end; its exit status."""
        self._console.terminate()
        return self._console.wait(timeout=30)

    def is_ready(self):
        return answers(f"http://127.0.0.1:{self._operations}/health/ready")


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200
    except (urllib.error.HTTPError, OSError):
        return False
