"""Services as processes: those of the stack, and ones that a test starts by hand."""

import os
import queue
import signal
import socket
import subprocess
import threading
import urllib.error
import urllib.request

from outside.deadline import Deadline, NotInTime, observed
from outside.stack import ROOT, Stack


class StackProcesses:
    """The services of the running stack: killed, stopped and started again by docker/local/stack."""

    # What a stack was made with, and its processes are started with again.
    KEPT = ("WAVE_DELAY_SECONDS", "OFFER_LETTER_SECONDS", "COOPT_MAIL_UNSUBSCRIBE", "COOPT_MAIL_REPLY_TO", "COOPT_SITE_URL")

    def __init__(self, stack):
        self.environment = os.environ | {
            "COOPT_LOCAL": str(stack.directory),
        } | {name: stack.values[name] for name in self.KEPT if name in stack.values}

    def kill(self, service):
        """SIGKILL: no last word."""
        self._stack("kill", service)

    def stop(self, service):
        """SIGTERM, and waits for the end."""
        self._stack("stop", service)

    def start(self, service):
        """Starts a service and waits until it is ready."""
        self._stack("start", service)

    def rotate(self, *what):
        """New passwords, certificates or secrets, as `rotate` of the stack has them."""
        self._stack("rotate", *what)

    def _stack(self, *words):
        command = [str(ROOT / "docker/local/stack"), *words]
        done = subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == 0, f"stack {' '.join(words)}: {done.stdout}{done.stderr}"


class YoungStack:
    """A whole stack of a test's own beside the running one, where nothing has happened yet; without mail and console.

    Its data are gone with the `with`.
    """

    def __init__(self, stack):
        self.directory = stack.directory / "young"
        kept = {name: value for name, value in os.environ.items() if name not in stack.values}
        self.environment = kept | {"COOPT_LOCAL": str(self.directory), "COOPT_MAIL": "off", "COOPT_CONSOLE": "off"}

    def __enter__(self):
        self._stack("clean")
        self._stack("up")
        return Stack(self.directory / "stack.env")

    def __exit__(self, *_):
        self._stack("clean")

    def _stack(self, verb):
        command = [str(ROOT / "docker/local/stack"), verb]
        done = subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == 0, f"stack {verb}: {done.stdout}{done.stderr}"


class ServiceByHand:
    """A further process of a service, with settings of the test's own. Ends with the `with`."""

    def __init__(self, stack, service, **settings):
        self.port = free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "COOPT_DATABASE_URL": stack.database_url(service),
            "COOPT_AMQP_URL": stack.amqp_url(service),
            "COOPT_REPLIES_AMQP_URL": stack.amqp_url(f"{service}_replies"),
            "COOPT_HTTP_PORT": str(self.port),
        } | hook_settings(stack, service) | settings
        self.environment = {name: value for name, value in self.environment.items() if value is not None}
        self.program = program(service)
        self.lines = []
        self._arriving = queue.SimpleQueue()

    def __enter__(self):
        self.process = subprocess.Popen(
            [self.program], env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self._read, daemon=True).start()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=10)

    def _read(self):
        for line in self.process.stderr:
            self._arriving.put(line)
        self._arriving.put(None)

    def await_line(self, matches, within=20):
        """The next line on standard error that matches."""
        deadline = Deadline(within)
        while True:
            try:
                line = self._arriving.get(timeout=deadline.left)
            except queue.Empty:
                raise NotInTime(f"no such line within {within} s: {''.join(self.lines)}") from None
            if line is None:
                raise NotInTime(f"standard error ended: {''.join(self.lines)}")
            self.lines.append(line)
            if matches(line):
                return line

    def await_exit(self, within=30):
        """The exit status, and all of standard error."""
        status = self.process.wait(timeout=within)
        while (line := self._arriving.get(timeout=5)) is not None:
            self.lines.append(line)
        return status, "".join(self.lines)

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    @property
    def is_alive(self):
        return self.process.poll() is None

    def status(self, path):
        """The HTTP status under a path; None while nobody listens."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def await_status(self, path, status, within=30):
        observed(lambda: self.status(path) == status, f"{path} answers {status}", within)


def hook_settings(stack, service):
    """What webhooks needs besides: its sources and their secrets, as the stack has them."""
    if service != "webhooks":
        return {}
    return {f"COOPT_HOOK_{name.upper()}_FILE": str(stack.directory / f"secrets/hook-{name}/webhooks")
            for name in ("sources", "secrets")}


def replica(stack, service):
    """A further process of a service of the stack, with the settings that those of the stack have."""
    return ServiceByHand(stack, service, COOPT_IDENTITY_KEY_FILE=str(stack.directory / "secrets/keys/identity"))


def program(service):
    """The program of a service, where the build left it."""
    directory = os.environ.get("COOPT_PRODUCTS") or ROOT / ".build" / os.environ.get("CONFIGURATION", "release")
    return f"{directory}/coopt-{service}"


def free_port():
    """A loopback port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
