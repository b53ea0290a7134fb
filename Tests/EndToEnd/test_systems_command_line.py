"""The program `coopt` as other systems: it reports hires as an ATS does, and sees to payouts as finance does."""

import json

import pytest

from command_line import ACCEPTED, CONFIGURATION, REJECTED, USAGE, CommandLine, Tail, program
from outside.connection import connect
from outside.deadline import observed
from outside.envelope import cloud_event, instant, new_id, properties_of
from outside.people import unique

PATIENCE = 40


@pytest.fixture
def coopt(stack, tmp_path):
    """With the logins of those systems, and no other."""
    return CommandLine(tmp_path, COOPT_ATS_AMQP_URL=stack["COOPT_ATS_AMQP_URL"],
                       COOPT_FINANCE_AMQP_URL=stack["COOPT_FINANCE_AMQP_URL"])


def listening(coopt, *arguments):
    return Tail([program(), "payouts", "listen", *arguments], coopt.environment, coopt.directory).listening()


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


# Hires


def test_a_hire_and_its_withdrawal_are_reported_and_answered(coopt, scene):
    application = ["--system", "ats.example.com", "--application", unique()]
    hire = ["report", "hire", *application, "--offer-reference", scene.reference, "--email", scene.candidate.email]
    done = coopt(*hire)
    assert done.returncode == ACCEPTED, done.stderr
    words = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert words["outcome"] == "attributed" and len(words["hireId"]) == 36
    again = coopt.result(*hire)
    assert again == {"hireId": words["hireId"], "outcome": "attributed"}
    withdrawn = coopt.result("report", "withdrawal", *application, "--reason", "parti")
    assert withdrawn["hireId"] == words["hireId"]


def test_h1_a_report_speaks_as_of_the_instant_that_it_names(coopt, scene, events):
    application = ["--system", "ats.example.com", "--application", unique()]
    withdrawn = coopt.result("report", "withdrawal", *application, "--withdrawn-at", "1h")
    done = coopt.result("report", "hire", *application, "--offer", scene.offer_id, "--email", scene.candidate.email,
                        "--hired-at", instant(), "--as-of", "2h")
    assert done["hireId"] == withdrawn["hireId"]
    # What was said as of an hour ago stands: the hire is not in force.
    coopt.result("report", "hire", *application, "--offer", scene.offer_id, "--email", scene.candidate.email)
    attributed = events.expect("recommendations.hire-attributed", lambda e: e.data["hireId"] == done["hireId"])
    before = [event for event in events.collected if event.data.get("hireId") == done["hireId"]]
    assert [event.name for event in before].count("hire-attributed") == 1 and attributed.data["memberId"] == scene.member.id


def test_a_report_under_one_id_gets_one_answer(coopt, scene):
    hire = ["report", "hire", "--system", "ats.example.com", "--application", unique(), "--offer", scene.offer_id,
            "--email", scene.candidate.email, "--hired-at", instant(), "--id", new_id()]
    assert coopt.result(*hire) == coopt.result(*hire)


def test_a_hire_that_nobody_recommended_is_answered_and_a_wrong_one_is_refused_with_its_fields(coopt, scene):
    hire = ["report", "hire", "--system", "ats.example.com", "--application", unique(), "--offer", scene.offer_id]
    result = coopt.result(*hire, "--email", f"nobody.{unique()}@example.org")
    assert (result["outcome"], result["reason"]) == ("unattributed", "no-match")
    done = coopt(*hire, "--email", "nobody", "--hired-at", "1999-01-01T00:00:00Z")
    assert done.returncode == REJECTED and not done.stdout and "invalid-message" in done.stderr
    assert "candidate.email" in done.stderr
    done = coopt(*hire, "--email", "nobody", "--json")
    assert done.returncode == REJECTED and json.loads(done.stdout)["code"] == "invalid-message"


# Payouts


@pytest.fixture
def owed(scene, tracker, notifications):
    """An instruction to pay the scene's member."""
    scene.hire(tracker)
    return notifications.expect("staff.payout-requested",
                                lambda m: m.details["beneficiary"]["id"] == scene.member.id, PATIENCE).details


def listed(coopt, payout_id, *more):
    done = coopt("payouts", "list", "--limit", "1000", "--json", *more)
    assert done.returncode == ACCEPTED, done.stderr
    return [payout for payout in lines(done) if payout["payoutId"] == payout_id]


def test_w6_a_payout_is_listed_and_confirmed(coopt, owed):
    payout_id = owed["payoutId"]
    (payout,) = listed(coopt, payout_id, "--state", "requested")
    assert payout["amountCents"] == owed["amountCents"]
    row = next(line for line in coopt("payouts", "list", "--limit", "1000").stdout.splitlines() if payout_id in line)
    assert f" {owed['amountCents'] // 100}.{owed['amountCents'] % 100:02d} EUR" in row and " requested " in row
    done = coopt("payouts", "confirm", payout_id, "--reference", "BANK-1")
    assert (done.returncode, done.stdout) == (ACCEPTED, "accepted\n"), done.stderr
    (payout,) = listed(coopt, payout_id)
    assert (payout["state"], payout["reference"]) == ("paid", "BANK-1")


def test_w6_a_payout_that_fails_is_told_with_its_reason(coopt, owed, notifications):
    payout_id = owed["payoutId"]
    done = coopt("payouts", "fail", payout_id, "--reason", "Compte clôturé", "--failed-at", "2m")
    assert done.returncode == ACCEPTED, done.stderr
    told = notifications.expect("staff.payout-failed", lambda m: m.details["payoutId"] == payout_id)
    assert "Compte clôturé" in json.dumps(told.details, ensure_ascii=False)
    assert [payout["state"] for payout in listed(coopt, payout_id)] == ["failed"]


def test_a_payout_that_is_not_there_is_refused(coopt):
    for verb, word in (("confirm", "--reference"), ("fail", "--reason")):
        done = coopt("payouts", verb, new_id(), word, "x")
        assert done.returncode == REJECTED and "payout-not-found" in done.stderr


def forge(stack, queue):
    """Somebody who may write to any queue writes an instruction there, which the broker vouches for as theirs."""
    forged = cloud_event("coopt.notifications.finance-payout-requested.v1", {"payoutId": new_id()}, "/coopt/notifications")
    connection = connect(stack["COOPT_ADMIN_AMQP_URL"])
    channel = connection.channel()
    channel.confirm_delivery()
    for login in (None, "coopt-admin"):
        properties = properties_of(forged)
        properties.user_id = login
        channel.basic_publish("", queue, json.dumps(forged), properties)
    connection.close()
    return forged["data"]["payoutId"]


def test_w6_instructions_are_heard_and_nobody_elses_word_is_one(coopt, stack, scene, tracker):
    queue = f"finance.coopt.{unique()}"
    try:
        with listening(coopt, "--queue", queue).follow() as heard:
            forged = forge(stack, queue)
            scene.hire(tracker)
            told = [json.loads(heard.line())]
            while told[-1]["event"]["data"].get("beneficiary", {}).get("id") != scene.member.id:
                told.append(json.loads(heard.line()))
            assert told[-1]["routingKey"] == "finance.payout-requested"
            assert {each["publisher"] for each in told} == {"notifications"}
            assert forged not in {each["event"]["data"]["payoutId"] for each in told}
    finally:
        forget(stack, queue)


def test_w6_instructions_wait_in_a_queue_that_lasts_and_each_is_shown_once(coopt, stack, make_scene, tracker):
    queue = f"finance.coopt.{unique()}"
    try:
        assert coopt("payouts", "listen", "--queue", queue, "--until-idle", "0.5").returncode == ACCEPTED
        members = set()
        for _ in range(3):
            scene = make_scene()
            scene.hire(tracker)
            members.add(scene.member.id)
        observed(lambda: depth(stack, queue) >= 3, "three instructions wait", PATIENCE)
        found = []
        while not members <= {each["event"]["data"]["beneficiary"]["id"] for each in found}:
            done = coopt("payouts", "listen", "--queue", queue, "--count", "1")
            assert done.returncode == ACCEPTED and done.stdout.count("\n") == 1, done.stderr
            found += lines(done)
        ids = [(each["routingKey"], each["event"]["data"]["payoutId"]) for each in found]
        assert len(ids) == len(set(ids))
    finally:
        forget(stack, queue)


def depth(stack, queue):
    connection = connect(stack["COOPT_ADMIN_AMQP_URL"])
    try:
        return connection.channel().queue_declare(queue, passive=True).method.message_count
    finally:
        connection.close()


def forget(stack, queue):
    connection = connect(stack["COOPT_ADMIN_AMQP_URL"])
    connection.channel().queue_delete(queue)
    connection.close()


def test_each_system_has_its_own_login_and_queues(coopt, stack, tmp_path):
    staff = CommandLine(tmp_path, COOPT_STAFF_AMQP_URL=stack["COOPT_STAFF_AMQP_URL"])
    done = staff("payouts", "list")
    assert done.returncode == CONFIGURATION and "COOPT_FINANCE_AMQP_URL" in done.stderr
    done = staff("report", "hire", "--system", "s", "--application", "a", "--offer", new_id(), "--email", "a@example.org")
    assert done.returncode == CONFIGURATION and "COOPT_ATS_AMQP_URL" in done.stderr
    assert coopt("payouts", "listen", "--queue", "staff.payouts").returncode == USAGE
