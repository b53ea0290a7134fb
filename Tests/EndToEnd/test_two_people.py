"""Two people for what pays much (A2): asked for by one, in force once another confirms, over the messages alone."""

import random

import pytest

from bonuses import of
from outside.envelope import later, new_id
from outside.people import stranger, unique
from quiet import query

AMOUNTS = ("sponsorshipCents", "matchingCents", "listingCredits")


def names():
    """Two people, as different as a directory of a tool can make them."""
    return f"Ada {unique()}", f"grace.{unique()}@staff.example.com"


def policy_in_force(staff, service="rewards"):
    return staff.accept(f"{service}.get-policy", {})


def confirmed(staff, service, waiting, actor):
    return staff.accept(f"{service}.confirm-decision", {"decisionId": waiting["decisionId"]}, actor=actor)


@pytest.fixture
def amounts_take_two(staff):
    """The switch is on; what was paid before is what is paid afterwards."""
    asking, agreeing = names()
    before = policy_in_force(staff)
    staff.accept("rewards.change-policy", {"twoPeopleForAmounts": True}, actor=asking)
    yield
    for back in ({key: before[key] for key in ("amounts", *AMOUNTS)}, {"twoPeopleForAmounts": False}):
        waiting = staff.accept("rewards.change-policy", back, actor=asking)
        confirmed(staff, "rewards", waiting, agreeing)
    assert not policy_in_force(staff).get("twoPeopleForAmounts")


@pytest.mark.parametrize("seed", range(4))
def test_a2_amounts_change_once_another_confirms_and_whoever_asked_is_not_another(staff, amounts_take_two, seed):
    draw, (asking, agreeing) = random.Random(f"two people {seed}"), names()
    before = policy_in_force(staff)
    key = draw.choice(AMOUNTS)
    change = {key: before[key] + draw.randint(1, 90)}
    waiting = staff.accept("rewards.change-policy", change, actor=asking)
    assert waiting.keys() >= {"decisionId", "expiresAt"} and "version" not in waiting
    assert policy_in_force(staff) == before, "what waits is not in force"
    listed = staff.accept("rewards.list-decisions", {})["decisions"]
    assert [each["askedBy"] for each in listed if each["decisionId"] == waiting["decisionId"]] == [asking]

    for same in (asking, asking.upper(), f"  {asking} ", asking.replace(" ", "\u00a0")):
        assert staff.refuse("rewards.confirm-decision", {"decisionId": waiting["decisionId"]},
                            actor=same)["code"] == "same-actor", same
    assert staff.refuse("rewards.confirm-decision", {"decisionId": waiting["decisionId"]},
                        actor=None)["code"] == "actor-required"
    assert policy_in_force(staff) == before
    result = confirmed(staff, "rewards", waiting, agreeing)
    assert result["decisionId"] == waiting["decisionId"] and result["command"] == "rewards.change-policy"
    after = policy_in_force(staff)
    assert after[key] == change[key] and after["version"] == before["version"] + 1
    assert {k: v for k, v in after.items() if k not in (key, "version", "inForceSince")} == {
        k: v for k, v in before.items() if k not in (key, "version", "inForceSince")}
    assert staff.refuse("rewards.confirm-decision", {"decisionId": waiting["decisionId"]},
                        actor=names()[1])["code"] == "decision-already-confirmed"
    assert policy_in_force(staff) == after

    kept = [each for each in staff.accept("rewards.list-corrections", {"since": later(minutes=-5)})["corrections"]
            if each["actor"] in (asking, agreeing)]
    assert {(each["actor"], each["command"]) for each in kept} >= {
        (asking, "rewards.change-policy"), (agreeing, "rewards.confirm-decision")}


def test_a2_what_is_no_amount_is_changed_by_one(staff, amounts_take_two):
    asking, _ = names()
    before = policy_in_force(staff)
    visit = before["points"]["dailyVisit"]
    for value in (visit + 1, visit):
        points = before["points"] | {"dailyVisit": value}
        assert "version" in staff.accept("rewards.change-policy", {"points": points}, actor=asking)


def test_a2_what_would_be_refused_is_refused_when_it_is_asked_for(staff, amounts_take_two):
    problem = staff.refuse("rewards.change-policy", {"sponsorshipCents": -1})
    assert problem["code"] == "invalid-message"
    problem = staff.refuse("rewards.change-policy", {"sponsorshipCents": 1, "inForceFrom": later(days=9000)})
    assert problem["code"] == "invalid-message"
    assert staff.refuse("rewards.confirm-decision", {"decisionId": new_id()})["code"] == "decision-not-found"


@pytest.fixture
def large_hires_take_two(staff):
    asking, agreeing = names()
    staff.accept("recommendations.change-policy", {"twoPeopleAboveCents": 49_999}, actor=asking)
    yield
    waiting = staff.accept("recommendations.change-policy", {"twoPeopleAboveCents": None}, actor=asking)
    confirmed(staff, "recommendations", waiting, agreeing)


def test_a2_a_large_hire_by_hand_pays_once_when_another_confirms(
        stack, staff, tracker, scene, events, large_hires_take_two):
    asking, agreeing = names()
    late = stranger()
    hire = scene.hire(tracker, candidate={"email": late.email}).data["hireId"]
    recommendation = scene.recommend(scene.publish_offer()[0], late)["recommendationId"]
    data = {"hireId": hire, "recommendationId": recommendation, "reason": "Reconnue au téléphone."}
    waiting = staff.accept("recommendations.attribute-hire", data, actor=asking)
    assert "decisionId" in waiting
    booked = "select count(*) from rewards.ledger_transactions where recommendation_id = %s"
    assert query(stack, booked, [recommendation]) == [(0,)]

    # Everybody presses at once, some more than once: one of all these confirms.
    others = [agreeing, agreeing, names()[1]]
    pressed = [staff.send("recommendations.confirm-decision", {"decisionId": waiting["decisionId"]}, actor=actor)
               for actor in (*others[:1], asking, *others[1:])]
    codes = [reply.data.get("code", "") for reply in staff.replies(pressed)]
    assert sorted(codes) == ["", "decision-already-confirmed", "decision-already-confirmed", "same-actor"] or sorted(
        codes) == ["", "decision-already-confirmed", "decision-already-confirmed", "decision-already-confirmed"]
    granted = events.expect("rewards.reward-granted", of(scene))
    assert granted.envelope["actor"] in others
    assert staff.refuse("recommendations.attribute-hire", data, actor=asking)["code"] == "hire-already-attributed"
    rewards = staff.accept("rewards.get-statement", {"memberId": scene.member.id})["rewards"]
    assert [each["hireId"] for each in rewards if each["kind"] == "recommendation"] == [hire]
    told = [each for each in staff.accept("recommendations.list-decisions", {})["decisions"]
            if each["decisionId"] == waiting["decisionId"]]
    assert [(each["state"], each["askedBy"]) for each in told] == [("confirmed", asking)]
    assert told[0]["confirmedBy"] in others
