"""Starting, draining, and a backlog."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

import pipeline
from outside.stack import SERVICES
from progress import fail, say

# Who works on hires; the others have nothing in hand.
WORKING = ("recommendations", "rewards", "offers", "notifications")


def starts(running, repetitions):
    """Seconds from the start of the process to its readiness, by service."""
    seconds = {service: [] for service in SERVICES}
    for service in SERVICES:
        program = Program(running, service)
        running.stop(service)
        for _ in range(repetitions):
            seconds[service].append(program.start())
        running.start(service)
    say("ready after " + ", ".join(f"{name} {1000 * min(times):.0f} ms" for name, times in seconds.items()))
    return seconds


class Program:
    """A service's program, with the arguments and the environment that the stack gave it."""

    def __init__(self, running, service):
        process = f"/proc/{running.processes.pid(service)}"
        self.arguments = words(f"{process}/cmdline")
        self.environment = dict(word.split("=", 1) for word in words(f"{process}/environ"))
        self.url = running.stack.http_url(service, "/health/ready")

    def start(self):
        began = time.perf_counter()
        process = subprocess.Popen(self.arguments, env=self.environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not is_ready(self.url):
                if process.poll() is not None or time.perf_counter() - began > 30:
                    fail(f"{self.arguments[0]} does not become ready")
                time.sleep(0.005)
            return time.perf_counter() - began
        finally:
            process.terminate()
            process.wait(timeout=30)

    @contextlib.contextmanager
    def beside(self):
        """A further process, on a port of its own, until the `with` ends."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        process = subprocess.Popen(
            self.arguments, env=self.environment | {"COOPT_HTTP_PORT": str(port)}, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)


def words(path):
    with open(path, "rb") as file:
        return [word.decode() for word in file.read().split(b"\0") if word]


def is_ready(url):
    try:
        with urllib.request.urlopen(url, timeout=1) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def drains(running, hires, repetitions):
    """Seconds from SIGTERM to the end of each process that is at work, all asked at once, by service."""
    seconds = {service: [] for service in WORKING}
    for number in range(repetitions):
        running.await_idle()
        running.stop("recommendations")
        running.report_hires(hires)
        pipeline.await_waiting(running, hires)
        running.start("recommendations")
        # In the middle of it: a third is taken in, and its consequences are under way.
        pipeline.await_depth(running, lambda depth: depth < hires * 2 / 3)
        ended = ends(running)
        for service, time_taken in ended.items():
            seconds[service].append(time_taken)
        running.start(*WORKING)
        say(f"drain {number + 1} of {repetitions}: the last ended after {1000 * max(ended.values()):.0f} ms")
    running.await_idle()
    return seconds


def ends(running):
    """Asks all to end, and waits for each of their processes."""
    pending = {os.pidfd_open(running.processes.pid(service)): service for service in WORKING}
    began, ended = time.perf_counter(), {}
    for descriptor in pending:
        signal.pidfd_send_signal(descriptor, signal.SIGTERM)
    while pending:
        readable, _, _ = select.select(list(pending), [], [], 60)
        if not readable:
            fail(f"did not end within a minute: {', '.join(pending.values())}")
        for descriptor in readable:
            ended[pending.pop(descriptor)] = time.perf_counter() - began
            os.close(descriptor)
    return ended


def backlog(running, hires):
    run = pipeline.once(running, hires)
    say(f"{hires} hires: {run.seconds:.1f} s, {run.hires_per_second:.0f} hires/s")
    return run
