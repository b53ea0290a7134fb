"""The stack that is measured: its servers, its services, and the driver that loads it."""

import json
import os
import subprocess
import time

import psycopg2
from metrics import Metrics
from outside.connection import connect
from outside.stack import ROOT, SERVICES
from processes import Processes
from progress import fail

STACK = ROOT / "docker/local/stack"
DRIVER = ROOT / ".build" / os.environ.get("CONFIGURATION", "release") / "coopt-bench"
QUEUES = [f"{service}.{what}" for service in SERVICES for what in ("commands", "events", "integration")]


class Running:
    def __init__(self, stack, scale):
        self.stack, self.scale = stack, scale
        self.processes, self.metrics = Processes(stack), Metrics(stack)
        self.broker = connect(stack["COOPT_ADMIN_AMQP_URL"])
        self.database = psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"])
        self.database.autocommit = True
        existing = {queue["name"] for queue in stack.management("/api/queues/coopt")}
        self.queues = [queue for queue in QUEUES if queue in existing]

    # Services

    def service(self, verb, service):
        return subprocess.Popen([STACK, verb, service], stdout=subprocess.DEVNULL)

    def stop(self, *services):
        for running in [self.service("stop", service) for service in services]:
            running.wait()

    def start(self, *services):
        for running in [self.service("start", service) for service in services]:
            if running.wait():
                fail("a service does not start")

    # Queues and tables

    def depth(self, *queues):
        channel = self.broker.channel()
        total = sum(channel.queue_declare(queue, passive=True).method.message_count for queue in queues)
        channel.close()
        return total

    def query(self, statement):
        with self.database.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None

    def owed(self):
        """Messages that some outbox still holds."""
        return sum(self.query(f"select count(*) from {service}.outbox")[0][0] for service in SERVICES)

    def is_idle(self):
        return self.depth(*self.queues) == 0 and self.owed() == 0

    def await_idle(self, within=120):
        deadline = time.monotonic() + within
        while not self.is_idle():
            if time.monotonic() > deadline:
                fail(f"queues and outboxes are not empty after {within} s")
            time.sleep(0.1)

    # Load

    def take(self, count, what="hires"):
        """The place of the first of so many hires, or recommendations, that nobody has made yet.

        Remembered beside the stack, so that a later call with --reuse goes on from there.
        """
        file = self.stack.directory / f"next-{what}"
        first = int(file.read_text()) if file.exists() else 0
        if first + count > self.scale.hireable:
            fail(f"no fresh {what} are left: run again without --reuse")
        file.write_text(str(first + count))
        return first

    def forget(self):
        """Nothing was made of what is loaded now."""
        for file in self.stack.directory.glob("next-*"):
            file.unlink()

    def drive(self, *arguments):
        """Runs the driver; what it measured comes back, where it measured something."""
        done = subprocess.run([DRIVER, *map(str, arguments)], env=os.environ | self.stack.values,
                              stdout=subprocess.PIPE, text=True, timeout=600)
        if done.returncode:
            fail(f"the driver failed: coopt-bench {' '.join(map(str, arguments))}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def report_hires(self, count):
        self.drive("publish", "--first", self.take(count), "--count", count, "--members", self.scale.members)
