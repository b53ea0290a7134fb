"""What the broker has and should not, lacks, or has otherwise: `coopt-topology diff`, and what applying takes away."""

import json
import subprocess
import urllib.request
from base64 import b64encode

import pika
import pytest

from outside.connection import connect
from outside.people import unique
from outside.stack import ROOT
from processes import StackProcesses, program

SAME, DIFFERENT, UNREADABLE, USAGE = 0, 1, 2, 64


def compare(definitions, verb="diff"):
    done = subprocess.run([program("topology"), verb, "-"], input=definitions, env={}, capture_output=True, text=True, timeout=30)
    return done.returncode, done.stdout.splitlines(), done.stderr


def on_the_broker(stack):
    return json.dumps(stack.management("/api/definitions"))


def test_a_stack_that_runs_is_what_is_declared(stack):
    assert compare(on_the_broker(stack))[:2] == (SAME, [])


@pytest.fixture
def admin(stack):
    connection = connect(stack["COOPT_ADMIN_AMQP_URL"])
    yield connection.channel()
    connection.close()


def test_a_binding_and_a_queue_of_yesterday_are_told_and_taken_away_by_applying(stack, admin):
    queue = f"offers.of-{unique()}"
    admin.queue_bind("offers.events", "coopt.events", "members.contact-changed")
    admin.queue_declare(queue, durable=True)
    status, told, _ = compare(on_the_broker(stack))
    assert status == DIFFERENT and told == [
        "left over: binding of queue offers.events to coopt.events under 'members.contact-changed'",
        f"left over: queue {queue}"]
    apply(stack)
    assert compare(on_the_broker(stack))[:2] == (SAME, [])


def test_a_queue_that_is_not_empty_stays_and_is_told(stack, admin):
    queue = f"rewards.of-{unique()}"
    admin.queue_declare(queue, durable=True)
    admin.confirm_delivery()
    admin.basic_publish("", queue, b"something", pika.BasicProperties(delivery_mode=2))
    assert queue in apply(stack)
    assert compare(on_the_broker(stack))[:2] == (DIFFERENT, [f"left over: queue {queue}"])
    admin.queue_delete(queue)


def test_what_is_missing_or_wider_is_mended_by_applying(stack, admin):
    admin.queue_unbind("rewards.events", "coopt.events", "members.member-visited")
    url = stack["COOPT_MANAGEMENT_URL"]
    put(stack, f"{url}/api/permissions/coopt/ats", {"configure": ".*", "write": ".*", "read": ".*"})
    try:
        status, told, _ = compare(on_the_broker(stack))
        assert status == DIFFERENT and told[0].startswith("different: permissions of ats (configure is .*")
        assert told[1:] == ["missing: binding of queue rewards.events to coopt.events under 'members.member-visited'"]
    finally:
        apply(stack)
    assert compare(on_the_broker(stack))[:2] == (SAME, [])


def put(stack, url, body):
    word = b64encode(f"coopt-admin:{(stack.directory / 'secrets/amqp/coopt-admin').read_text().strip()}".encode()).decode()
    request = urllib.request.Request(url, json.dumps(body).encode(), method="PUT", headers={
        "content-type": "application/json", "authorization": f"Basic {word}"})
    urllib.request.urlopen(request, timeout=10).close()


def apply(stack):
    """Posts the topology again, as deploying does; what was said."""
    done = subprocess.run([ROOT / "docker/local/stack", "up"], env=StackProcesses(stack).environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("text", ["", "{}", "[]", "nothing", json.dumps({"users": []})])
def test_what_is_no_brokers_definitions_is_refused(text):
    status, told, said = compare(text)
    assert status == UNREADABLE and not told and "no definitions of a whole broker" in said


@pytest.mark.parametrize("words", [["diff"], ["diff", "a", "b"], ["leftovers"], ["compare"]])
def test_wrong_words_are_a_wrong_use(words):
    done = subprocess.run([program("topology"), *words], env={}, capture_output=True, text=True, timeout=30)
    assert done.returncode == USAGE and "--help" in done.stderr
