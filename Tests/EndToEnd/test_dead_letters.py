"""Dead letters as a product: listed, shown, replayed, discarded, corrected; each effect once, and a trail of it all."""

import json
import os
import random
import subprocess
import time
from collections import Counter

import psycopg2
import pytest

from letters import LetterDesk, high_water, letters_of_size
from outside.client import StaffTool
from outside.connection import Participant
from outside.deadline import observed
from outside.envelope import cloud_event, new_id, properties_of
from outside.people import stranger, unique
from processes import StackProcesses
from quiet import query

SOURCE = "https://staff.example.com/tool"


@pytest.fixture
def desk(stack, tmp_path):
    return LetterDesk(stack, tmp_path)


def command(name, data, **envelope):
    return cloud_event(f"coopt.{name}.v1", data, SOURCE, **envelope)


def put_aside(desk, staff, name, data):
    """Sends a command that breaks its schema and that nobody waits for; its envelope and the letter that it becomes."""
    event = command(name, data)
    staff.publish("coopt.commands", name, event, wants_reply=False)
    return event, observed(lambda: letter_of(desk, event["id"]), "the letter lies there")


def letter_of(desk, message_id, *arguments):
    return next((letter for letter in desk.items(*arguments) if letter.get("messageId") == message_id), None)


# Looking


def test_letters_are_listed_by_cause_and_one_by_one_and_lie_there_as_before(desk, staff):
    event, letter = put_aside(desk, staff, "members.invite-member", {"email": "nobody"})
    assert (letter["queue"], letter["lane"], letter["code"]) == (
        "members.dead-letters", "members.commands", "invalid-message")
    assert letter["type"] == event["type"] and "email" in letter["detail"]
    before = [item["id"] for item in desk.items("--queue", "members")]
    assert [item["id"] for item in desk.items("--queue", "members")] == before
    groups = [json.loads(line) for line in desk("list", "--queue", "members", "--json").stdout.splitlines()]
    group = next(group for group in groups if (group["code"], group.get("type")) == ("invalid-message", event["type"]))
    assert group["count"] == sum((item["code"], item.get("type")) == ("invalid-message", event["type"])
                                 for item in desk.items("--queue", "members"))
    assert group["oldest"] <= letter["since"] <= group["newest"]
    assert not desk.items("--queue", "members", "--older-than", "1w")
    assert letter["id"] in desk("list", "--items", "--code", "invalid-message").stdout


def test_contents_are_masked_unless_somebody_reveals_them_and_says_why(desk, staff):
    person = stranger()
    event, letter = put_aside(
        desk, staff, "members.invite-member", {"email": person.email, "sponsorId": "no-uuid", "locale": "fr"})
    shown = desk("show", letter["id"])
    assert shown.returncode == 0 and person.email not in shown.stdout and "data email" in shown.stdout
    assert "goes to members.commands" in shown.stdout
    assert person.email not in desk("show", event["id"], "--json").stdout
    refused = desk("show", letter["id"], "--reveal")
    assert refused.returncode == 64 and "--reason" in refused.stderr and not refused.stdout
    assert person.email in desk("show", letter["id"], "--reveal", "--reason", "ticket 1").stdout
    entries = desk.trail([event["id"]])
    assert [(entry[2:6]) for entry in entries] == [("reveal", "done", "ada@operators", "ticket 1")]
    assert desk("show", new_id()).returncode == 66


# Doing


def test_a_letter_is_corrected_and_handled_once_under_its_own_id(stack, desk, staff, events):
    person = stranger()
    event, letter = put_aside(desk, staff, "members.invite-member", {"email": f"{person.email}@", "locale": "fr"})
    wrong = desk("edit", letter["id"], "--set", "email=nobody", "--reason", "wrong again")
    assert wrong.returncode == 1 and "email" in wrong.stderr and letter_of(desk, event["id"])
    arguments = ("edit", letter["id"], "--set", f"email={person.email}", "--reason", "typing error")
    planned = desk.report(*arguments, "--dry-run")
    assert planned["done"] == {"members.commands": 1} and letter_of(desk, event["id"])
    assert desk.report(*arguments)["done"] == {"members.commands": 1}
    invited = events.expect("members.member-invited", lambda told: told.envelope.get("causationid") == event["id"])
    assert invited.data["invitationId"] and not letter_of(desk, event["id"])
    states = [(entry[2], entry[3]) for entry in desk.trail([event["id"]])]
    assert states == [("edit", "begun"), ("edit", "done")]
    ((kept,),) = query(stack, "select string_agg(trail::text, ' ') from operations.dead_letter_trail as trail"
                              " where message_id = %s", [event["id"]])
    assert person.email not in kept and "{email}" in kept


def test_a_letter_whose_message_was_handled_meanwhile_says_so_and_cannot_be_corrected(desk, staff):
    person = stranger()
    event, letter = put_aside(desk, staff, "members.invite-member", {"email": "nobody"})
    good = command("members.invite-member", {"email": person.email}, id=event["id"])
    staff.reply(staff.publish("coopt.commands", "members.invite-member", good))
    assert "handled under the same id" in desk("show", letter["id"]).stdout
    assert desk.report("replay", letter["id"], "--dry-run")["handledMeanwhile"] == 1
    refused = desk("edit", letter["id"], "--set", f"email={person.email}", "--reason", "late")
    assert refused.returncode == 1 and "new id" in refused.stderr
    assert desk.report("discard", letter["id"], "--reason", "sent anew")["done"] == {"members.dead-letters": 1}


def test_nothing_is_touched_without_a_choice_a_name_and_a_reason(desk, staff):
    _, letter = put_aside(desk, staff, "members.invite-member", {"email": "nobody"})
    for arguments in (["replay"], ["discard", "--reason", "x"], ["replay", letter["id"]], ["discard", letter["id"]],
                      ["replay", letter["id"], "--all", "--reason", "x"], ["edit", letter["id"], "--reason", "x"]):
        assert desk(*arguments).returncode == 64, arguments
    desk.coopt.environment.pop("COOPT_ACTOR")
    assert desk("replay", letter["id"], "--reason", "x").returncode == 64
    assert desk("discard", letter["id"], "--reason", "x", "--actor", "bob").returncode == 0


def test_what_no_queue_took_is_seen_to_by_the_same_verbs(desk, tracker):
    event = cloud_event("coopt.integration.hire-reported-twice.v1", {}, tracker.source)
    tracker.publish("coopt.integration", "hire.reported.twice", event, wants_reply=False)
    letter = observed(lambda: letter_of(desk, event["id"], "--queue", "coopt.unroutable"), "it lies there")
    assert (letter["code"], letter["queue"]) == ("unroutable", "coopt.unroutable")
    report = desk.report("replay", letter["id"], "--queue", "coopt.unroutable", "--reason", "bound by now")
    assert report["done"] == {"exchange coopt.integration": 1}
    again = observed(lambda: letter_of(desk, event["id"], "--queue", "coopt.unroutable"), "nobody took it")
    assert desk("discard", again["id"], "--reason", "a test").returncode == 0
    assert not letter_of(desk, event["id"], "--queue", "coopt.unroutable")


def test_the_console_s_logins_see_to_letters_as_the_administrator_s_do(stack, tmp_path, staff, events):
    """Listed, replayed, corrected, discarded and written down by the logins `console-letters` and `console`, which may little else."""
    desk = LetterDesk(stack, tmp_path, broker="CONSOLE_LETTERS", database="CONSOLE")
    person = stranger()
    event, letter = put_aside(desk, staff, "members.invite-member", {"email": f"{person.email}@", "locale": "fr"})
    assert desk.report("edit", letter["id"], "--set", f"email={person.email}", "--reason", "typing error")["done"] == {
        "members.commands": 1}
    events.expect("members.member-invited", lambda told: told.envelope.get("causationid") == event["id"])
    event, letter = put_aside(desk, staff, "members.invite-member", {"email": "nobody"})
    assert desk.report("replay", letter["id"], "--reason", "once more")["done"] == {"members.commands": 1}
    again = observed(lambda: next((each for each in desk.items() if each.get("messageId") == event["id"]
                                   and each["id"] != letter["id"]), None), "it is refused again")
    assert desk("discard", again["id"], "--reason", "a test").returncode == 0
    assert [entry[2:4] for entry in desk.trail([event["id"]])] == [
        ("replay", "begun"), ("replay", "done"), ("discard", "begun"), ("discard", "done")]
    ((login,),) = query(stack, "select distinct login from operations.dead_letter_trail where message_id = %s", [event["id"]])
    assert login == "console"


def test_a_letter_that_its_sender_may_not_send_stays(stack, desk):
    with StaffTool({"COOPT_STAFF_AMQP_URL": stack["COOPT_ADMIN_AMQP_URL"]}) as forger:
        event = command("offers.register-company", {"name": unique()})
        forger.publish("", "offers.commands", event, wants_reply=False)
    letter = observed(lambda: letter_of(desk, event["id"]), "the letter lies there")
    assert letter["code"] == "sender-not-allowed"
    report = desk.report("replay", letter["id"], "--reason", "try", statuses=(1,))
    assert not report["done"] and sum(report["left"].values()) == 1
    assert desk("discard", letter["id"], "--reason", "forged").returncode == 0


@pytest.mark.parametrize("exchange, key, more", [
    ("", "rewards.dead-letters", {}), ("coopt.dead-letters", "offers.forged", {"CC": ["rewards.forged"]})])
def test_a_letter_that_another_service_forged_is_believed_nothing(stack, desk, exchange, key, more):
    event = cloud_event("coopt.recommendations.hire-attributed.v1", {"hireId": new_id()}, "/coopt/recommendations")
    headers = {"x-coopt-reason": "handling-failed", "x-coopt-queue": "rewards.events", "x-coopt-time": event["time"],
               "x-coopt-exchange": "coopt.events", "x-coopt-routing-key": "recommendations.hire-attributed"} | more
    with Participant(stack.amqp_url("offers" if exchange else "offers_replies")) as forger:
        forger.channel.basic_publish(exchange, key, json.dumps(event), properties_of(event, headers=headers))
    letter = observed(lambda: letter_of(desk, event["id"], "--queue", "rewards"), "the letter lies there")
    assert letter["code"] == "sender-not-allowed" and "lane" not in letter
    report = desk.report("replay", letter["id"], "--queue", "rewards", "--reason", "try", statuses=(1,))
    assert not report["done"] and sum(report["left"].values()) == 1
    assert desk("discard", event["id"], "--queue", "rewards", "--reason", "forged").returncode == 0


def test_a_command_that_is_refused_while_nobody_waits_is_told_to_staff(staff, notifications):
    event = command("members.leave", {"memberId": new_id()})
    staff.publish("coopt.commands", "members.leave", event, wants_reply=False)
    told = notifications.expect("staff.command-refused", lambda m: m.details["messageId"] == event["id"])
    assert (told.details["code"], told.details["type"]) == ("member-not-active", event["type"])


# The trail


@pytest.mark.parametrize("sql", [
    "update operations.dead_letter_trail set actor = 'nobody'", "delete from operations.dead_letter_trail",
    "truncate operations.dead_letter_trail"])
def test_nobody_changes_the_trail(stack, sql):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="append-only"):
        query(stack, sql)


def test_operators_add_to_the_trail_and_read_it_and_cannot_forge_when_and_by_which_login(stack):
    rights = query(stack, "select grantee, privilege_type from information_schema.role_table_grants where table_schema ="
                          " 'operations' and grantee <> 'postgres' order by 1, 2")
    assert rights == [(grantee, right) for grantee in ("console", "coopt_operators") for right in ("INSERT", "SELECT")]
    ((login, age),) = query(
        stack, "insert into operations.dead_letter_trail (recorded_at, login, run_id, actor, reason, action, state,"
               " queue, letter_id, content_hash) values ('2000-01-01', 'mallory', gen_random_uuid(), 'test', 'test',"
               " 'discard', 'failed', 'none', 'none', '') returning login, now() - recorded_at")
    assert login == "postgres" and abs(age.total_seconds()) < 60


# Many at once


class Poison:
    """Messages that became letters, mixed: some that work when they are sent back, some that never will."""

    def __init__(self, stack, count, seed=12):
        self.stack, self.count = stack, count
        self.random = random.Random(seed)
        self.good, self.broken, self.forged = {}, [], []

    def send(self):
        """Has the good ones expire while offers is away, for that is no fault of theirs; then sends the others."""
        kinds = [self.random.random() for _ in range(self.count)]
        processes = StackProcesses(self.stack)
        processes.stop("offers")
        with StaffTool({"COOPT_STAFF_AMQP_URL": self.stack["COOPT_ADMIN_AMQP_URL"]}) as sender:
            # What has no time to live would hold up behind it what has one: a quorum queue looks at its head alone.
            for _ in filter(lambda kind: kind < 0.7, kinds):
                event = self._registration()
                self.good[event["id"]] = event["data"]["companyId"]
                sender.channel.basic_publish("coopt.commands", "offers.register-company", json.dumps(event),
                                             properties_of(event, expiration="1"))
            observed(lambda: self._waiting(sender) == 0, "the good ones expired", 300)
            processes.start("offers")
            for kind in filter(lambda kind: kind >= 0.7, kinds):
                self._send_bad(sender, is_forged=kind >= 0.9)

    @staticmethod
    def _registration():
        return command("offers.register-company", {"companyId": new_id(), "name": unique()})

    def _send_bad(self, sender, is_forged):
        event = self._registration()
        if is_forged:
            self.forged.append(event["id"])
            sender.publish("", "offers.commands", event, wants_reply=False)
        else:
            event["data"]["name"] = "x" * 201
            self.broken.append(event["id"])
            sender.publish("coopt.commands", "offers.register-company", event, wants_reply=False)

    def _waiting(self, sender):
        sender.connection.process_data_events(0)
        return sender.channel.queue_declare("offers.commands", passive=True).method.message_count

    @property
    def ids(self):
        return set(self.good) | set(self.broken) | set(self.forged)


def test_over_many_mixed_letters_each_effect_is_once_and_the_trail_complete(stack, desk, tmp_path, note):
    desk("discard", "--queue", "offers", "--reason", "other tests' letters")
    poison = Poison(stack, letters_of_size())
    poison.send()

    letters = all_of(desk, poison.count)
    assert {letter["messageId"] for letter in letters} == poison.ids
    by_code = Counter(letter["code"] for letter in letters)
    assert by_code == {"expired": len(poison.good), "invalid-message": len(poison.broken),
                       "sender-not-allowed": len(poison.forged)}
    began = time.monotonic()
    assert len(desk.items("--queue", "offers")) == poison.count
    listed = time.monotonic()
    planned = desk.report("replay", "--queue", "offers", "--dry-run", statuses=(1,), within=600)
    sent_back = len(poison.good) + len(poison.broken)
    assert planned["done"] == {"offers.commands": sent_back} and planned["handledMeanwhile"] == 0

    # Two press at once; the one that works dies half-way.
    dry = time.monotonic()
    first = replay(desk, tmp_path, "--rate", str(max(50, poison.count // 5)), "--batch", "50")
    observed(lambda: done_so_far(desk, poison) >= poison.count // 5, "the first one is at work", 120, 0.05)
    second = replay(desk, tmp_path)
    observed(lambda: done_so_far(desk, poison) >= poison.count // 3, "half-way", 120, 0.05)
    memory = high_water(first.pid)
    first.kill()
    first.wait(10)
    memory = max(memory, watch(second))
    said = second.stdout.read()
    assert second.returncode == 1, second.stderr.read()  # the forged ones are left
    report = json.loads(said)
    assert sum(report["left"].values()) == len(poison.forged)
    took = time.monotonic() - dry

    # Each effect once.
    observed(lambda: companies(stack, poison) == len(poison.good), "every company is registered", 300, 0.5)
    ((registered,),) = query(
        stack, "select count(*) from offers.inbox where message_id = any(%s::uuid[])", [list(poison.good)])
    assert registered == len(poison.good)
    left = all_of(desk, len(poison.broken) + len(poison.forged))  # what is broken is refused again
    assert {letter["messageId"] for letter in left} == set(poison.broken) | set(poison.forged)

    # The trail is complete: each letter that was there and went has one end, by a name and for a reason.
    trail = desk.trail(poison.ids)
    ends = Counter(entry[1] for entry in trail if entry[3] == "done")
    gone = {letter["id"] for letter in letters if letter["code"] != "sender-not-allowed"}
    assert gone <= set(ends) and set(ends.values()) == {1}  # what was broken again before the second began went again
    assert {entry[4:6] for entry in trail} == {("ada@operators", "the bug is fixed")}
    assert {entry[1] for entry in trail if entry[3] == "begun"} == set(ends) and len({entry[6] for entry in trail}) == 2
    assert desk("discard", "--queue", "offers", "--reason", "done with").returncode == 0
    assert not desk.items("--queue", "offers")
    note(f"{poison.count} letters: listed in {listed - began:.1f} s, dry run {dry - listed:.1f} s, replayed by two,"
         f" one killed, in {took:.1f} s, {memory / 1024:.0f} MB at most")


def replay(desk, directory, *arguments):
    line, environment = desk.command(
        "replay", "--queue", "offers", "--reason", "the bug is fixed", "--json", *arguments)
    return subprocess.Popen(line, env=environment | {"PATH": os.environ["PATH"]}, cwd=directory,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def watch(process):
    """The most memory that a process had until it ended."""
    memory = 0

    def ended():
        nonlocal memory
        memory = max(memory, high_water(process.pid))
        return process.poll() is not None

    observed(ended, "the second one is done", 600, 0.05)
    return memory


def all_of(desk, count):
    """The letters of offers, once there are letters of so many messages.

    What was sent back when somebody was killed before they could note it is sent back again, and what is broken is refused twice then.
    """
    seen = []

    def are_there():
        seen[:] = desk.items("--queue", "offers")
        return len({letter["messageId"] for letter in seen}) == count

    observed(are_there, f"letters of {count} messages lie there", 300, 1)
    return list(seen)


def done_so_far(desk, poison):
    return sum(entry[3] == "done" for entry in desk.trail(poison.ids))


def companies(stack, poison):
    ((count,),) = query(
        stack, "select count(*) from offers.companies where company_id = any(%s::uuid[])", [list(poison.good.values())])
    return count
