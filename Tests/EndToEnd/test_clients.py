"""The shortest clients that the contract's page shows, of libraries that nobody here wrote, run as they stand there."""

import json
import os
import queue
import re
import subprocess
import sys
import threading

import pytest

from outside.client import ApplicantTracker
from outside.connection import connect
from outside.deadline import NotInTime, observed
from outside.envelope import instant, new_id
from outside.stack import ROOT
from scene import Scene

EXAMPLES = ROOT / "Tests" / "Clients" / "examples"
PACKAGES = ROOT / ".local" / "client-packages"

PYTHON = ["pika", "aio_pika", "faststream", "kombu"]
OTHERS = ["amqp_client.java", "amqp091.go"]


def each(task, *more):
    """The examples of a task."""
    return [f"{task}.{library}.py" for library in (*PYTHON, *more)] + [f"{task}.{library}" for library in OTHERS]


REPORTING = each("publish_hire", "cloudevents")
LISTENING = each("staff")
REPLAYING = each("replay")
PAYING = each("finance")


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Compiles what has to be; the command of an example."""
    folder = tmp_path_factory.mktemp("clients")
    ready = {}

    def command(name):
        path = EXAMPLES / name
        if name.endswith(".py"):
            return [sys.executable, "-u", str(path)]
        if name in ready:
            return ready[name]
        if name.endswith(".java"):
            jars = "/usr/share/java/amqp-client.jar:/usr/share/java/slf4j-simple.jar:/usr/share/java/slf4j-api.jar"
            subprocess.run(["javac", "-d", str(folder), "-cp", jars, str(path)], check=True)
            ready[name] = ["java", "-cp", f"{folder}:{jars}", re.search(r"^class (\w+)", path.read_text(), re.M)[1]]
        else:
            program = folder / path.stem
            subprocess.run(["go", "build", "-o", str(program), str(path)], check=True, env=os.environ | {
                "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(folder / "go-cache"), "GOFLAGS": ""})
            ready[name] = [str(program)]
        return ready[name]

    return command


@pytest.fixture
def start(stack, built):
    """Starts an example with its arguments; it sees the stack's addresses, and the libraries."""
    started = []

    def run(name, *arguments):
        process = subprocess.Popen([*built(name), *map(str, arguments)], text=True, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=os.environ | stack.lines | {"PYTHONPATH": str(PACKAGES)})
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


class Lines:
    """The lines of a process, as they come."""

    def __init__(self, process):
        self.process, self.said = process, queue.SimpleQueue()
        threading.Thread(target=lambda: [self.said.put(line) for line in process.stdout], daemon=True).start()

    def next(self, within=40):
        try:
            return self.said.get(timeout=within).rstrip("\n")
        except queue.Empty:
            ended = self.process.poll()
            complaint = self.process.stderr.read() if ended is not None else "it goes on"
            raise NotInTime(f"nothing was said for {within} s; {complaint}") from None

    def until(self, matches):
        while not matches(line := self.next()):
            pass
        return line


def answer(process):
    said, complaint = process.communicate(timeout=60)
    assert process.returncode == 0, complaint
    return json.loads(said)


@pytest.mark.parametrize("name", REPORTING)
def test_a_hire_is_reported_and_answered(name, scene, start, notifications):
    application = new_id()
    reply = answer(start(name, application, scene.reference, scene.candidate.email))
    assert reply["type"] == "coopt.reply.accepted.v1"
    assert reply["data"]["outcome"] == "attributed"
    notifications.expect("staff.hire-attributed", lambda m: m.details["hireId"] == reply["data"]["hireId"])
    again = answer(start(name, application, scene.reference, scene.candidate.email))
    assert again["data"] == reply["data"]  # the same hire, under another message id
    withdrawn = answer(start("withdraw_hire.pika.py", application))
    assert withdrawn["data"]["hireId"] == reply["data"]["hireId"]
    notifications.expect("staff.hire-withdrawn", lambda m: m.details["hireId"] == reply["data"]["hireId"])


def test_a_hire_is_reported_in_binary_mode_by_the_sdk(scene, start):
    reply = answer(start("publish_hire.cloudevents.py", new_id(), scene.reference, scene.candidate.email, "binary"))
    assert reply["data"]["outcome"] == "attributed"


@pytest.mark.parametrize("name", REPORTING)
def test_a_report_that_is_refused_says_why(name, start):
    reply = answer(start(name, new_id(), "REF-1", "nobody's address"))
    assert reply["type"] == "coopt.reply.rejected.v1"
    assert reply["data"]["code"] == "invalid-message"
    assert [error["field"] for error in reply["data"]["errors"]] == ["candidate.email"]


def test_a_command_is_answered(start):
    accepted = answer(start("command.pika.py", "members.get-charter", "{}"))
    assert accepted["data"]["charterVersion"]
    refused = answer(start("command.pika.py", "rewards.register-charity", '{"name": "A", "designated": true}'))
    assert refused["data"]["code"] == "actor-required"


@pytest.mark.parametrize("name", LISTENING)
def test_staff_are_shown_what_is_told(name, staff, start):
    lines = Lines(start(name))
    lines.until(lambda line: line == "listening")
    Scene(staff).end()
    line = lines.until(lambda line: line.startswith("staff.recommendation-attributed "))
    assert len(line.split()) > 2  # the subject follows


@pytest.mark.parametrize("name", REPLAYING)
def test_what_was_told_is_replayed_by_offset_and_by_time(name, staff, start, notifications):
    before = instant()
    scene = Scene(staff)
    told = notifications.expect("staff.recommendation-attributed",
                                lambda m: m.details["recommendationId"] == scene.recommendation_id)
    scene.end()
    by_time = Lines(start(name, whole_seconds(before), 1_000_000))
    found = by_time.until(lambda line: told.id in line)
    offset, key, _ = found.split()
    assert key == "staff.recommendation-attributed"
    by_offset = Lines(start(name, offset, 2))
    assert by_offset.next() == found
    # The same message follows, whatever its offset: the stream counts its own records among those of publishers.
    assert by_offset.next() == by_time.next()
    first = Lines(start(name, "first", 1)).next()
    assert int(first.split()[0]) <= int(offset)


def whole_seconds(text):
    """A time as all of them read it: in whole seconds."""
    return re.sub(r"\.\d+", "", text)


@pytest.mark.parametrize("name", PAYING)
def test_finance_pays_what_is_asked_for(name, make_scene, start, notifications, books, stack):
    scene = make_scene(rewardOption={"option": "self"})
    lines = Lines(start(name))
    try:
        lines.until(lambda line: line == "listening")
        with ApplicantTracker(stack) as tracker:
            scene.hire(tracker)
        requested = notifications.expect(
            "staff.payout-requested", lambda m: m.details["beneficiary"]["id"] == scene.member.id)
        lines.until(lambda line: line == f"paid {requested.details['payoutId']}")
        payable = f"member:{scene.member.id}:payable"
        observed(lambda: sorted(amount for amount, in books.query(
            "select amount from rewards.ledger_entries where account = %s", payable)) == [-50000, 50000], "it is confirmed")
    finally:
        lines.process.kill()
        lines.process.wait()
        library = {"java": "java", "go": "go"}.get(name.split(".")[-1]) or name.split(".")[1].replace("_", "-")
        with connect(stack["COOPT_ADMIN_AMQP_URL"]) as connection:
            connection.channel().queue_delete(f"finance.example-{library}")


def test_every_example_is_run():
    run = {*REPORTING, *LISTENING, *REPLAYING, *PAYING, "withdraw_hire.pika.py", "command.pika.py"}
    assert run == {path.name for path in EXAMPLES.iterdir() if path.is_file()}
