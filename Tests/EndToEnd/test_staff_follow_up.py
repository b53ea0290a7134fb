"""What staff have to see to: money that is owed back, reports that contradict one another, a policy before it is in force."""

import pytest

from outside.client import ACCEPTED, Client
from outside.envelope import cloud_event, instant, new_id
from outside.people import stranger
from scene import Scene

FINANCE = "https://finance.example.com/payouts"


@pytest.fixture
def scene(staff):
    scene = Scene(staff)
    yield scene
    scene.end()


@pytest.fixture
def finance(stack):
    with Client(stack["COOPT_FINANCE_AMQP_URL"], FINANCE, f"finance.{new_id()}") as system:
        yield system


def confirm(finance, payout_id):
    """Finance says that it paid, and is answered."""
    paid = {"payoutId": payout_id, "paidAt": instant(), "reference": "VIR 1"}
    event = cloud_event("coopt.integration.payout-confirmed.v1", paid, FINANCE)
    assert finance.reply(finance.publish("coopt.integration", "payout.confirmed", event)).type == ACCEPTED


def report(tracker, scene, application=None, **naming):
    """Reports the scene's hire; the application's id and the hire's."""
    application = application or new_id()
    hire = {"applicationId": application, "offerId": scene.offer_id, "candidate": {"email": scene.candidate.email},
            "hiredAt": instant()}
    reply = tracker.reply(tracker.hire(hire | naming))
    assert (reply.type, reply.data["outcome"]) == (ACCEPTED, "attributed")
    return application, reply.data["hireId"]


@pytest.mark.parametrize("paid_first", [True, False])
def test_w8_what_was_paid_and_is_withdrawn_is_told_once_whichever_came_first(
        staff, tracker, finance, notifications, scene, paid_first):
    application, _ = report(tracker, scene)
    reward = notifications.expect("staff.reward-granted", lambda m: m.details["memberId"] == scene.member.id)
    payout = notifications.expect(
        "staff.payout-requested", lambda m: m.details["rewardId"] == reward.details["rewardId"])
    payout_id = payout.details["payoutId"]
    if paid_first:
        confirm(finance, payout_id)
    withdrawn = {"sourceSystem": tracker.system, "applicationId": application, "withdrawnAt": instant()}
    assert tracker.reply(tracker.report("hire.withdrawn", withdrawn)).type == ACCEPTED
    notifications.expect("staff.reward-reversed", lambda m: m.details["memberId"] == scene.member.id)
    if not paid_first:
        confirm(finance, payout_id)
    claim = notifications.expect("staff.claim-opened", lambda m: m.details.get("payoutId") == payout_id)
    amount = payout.details["amountCents"]
    assert claim.details["holder"] == {"kind": "member", "id": scene.member.id}
    assert (claim.details["unit"], claim.details["amount"]) == ("eur-cents", amount)
    assert claim.details["rewardId"] == reward.details["rewardId"] and claim.data["locale"] == "fr"
    confirm(finance, payout_id)
    statement = staff.accept("rewards.get-statement", {"memberId": scene.member.id})
    assert (statement["balances"]["claimCents"], statement["balances"]["payableCents"]) == (amount, 0)
    assert [entry["transactionId"] for entry in statement["entries"] if entry["account"].endswith(":claim")] == [
        claim.details["claimId"]]
    claims = notifications.matching(lambda m: m.routing_key == "staff.claim-opened")
    assert [claim.details.get("payoutId") for claim in claims].count(payout_id) == 1


def test_h1_a_later_report_that_names_another_candidate_is_told_and_moves_nothing_else(
        tracker, notifications, scene):
    application, hire_id = report(tracker, scene)
    report(tracker, scene, application, offerId=None, offerReference=scene.reference)
    report(tracker, scene, application, candidate={"email": stranger().email})
    told = notifications.expect("staff.hire-report-differs", lambda m: m.details["hireId"] == hire_id)
    assert told.details["fields"] == ["candidate"] and "la personne embauchée" in told.text
    differing = notifications.matching(lambda m: m.routing_key == "staff.hire-report-differs")
    assert [m.details["hireId"] for m in differing].count(hire_id) == 1


def test_w7_a_policy_is_tried_and_stays_out_of_force(staff, tracker, notifications, scene):
    # What others on this stack have been granted before does not count, and so this member's effect is the greatest.
    before = instant()
    report(tracker, scene)
    notifications.expect("staff.reward-granted", lambda m: m.details["memberId"] == scene.member.id)
    policy = staff.accept("rewards.get-policy", {})
    quoted = scene.recommendation["quote"]
    tried = {"points": {"candidateHired": 1_000_000}, "amounts": {quoted["level"]: quoted["amountCents"] + 100_000_000},
             "since": before}
    answer = staff.accept("rewards.try-policy", tried)
    assert answer["version"] == policy["version"] and answer["membersChanged"] >= len(answer["members"]) > 0
    effect = next(member for member in answer["members"] if member["memberId"] == scene.member.id)
    assert effect["amountCentsAfter"] - effect["amountCentsBefore"] == 100_000_000
    assert (effect["pointsAfter"], effect["levelAfter"]) == (1_000_000, "expert")
    assert staff.accept("rewards.get-policy", {}) == policy
    problem = staff.refuse("rewards.try-policy", {"levels": {"confirmed": 10_000_000}})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["levels"])
