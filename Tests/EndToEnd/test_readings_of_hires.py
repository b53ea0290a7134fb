"""The contract's readings of hires: which are in force, whatever the order; and of reports that are no good."""

import json

import pika
import pytest

from attempts import binding, refused
from bonuses import money
from dead_letters import DeadLetters
from finance import Finance
from outside.client import ACCEPTED, REJECTED
from outside.envelope import cloud_event, later, new_id, properties_of
from outside.people import stranger, unique
from outside.topic import Topic
from quiet import await_rest

HOUR, TWO_HOURS = (later(hours=hours) for hours in (1, 2))


# In force


def paid(stack, scene, events, books):
    """What the member is owed once all is handled."""
    await_rest(stack, events, ("recommendations", "rewards"))
    return -money(books, scene).get(f"member:{scene.member.id}:payable", 0)


@pytest.mark.parametrize("order", [("hire", "withdraw"), ("withdraw", "hire")], ids=" then ".join)
@pytest.mark.parametrize("hired_at, withdrawn_at, in_force", [
    (HOUR, HOUR, False), (TWO_HOURS, HOUR, True), (HOUR, TWO_HOURS, False)],
    ids=["at the same instant", "hired after", "hired before"])
def test_h1_a_hire_is_in_force_when_its_report_speaks_as_of_later_than_the_withdrawal(
        stack, tracker, scene, events, books, order, hired_at, withdrawn_at, in_force):
    said = {"hire": {"hiredAt": hired_at, "asOf": hired_at},
            "withdraw": {"withdrawnAt": withdrawn_at, "asOf": withdrawn_at}}
    for report in order:
        assert getattr(scene, report)(tracker, **said[report]).type == ACCEPTED
    quoted = scene.recommendation["quote"]["amountCents"]
    assert paid(stack, scene, events, books) == (quoted if in_force else 0)


def test_h1_the_same_application_of_another_system_is_another_hire(tracker, scene):
    hires = [scene.hire(tracker, sourceSystem=system).data["hireId"] for system in (tracker.system, "hris.example.net")]
    assert len(set(hires)) == 2


def test_w1_a_recommendation_earns_one_bonus_while_one_of_its_hires_is_in_force(stack, tracker, scene, events, books):
    quoted = scene.recommendation["quote"]["amountCents"]
    for system in (tracker.system, "hris.example.net"):
        scene.hire(tracker, sourceSystem=system)
    assert paid(stack, scene, events, books) == quoted
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    assert paid(stack, scene, events, books) == quoted
    scene.withdraw(tracker, withdrawnAt=later(minutes=1), sourceSystem="hris.example.net")
    assert paid(stack, scene, events, books) == 0


def test_h3_a_hire_that_is_reported_again_counts_again(stack, tracker, scene, events, books):
    scene.hire(tracker)
    scene.withdraw(tracker, withdrawnAt=HOUR)
    assert paid(stack, scene, events, books) == 0
    scene.hire(tracker, hiredAt=TWO_HOURS)
    assert paid(stack, scene, events, books) == scene.recommendation["quote"]["amountCents"]


def test_a_hire_that_is_answered_says_no_more_than_what_became_of_it(tracker, scene):
    attributed = scene.hire(tracker).data
    scene.application = {"applicationId": new_id()}
    unattributed = scene.hire(tracker, candidate={"email": stranger().email}).data
    assert attributed.keys() == {"hireId", "outcome"}
    assert unattributed.keys() == {"hireId", "outcome", "reason"}


# Reports that are no good


@pytest.mark.parametrize("data, field", [
    ({"candidate": {"email": "nobody@example.org"}, "hiredAt": HOUR}, "offerId"),
    ({"offerId": new_id(), "candidate": {}, "hiredAt": HOUR}, "candidate"),
    ({"offerId": new_id(), "candidate": {"email": "nobody"}, "hiredAt": HOUR}, "candidate.email"),
    ({"offerId": new_id(), "candidate": {"email": "nobody@example.org"}, "hiredAt": "soon"}, "hiredAt"),
], ids=["no offer", "no way to know the candidate", "no address", "no instant"])
def test_h1_a_report_needs_an_offer_a_candidate_and_an_instant(tracker, data, field):
    reply = tracker.reply(tracker.hire(data))
    assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message")
    assert [error["field"] for error in reply.data["errors"]] == [field]


def test_an_invalid_report_that_is_answered_is_no_dead_letter_and_else_it_is(stack, tracker):
    secret = f"{unique()}.secret"
    answered, unanswered = (cloud_event("coopt.integration.hire-reported.v1", {
        "applicationId": new_id(), "sourceSystem": tracker.system, "offerId": new_id(), "hiredAt": secret,
        "candidate": {"email": f"{secret}@example.org"}}, tracker.source) for _ in range(2))
    assert tracker.reply(tracker.publish("coopt.integration", "hire.reported", answered)).type == REJECTED
    tracker.publish("coopt.integration", "hire.reported", unanswered, wants_reply=False)
    with DeadLetters(stack, "recommendations") as letters:
        ours = (answered["id"], unanswered["id"])
        properties, body = letters.take(lambda properties, _: properties.message_id in ours)
    assert json.loads(body) == unanswered
    assert properties.headers["x-coopt-reason"] == "invalid-message"
    assert "hiredAt" in properties.headers["x-coopt-detail"] and secret not in str(properties.headers)


@pytest.mark.parametrize("answered", [True, False], ids=["answered", "unanswered"])
def test_a_report_that_cannot_be_decoded_is_a_dead_letter_in_any_case(stack, tracker, answered):
    body = f'{{"specversion": "1.0", "data": {unique()} '.encode()
    properties = pika.BasicProperties(content_type="application/cloudevents+json", delivery_mode=2)
    sent = tracker.publish_raw("coopt.integration", "hire.reported", body, properties, wants_reply=answered)
    if answered:
        assert tracker.reply(sent).data["code"] == "invalid-message"
    with DeadLetters(stack, "recommendations") as letters:
        kept, _ = letters.take(lambda _, kept: kept == body)
    assert (kept.headers["x-coopt-reason"], kept.headers["x-coopt-queue"]) == (
        "undecodable", "recommendations.integration")


@pytest.mark.parametrize("command", ["rewards.fly-to-the-moon", "members.get-lost"])
def test_an_unknown_command_that_nobody_waits_for_is_a_dead_letter(stack, staff, command):
    event = cloud_event(f"coopt.{command}.v1", {}, staff.source)
    staff.publish_raw("coopt.commands", command, json.dumps(event), properties_of(event), wants_reply=False)
    with DeadLetters(stack, command.split(".")[0]) as letters:
        properties, body = letters.take(lambda properties, _: properties.message_id == event["id"])
    assert properties.headers["x-coopt-reason"] in ("unknown-type", "unknown-command") and json.loads(body) == event


# Finance


def test_w8_finance_hears_of_a_payout_that_is_cancelled(stack, tracker, scene, events):
    keys = ["finance.payout-requested", "finance.payout-cancelled"]
    with Topic(stack["COOPT_FINANCE_AMQP_URL"], keys=keys, queue_prefix="finance.test") as heard:
        scene.hire(tracker)
        event = events.expect("rewards.payout-requested", lambda e: e.data["beneficiary"]["id"] == scene.member.id)
        ours = event.data["payoutId"]
        scene.withdraw(tracker, withdrawnAt=later(minutes=1))
        cancelled = events.expect("rewards.payout-cancelled", lambda e: e.data["payoutId"] == ours)
        told = heard.gather(lambda m: m.data["payoutId"] == ours, 2)
        assert [(message.routing_key, message.data) for message in told] == [
            ("finance.payout-requested", event.data), ("finance.payout-cancelled", cancelled.data)]


@pytest.mark.parametrize("key", ["finance.#", "finance.*", "*.payout-requested", "staff.reward-granted"])
def test_finance_binds_two_keys_and_nothing_that_would_match_more(stack, key):
    url = stack["COOPT_FINANCE_AMQP_URL"]
    assert refused(url, binding(f"finance.{new_id()}", "coopt.notifications", key))
    assert not refused(url, binding(f"finance.{new_id()}", "coopt.notifications", "finance.payout-cancelled"))


def test_w6_a_payout_that_was_cancelled_is_no_payout_any_more_but_is_claimed_when_it_was_paid(
        stack, tracker, scene, events, books):
    """Withdrawal and confirmation commute: finance had paid before it heard of the cancellation."""
    scene.hire(tracker)
    payout = events.expect("rewards.payout-requested", lambda e: e.data["beneficiary"]["id"] == scene.member.id)
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    events.expect("rewards.payout-cancelled", lambda e: e.data["payoutId"] == payout.data["payoutId"])
    with Finance(stack) as finance:
        assert finance.reply(finance.confirm(payout.data["payoutId"])).type == ACCEPTED
    await_rest(stack, events, ("rewards",))
    amount = payout.data["amountCents"]
    assert money(books, scene) == {f"member:{scene.member.id}:claim": amount, "platform:cash": -amount}
