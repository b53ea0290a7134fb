"""The examples of Shared/Messages/README.md, run as they stand there."""

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
from outside.people import unique
from outside.stack import ROOT
from scene import Scene

README = ROOT / "Shared" / "Messages" / "README.md"


def example(name):
    """The Python block behind the comment that names it."""
    marked = re.search(rf"<!-- test: {name} -->\s*```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert marked, f"{README} has no example '{name}'"
    return marked[1]


@pytest.fixture
def running(stack, tmp_path):
    """Starts an example with its arguments; it sees the stack's addresses as README says."""
    started = []

    def start(name, *arguments):
        program = tmp_path / f"{name}.py"
        program.write_text(example(name))
        process = subprocess.Popen([sys.executable, "-u", str(program), *arguments], text=True,
                                   env=os.environ | stack.lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def scene(staff):
    scene = Scene(staff)
    yield scene
    scene.end()


def test_the_hire_publisher_of_the_readme_reports_a_hire(scene, running, notifications):
    process = running("hire-publisher", scene.reference, scene.candidate.email)
    said, complaint = process.communicate(timeout=30)
    assert process.returncode == 0, complaint
    assert "attributed" in said and "unattributed" not in said
    notifications.expect("staff.hire-attributed", lambda m: m.details["offerId"] == scene.offer_id)


def test_the_finance_system_of_the_readme_pays_what_it_is_told_to(make_scene, running, notifications, books, stack):
    scene = make_scene(rewardOption={"option": "self"})
    process = running("finance")
    lines = said_by(process)
    assert next_line(lines) == "listening\n"
    with ApplicantTracker(stack) as tracker:
        scene.hire(tracker)
    requested = notifications.expect(
        "staff.payout-requested", lambda m: m.details["beneficiary"]["id"] == scene.member.id)
    payable = f"member:{scene.member.id}:payable"
    observed(lambda: sorted(amount for amount, in books.query(
        "select amount from rewards.ledger_entries where account = %s", payable)) == [-50000, 50000], "it is confirmed")
    while next_line(lines).split()[:2] != ["finance.payout-requested", requested.details["payoutId"]]:
        pass
    process.kill()
    process.wait()
    with connect(stack["COOPT_ADMIN_AMQP_URL"]) as connection:
        connection.channel().queue_delete("finance.payouts")


def test_the_staff_tool_of_the_readme_shows_what_is_told(staff, running):
    lines = said_by(running("staff-tool"))
    assert next_line(lines) == "listening\n"
    Scene(staff).end()
    while not (line := next_line(lines)).startswith("staff.recommendation-attributed "):
        assert line.startswith("staff.")
    assert len(line.split()) > 2  # the routing key is followed by a subject line


def test_the_decision_of_the_readme_is_in_the_trail_with_who_took_it(staff, running):
    process = running("decision", f"Association {unique()}")
    said, complaint = process.communicate(timeout=30)
    assert process.returncode == 0, complaint
    reply = json.loads(said)
    trail = staff.accept("rewards.list-corrections", {})["corrections"]
    assert ("ada.lovelace", reply["data"]["charityId"]) in [(each["actor"], each["subject"]) for each in trail]


def said_by(process):
    """The lines of a process, as they come."""
    lines = queue.SimpleQueue()
    threading.Thread(target=lambda: [lines.put(line) for line in process.stdout], daemon=True).start()
    return lines


def next_line(lines):
    try:
        return lines.get(timeout=30)
    except queue.Empty:
        raise NotInTime("the staff tool said nothing for 30 s") from None
