"""The program `coopt` as people and scripts call it: what it prints, and how it ends."""

import json
import os
import queue
import subprocess
import threading
from pathlib import Path

from outside.deadline import NotInTime
from outside.stack import ROOT

ACCEPTED, REJECTED, DIFFERENCE, USAGE, ABSENT, UNAVAILABLE, CONFIGURATION = 0, 1, 2, 64, 66, 69, 78


def program():
    """Where the build left it: in COOPT_PRODUCTS where that has it, else in the checkout."""
    built = ROOT / ".build" / os.environ.get("CONFIGURATION", "release")
    directories = [Path(os.environ["COOPT_PRODUCTS"])] if os.environ.get("COOPT_PRODUCTS") else []
    for directory in directories + [built]:
        if (directory / "coopt").is_file():
            return directory / "coopt"
    raise SystemExit("coopt is not built: run 'swift build --configuration release --product coopt'")


class CommandLine:
    """Calls coopt with addresses out of the environment, in a directory without any stack.env."""

    def __init__(self, directory, **addresses):
        self.directory = directory
        self.environment = {"PATH": os.environ["PATH"]} | addresses

    @classmethod
    def of(cls, stack, directory):
        return cls(directory, COOPT_STAFF_AMQP_URL=stack["COOPT_STAFF_AMQP_URL"],
                   COOPT_ADMIN_DATABASE_URL=stack["COOPT_ADMIN_DATABASE_URL"])

    def __call__(self, *arguments, given="", within=60):
        """Runs it to its end."""
        return subprocess.run([program(), *arguments], input=given, env=self.environment, cwd=self.directory,
                              capture_output=True, text=True, timeout=within)

    def result(self, *arguments, **more):
        """The JSON that it prints when it ends well."""
        done = self(*arguments, "--json", **more)
        assert done.returncode == ACCEPTED, done.stderr
        return json.loads(done.stdout)

    def tail(self, *arguments):
        return Tail([program(), "tail", *arguments], self.environment, self.directory)


class Tail:
    """A running `coopt tail`; ends with the `with`."""

    def __init__(self, command, environment, directory):
        self.process = subprocess.Popen(command, env=environment, cwd=directory, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.said, self.complained = queue.SimpleQueue(), queue.SimpleQueue()
        self._follow(self.process.stderr, self.complained)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=10)

    @staticmethod
    def _follow(stream, lines):
        threading.Thread(target=lambda: [lines.put(line) for line in stream], daemon=True).start()

    def listening(self):
        """Waits until it misses nothing from then on."""
        assert self._next(self.complained) == "listening\n"
        return self

    def follow(self):
        """Begins to take what it shows."""
        self._follow(self.process.stdout, self.said)
        return self

    def line(self):
        """The next line that it shows."""
        return self._next(self.said)

    def complaint(self):
        """The next line on standard error."""
        return self._next(self.complained)

    def status(self, within=20):
        return self.process.wait(timeout=within)

    @staticmethod
    def _next(lines):
        try:
            return lines.get(timeout=30)
        except queue.Empty:
            raise NotInTime("coopt tail said nothing for 30 s") from None
