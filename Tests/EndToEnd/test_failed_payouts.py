"""What finance could not pay (W6): told to staff, asked for again, paid after all, and what a year's sums are."""

import random

import pytest

from bonuses import money, of
from dead_letters import DeadLetters
from finance import Finance
from outside.client import ACCEPTED, REJECTED
from outside.envelope import cloud_event, instant, later, new_id
from outside.topic import Topic
from quiet import await_rest


@pytest.fixture
def finance(stack):
    with Finance(stack) as system:
        yield system


@pytest.fixture
def owed(tracker, scene, events):
    """A scene whose member is owed a bonus, and the instruction to pay it."""
    scene.hire(tracker)
    payout = events.expect("rewards.payout-requested", lambda e: e.data["beneficiary"]["id"] == scene.member.id)
    return scene, payout.data


def accepted(finance, correlation_id):
    reply = finance.reply(correlation_id)
    assert reply.type == ACCEPTED, reply.raw
    return reply.data


def state(staff, payout_id, scene):
    listed = staff.accept("rewards.list-payouts", {"beneficiaryId": scene.member.id})["payouts"]
    return {payout["payoutId"]: payout["state"] for payout in listed}[payout_id]


def test_w6_a_failure_is_told_to_staff_with_its_reason_and_asked_for_again_once(
        stack, staff, finance, owed, events, notifications, books):
    scene, payout = owed
    payout_id, paid = payout["payoutId"], payout["amountCents"]
    assert staff.refuse("rewards.retry-payout", {"payoutId": payout_id})["code"] == "payout-not-failed"
    for _ in range(2):
        accepted(finance, finance.fail(payout_id, reason="Compte inconnu"))
    told = notifications.expect("staff.payout-failed", lambda m: m.details["payoutId"] == payout_id)
    assert "Compte inconnu" in told.data["text"] + str(told.details)
    assert told.details["beneficiary"] == payout["beneficiary"] and told.details["amountCents"] == paid
    assert state(staff, payout_id, scene) == "failed"
    (failed,) = staff.accept("rewards.list-payouts", {"state": "failed", "beneficiaryId": scene.member.id})["payouts"]
    assert failed["payoutId"] == payout_id
    with Topic(stack["COOPT_FINANCE_AMQP_URL"], keys=["finance.payout-requested"], queue_prefix="finance.test") as heard:
        again = staff.accept("rewards.retry-payout", {"payoutId": payout_id})["payoutId"]
        asked = heard.expect("finance.payout-requested", lambda m: m.data["payoutId"] == again).data
    assert asked == payout | {"payoutId": again, "retries": payout_id}
    assert staff.refuse("rewards.retry-payout", {"payoutId": payout_id})["code"] == "payout-not-failed"
    accepted(finance, finance.confirm(again))
    await_rest(stack, events, ("rewards",))
    assert money(books, scene) == {"platform:bonus-expense": paid, "platform:cash": -paid}
    assert len([e for e in events.collected if e.routing_key == "rewards.payout-failed"
                and e.data["payoutId"] == payout_id]) == 1


def test_w6_a_retry_wants_an_actor_and_a_payout(staff, owed):
    _, payout = owed
    assert staff.refuse("rewards.retry-payout", {"payoutId": new_id()})["code"] == "payout-not-found"
    assert staff.refuse("rewards.retry-payout", {"payoutId": payout["payoutId"]}, actor=None)["code"] == "actor-required"


def test_w6_a_confirmation_counts_after_a_failure_and_is_told_to_the_member(
        stack, staff, finance, owed, events, notifications):
    scene, payout = owed
    accepted(finance, finance.fail(payout["payoutId"]))
    accepted(finance, finance.confirm(payout["payoutId"], reference="VIR 7"))
    made = events.expect("rewards.payout-made", lambda e: e.data["payoutId"] == payout["payoutId"]).data
    assert made["reference"] == "VIR 7" and made["memberId"] == scene.member.id
    assert made["beneficiary"] == payout["beneficiary"] and made["amountCents"] == payout["amountCents"]
    notifications.expect(f"member.{scene.member.id}.payout-made")
    assert state(staff, payout["payoutId"], scene) == "paid"
    accepted(finance, finance.fail(payout["payoutId"]))
    assert state(staff, payout["payoutId"], scene) == "paid", "a failure after a confirmation changes nothing"


def test_w6_the_failed_instruction_paid_after_all_cancels_the_one_in_its_place(
        stack, staff, finance, owed, events, books):
    scene, payout = owed
    paid = payout["amountCents"]
    accepted(finance, finance.fail(payout["payoutId"]))
    again = staff.accept("rewards.retry-payout", {"payoutId": payout["payoutId"]})["payoutId"]
    accepted(finance, finance.confirm(payout["payoutId"]))
    cancelled = events.expect("rewards.payout-cancelled", lambda e: e.data["payoutId"] == again).data
    assert (cancelled["rewardId"], cancelled["amountCents"]) == (payout["rewardId"], paid)
    assert cancelled["beneficiary"] == payout["beneficiary"]
    assert money(books, scene) == {"platform:bonus-expense": paid, "platform:cash": -paid}
    accepted(finance, finance.confirm(again))
    await_rest(stack, events, ("rewards",))
    assert money(books, scene)[f"member:{scene.member.id}:claim"] == paid, "both were paid"


@pytest.mark.parametrize("seed", range(4))
def test_h1_w6_whatever_comes_first_the_books_are_what_is_owed_less_what_is_paid(
        stack, staff, tracker, finance, owed, events, books, seed):
    draw = random.Random(f"failures {seed}")
    scene, payout = owed
    accepted(finance, finance.fail(payout["payoutId"]))
    again = staff.accept("rewards.retry-payout", {"payoutId": payout["payoutId"]})["payoutId"]
    first, second, is_withdrawn = (draw.random() < 0.5 for _ in range(3))
    steps = ([lambda: accepted(finance, finance.confirm(payout["payoutId"]))] * first
             + [lambda: accepted(finance, finance.confirm(again))] * second
             + [lambda: scene.withdraw(tracker)] * is_withdrawn
             + [lambda: accepted(finance, finance.fail(draw.choice([again, payout["payoutId"]])))])
    draw.shuffle(steps)
    for step in steps:
        step()
    if is_withdrawn:
        events.expect("rewards.reward-reversed", of(scene))
    await_rest(stack, events, ("recommendations", "rewards"))
    amount = payout["amountCents"]
    left = amount * (not is_withdrawn) - amount * (first + second)
    held, mine = money(books, scene), f"member:{scene.member.id}"
    assert held.get(f"{mine}:payable", 0) == -max(0, left)
    assert held.get(f"{mine}:claim", 0) == max(0, -left)


@pytest.mark.parametrize("report, field", [("confirm", "paidAt"), ("fail", "failedAt")])
@pytest.mark.parametrize("date", ["1999-12-31T23:59:59Z", later(days=2), "3026-01-01T00:00:00Z"])
def test_w6_a_payment_is_dated_from_2000_to_a_day_ahead(finance, owed, report, field, date):
    reply = finance.reply(getattr(finance, report)(owed[1]["payoutId"], **{field: date}))
    assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message")
    assert [error["field"] for error in reply.data["errors"]] == [field]


def test_w6_a_failure_of_a_payout_that_nobody_knows_is_a_dead_letter(stack):
    with Finance(stack) as finance, DeadLetters(stack, "rewards") as letters:
        unknown = finance.reply(finance.fail(new_id()))
        assert (unknown.type, unknown.data["code"]) == (REJECTED, "payout-not-found")
        data = {"payoutId": new_id(), "failedAt": instant(), "reason": "Compte clôturé"}
        event = cloud_event("coopt.integration.payout-failed.v1", data, finance.source)
        finance.publish("coopt.integration", "payout.failed", event, wants_reply=False)
        properties, _ = letters.take(lambda properties, _: properties.message_id == event["id"])
    assert properties.headers["x-coopt-reason"] == "payout-not-found"


def test_w6_a_year_of_a_statement_is_that_of_the_payment(staff, finance, owed):
    scene, payout = owed
    accepted(finance, finance.confirm(payout["payoutId"], paidAt="2024-12-31T23:30:00Z"))  # 2025 in Paris

    def paid(**year):
        return staff.accept("rewards.get-statement", {"memberId": scene.member.id} | year).get("paidCents")

    assert [paid(year=year) for year in (2024, 2025, 2026)] == [0, payout["amountCents"], 0]
    assert paid() is None
