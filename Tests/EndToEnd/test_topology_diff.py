"""What the broker has and should not, lacks, or has otherwise: `coopt-topology diff`, and what applying takes away."""

import json
import subprocess
import tempfile
import urllib.request
from base64 import b64encode
from pathlib import Path

import pika
import pytest

from outside.connection import connect
from outside.deadline import observed
from outside.people import unique
from outside.stack import ROOT
from processes import StackProcesses, program
from quiet import query

SAME, DIFFERENT, UNREADABLE, USAGE = 0, 1, 2, 64
# Who reports from outside, as the stack was told.
LISTED = {"COOPT_OUTSIDE_SYSTEMS_FILE": str(ROOT / "docker/outside-systems.json")}


def compare(definitions, verb="diff"):
    done = subprocess.run([program("topology"), verb, "-"], input=definitions, env=LISTED, capture_output=True, text=True,
                          timeout=30)
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


@pytest.mark.parametrize("kind", ["classic", "quorum"])
def test_a_binding_and_a_queue_of_yesterday_are_told_and_taken_away_by_applying(stack, admin, kind):
    queue = f"offers.of-{unique()}"
    admin.queue_bind("offers.events", "coopt.events", "members.contact-changed")
    declare(stack, admin, queue, kind)
    status, told, _ = compare(on_the_broker(stack))
    assert status == DIFFERENT and told == [
        "left over: binding of queue offers.events to coopt.events under 'members.contact-changed'",
        f"left over: queue {queue}"]
    apply(stack)
    assert compare(on_the_broker(stack))[:2] == (SAME, [])


@pytest.mark.parametrize("kind", ["classic", "quorum"])
def test_a_queue_that_is_not_empty_stays_and_is_told(stack, admin, kind):
    queue = f"rewards.of-{unique()}"
    declare(stack, admin, queue, kind)
    admin.confirm_delivery()
    admin.basic_publish("", queue, b"something", pika.BasicProperties(delivery_mode=2))
    observed(lambda: content(stack, queue).get("messages") == 1, "the message is counted")
    assert f"queue {queue} stays: 1 messages are in it" in apply(stack)
    assert compare(on_the_broker(stack))[:2] == (DIFFERENT, [f"left over: queue {queue}"])
    paths = leftovers(stack, "--with-messages")
    assert paths == [f"/api/queues/coopt/{queue}"]
    admin.queue_delete(queue)


def test_a_queue_that_is_bound_goes_when_nothing_can_have_come_any_more(stack, admin):
    queue = f"offers.of-{unique()}"
    declare(stack, admin, queue, "quorum")
    admin.queue_bind(queue, "coopt.events", "members.member-left")
    assert f"queue {queue} stays: it was bound until now" in apply(stack)
    assert compare(on_the_broker(stack))[:2] == (DIFFERENT, [f"left over: queue {queue}"])
    apply(stack)
    assert compare(on_the_broker(stack))[:2] == (SAME, [])


@pytest.mark.parametrize("prefix", ["staff", "finance", "ats", "hooks", "site", "company", "amq", "somebody"])
def test_what_is_a_clients_stays(stack, admin, prefix):
    queue = admin.queue_declare("", durable=False).method.queue if prefix == "amq" else f"{prefix}.of-{unique()}"
    if prefix != "amq":
        declare(stack, admin, queue, "classic")
    apply(stack)
    admin.queue_declare(queue, passive=True)
    assert leftovers(stack) == []
    admin.queue_delete(queue)


def declare(stack, admin, queue, kind):
    admin.queue_declare(queue, durable=True, arguments={"x-queue-type": kind})
    observed(lambda: {"messages", "consumers"} <= content(stack, queue).keys(), "the broker has counted what is in it")


def content(stack, queue):
    return next((known for known in stack.management("/api/queues") if known["name"] == queue), {})


def leftovers(stack, *options):
    with tempfile.TemporaryDirectory() as folder:
        definitions, queues = Path(folder, "definitions"), Path(folder, "queues")
        definitions.write_text(on_the_broker(stack))
        queues.write_text(json.dumps(stack.management("/api/queues")))
        done = subprocess.run([program("topology"), "leftovers", *options, definitions, queues], env=LISTED,
                              capture_output=True, text=True, timeout=30, check=True)
    return done.stdout.split()


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


def put(stack, url, body, method="PUT"):
    word = b64encode(credentials(stack).encode()).decode()
    request = urllib.request.Request(url, json.dumps(body).encode(), method=method, headers={
        "content-type": "application/json", "authorization": f"Basic {word}"})
    urllib.request.urlopen(request, timeout=30, context=stack.encryption()).close()


def credentials(stack):
    return f"coopt-admin:{(stack.directory / 'secrets/amqp/coopt-admin').read_text().strip()}"


def apply(stack):
    """Posts the topology again, as deploying does; what was said."""
    done = subprocess.run([ROOT / "docker/local/stack", "up"], env=StackProcesses(stack).environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# A deploy order that is safe for new subscriptions (docker/README.md, Upgrade)


KEY = "members.member-identified"


def test_a_new_subscription_waits_for_the_programs_and_nothing_of_it_is_lost_or_buried(stack, staff, scene, admin):
    """The broker of the version before, then the steps: nobody is subscribed while programs are replaced."""
    buried = content(stack, "recommendations.dead-letters").get("messages")
    admin.queue_unbind("recommendations.events", "coopt.events", KEY)
    try:
        post(stack, rendered(stack, "expand", "-"))
        assert f"missing: binding of queue recommendations.events to coopt.events under '{KEY}'" in compare(
            on_the_broker(stack))[1]
        member = scene.admit()
        assert query(stack, "select count(*) from recommendations.members where member_id = %s and identity_keys <> '{}'",
                     [member.id])[0][0] == 0
    finally:
        post(stack, rendered(stack))
    observed(lambda: query(stack, "select cardinality(identity_keys) from recommendations.members where member_id = %s",
                           [member.id]) not in ([], [(0,)]), "what was owed came", 60)
    assert compare(on_the_broker(stack))[:2] == (SAME, [])
    assert content(stack, "recommendations.dead-letters").get("messages") == buried


def rendered(stack, *words):
    done = subprocess.run([program("topology"), *words], env=LISTED | {
        "COOPT_AMQP_PASSWORDS_DIR": str(stack.directory / "secrets/amqp")}, input=on_the_broker(stack),
                          capture_output=True, text=True, timeout=30, check=True)
    return done.stdout


def post(stack, definitions):
    put(stack, f"{stack['COOPT_MANAGEMENT_URL']}/api/definitions", json.loads(definitions), "POST")


def test_the_step_of_images_and_packages_posts_and_takes_away(stack, admin, tmp_path):
    queue = f"offers.of-{unique()}"
    declare(stack, admin, queue, "quorum")
    admin.queue_bind("offers.events", "coopt.events", "members.contact-changed")
    admin.queue_unbind("rewards.events", "coopt.events", "members.member-visited")
    config = tmp_path / "management.curl"
    authority = f'cacert = "{stack["COOPT_CA_FILE"]}"\n' if "COOPT_CA_FILE" in stack.values else ""
    config.write_text(
        f'url = "{stack["COOPT_MANAGEMENT_URL"]}/api/definitions"\nuser = "{credentials(stack)}"\n{authority}')
    folder = tmp_path / "definitions"
    folder.mkdir()
    (folder / "definitions.json").write_text(rendered(stack))
    step = ROOT / "docker/kubernetes/base/topology/apply"
    subprocess.run(["/bin/sh", step, "post", folder, config], check=True, timeout=60)
    assert not (folder / "definitions.json").exists()
    with (folder / "leftovers").open("w") as file:
        subprocess.run([program("topology"), "leftovers", folder / "broker.json", folder / "queues.json"], env=LISTED,
                       stdout=file, check=True, timeout=30)
    subprocess.run(["/bin/sh", step, "remove", folder, config], check=True, timeout=60)
    assert compare(on_the_broker(stack))[:2] == (SAME, [])
    assert list(folder.iterdir()) == [], "nothing of passwords is left"


@pytest.mark.parametrize("text", ["", "{}", "[]", "nothing", json.dumps({"users": []})])
def test_what_is_no_brokers_definitions_is_refused(text):
    status, told, said = compare(text)
    assert status == UNREADABLE and not told and "no definitions of a whole broker" in said


@pytest.mark.parametrize("words", [["diff"], ["diff", "a", "b"], ["leftovers"], ["leftovers", "a"], ["expand"], ["compare"]])
def test_wrong_words_are_a_wrong_use(words):
    done = subprocess.run([program("topology"), *words], env={}, capture_output=True, text=True, timeout=30)
    assert done.returncode == USAGE and "--help" in done.stderr
