"""W4 before the first charity is designated: an own-company bonus waits for it, and nobody may choose.

No command takes a designation back, so this is told on a stack of its own, where there never was one.
"""

from types import SimpleNamespace

import pytest

from bonuses import figures, money, register_charity
from outside.books import Books
from outside.client import ApplicantTracker, StaffTool
from outside.people import stranger
from outside.stack import Stack
from outside.topic import Topic
from processes import YoungStack
from quiet import await_rest
from scene import Scene

COLLEAGUES = {"name": "Électricité du Sud"}


@pytest.fixture(scope="module")
def told():
    with YoungStack(Stack.from_environment()) as stack:
        with (StaffTool(stack) as staff, ApplicantTracker(stack) as tracker,
              Topic(stack["COOPT_STAFF_AMQP_URL"]) as notifications,
              Topic(stack["COOPT_ADMIN_AMQP_URL"], "coopt.events") as events):
            books = Books(stack["COOPT_ADMIN_DATABASE_URL"])
            yield play(stack, staff, tracker, notifications, events, books)
            books.close()


def play(stack, staff, tracker, notifications, events, books):
    """A colleague is hired; a charity is registered, and later one that is designated."""
    scene = Scene(staff, employer=COLLEAGUES, rewardOption={"option": "self"})
    scene.candidate, scene.offer_id = stranger(), scene.publish_offer()[0]
    answer = scene.recommend(scene.offer_id, scene.candidate, currentEmployer=COLLEAGUES)
    scene.hire(tracker)
    reward = events.expect("rewards.reward-granted", lambda e: e.data["memberId"] == scene.member.id).data
    other = register_charity(staff)
    choices = [{"option": "self"}, {"option": "donate", "charityId": other}]
    held = [staff.refuse("rewards.choose-option", {"rewardId": reward["rewardId"]} | choice)["code"]
            for choice in choices]
    await_rest(stack, events)
    notifications.catch_up()
    before = SimpleNamespace(money=money(books, scene, f"charity:{other}"), reward=reward, refusals=held,
                             told=[m.name for m in notifications.collected
                                   if m.details.get("rewardId") == reward["rewardId"]],
                             statement=staff.accept("rewards.get-statement", {"memberId": scene.member.id}))
    designated = register_charity(staff, designated=True)
    settled = events.expect("rewards.reward-settled", lambda e: e.data["rewardId"] == reward["rewardId"]).data
    late = [staff.refuse("rewards.choose-option", {"rewardId": reward["rewardId"]} | choice)["code"]
            for choice in choices]
    return SimpleNamespace(answer=answer, before=before, designated=designated, settled=settled, late=late,
                           money=money(books, scene, f"charity:{designated}"))


def test_w4_without_a_designated_charity_an_own_company_bonus_is_held(told):
    assert told.answer["conflictOfInterest"] is True
    assert told.before.reward["state"] == "held"
    assert told.before.reward["amountCents"] == told.answer["quote"]["amountCents"]
    assert [reward["state"] for reward in told.before.statement["rewards"]] == ["held"]


def test_w4_staff_are_told_that_it_is_held(told):
    assert "reward-held" in told.before.told and "reward-settled" not in told.before.told


def test_w4_a_held_own_company_bonus_posts_nothing(told):
    assert told.before.money == {}


def test_w4_nobody_chooses_while_it_is_held(told):
    assert told.before.refusals == ["option-not-available"] * 2


def test_w4_it_is_settled_when_a_charity_is_designated_and_goes_to_it_without_addition(told):
    bonus = told.answer["quote"]["amountCents"]
    assert figures(told.settled["lines"]) == {
        (f"charity:{told.designated}:payable", "eur-cents", -bonus), ("platform:bonus-expense", "eur-cents", bonus)}
    assert told.money == {f"charity:{told.designated}:payable": -bonus, "platform:bonus-expense": bonus}


def test_w4_once_it_is_settled_that_is_the_reason(told):
    assert told.late == ["already-settled"] * 2
