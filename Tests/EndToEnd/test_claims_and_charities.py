"""Claims that end (W6), and charities from their registration to their end (W10)."""

import pytest

from bonuses import money, of, register_charity
from finance import Finance
from outside.client import ACCEPTED
from outside.envelope import instant, new_id
from outside.people import unique
from quiet import await_rest

REASON = {"reason": "Parti sans laisser d'adresse."}


def pay(stack, events, holder_id):
    """Finance pays what somebody is owed; the instruction."""
    payout = events.expect("rewards.payout-requested", lambda e: e.data["beneficiary"]["id"] == holder_id).data
    with Finance(stack) as finance:
        assert finance.reply(finance.confirm(payout["payoutId"])).type == ACCEPTED
    return payout


@pytest.fixture
def claim(stack, tracker, scene, events, notifications):
    """A scene whose bonus was paid and withdrawn, and the claim that came of it."""
    scene.hire(tracker)
    pay(stack, events, scene.member.id)
    scene.withdraw(tracker)
    return scene, notifications.expect("staff.claim-opened",
                                       lambda m: m.details["holder"]["id"] == scene.member.id).details


def claims(staff, scene, **filters):
    listed = staff.accept("rewards.list-claims", {"pageSize": 200} | filters)["claims"]
    return [claim for claim in listed if claim["holder"]["id"] == scene.member.id]


def test_w6_a_claim_is_repaid_in_parts_until_nothing_remains(staff, claim, notifications, books):
    scene, opened = claim
    claim_id, amount = opened["claimId"], opened["amount"]
    (listed,) = claims(staff, scene, open=True)
    assert listed == {"claimId": claim_id, "holder": {"kind": "member", "id": scene.member.id}, "unit": "eur-cents",
                      "amount": amount, "remaining": amount, "openedAt": listed["openedAt"],
                      "rewardId": opened["rewardId"]}
    part = {"claimId": claim_id, "manner": "repaid", "amountCents": 10_000, "reference": "VIR 12"}
    assert staff.accept("rewards.settle-claim", part, actor="Ada")["remaining"] == amount - 10_000
    told = notifications.expect("staff.claim-settled", lambda m: m.details["claimId"] == claim_id).details
    assert (told["amount"], told["remaining"], told["manner"], told["actor"]) == (10_000, amount - 10_000, "repaid", "Ada")
    assert money(books, scene)[f"member:{scene.member.id}:claim"] == amount - 10_000
    assert staff.accept("rewards.settle-claim", {"claimId": claim_id, "manner": "repaid"})["remaining"] == 0
    assert money(books, scene) == {}
    assert claims(staff, scene, open=True) == []
    (closed,) = claims(staff, scene, open=False)
    assert (closed["amount"], closed["remaining"]) == (amount, 0)
    assert staff.refuse("rewards.settle-claim", {"claimId": claim_id, "manner": "repaid"})["code"] == "claim-settled"


def test_w6_what_cannot_be_settled_is_refused(staff, claim):
    _, opened = claim
    settle = {"claimId": opened["claimId"], "manner": "repaid"}
    unknown = staff.refuse("rewards.settle-claim", settle | {"claimId": new_id()})
    assert unknown["code"] == "claim-not-found"
    for cents in (0, -5, opened["amount"] + 1):
        problem = staff.refuse("rewards.settle-claim", settle | {"amountCents": cents})
        assert (problem["code"], [e["field"] for e in problem["errors"]]) == ("invalid-message", ["amountCents"])
    problem = staff.refuse("rewards.settle-claim", settle | {"manner": "written-off"})
    assert (problem["code"], [e["field"] for e in problem["errors"]]) == ("invalid-message", ["reason"])
    assert staff.refuse("rewards.settle-claim", settle, actor=None)["code"] == "actor-required"


def test_w6_a2_what_is_written_off_is_in_the_books_in_the_trail_and_set_off_when_the_hire_counts_again(
        stack, staff, tracker, claim, events, books):
    scene, opened = claim
    written = {"claimId": opened["claimId"], "manner": "written-off"} | REASON
    assert staff.accept("rewards.settle-claim", written, actor="Grace")["remaining"] == 0
    amount = opened["amount"]
    assert money(books, scene) == {"platform:cash": -amount, "platform:claims-written-off": amount}
    trail = staff.accept("rewards.list-corrections", {})["corrections"]
    (entry,) = [entry for entry in trail if entry["subject"] == opened["claimId"]]
    assert (entry["actor"], entry["command"], entry["reason"]) == ("Grace", "rewards.settle-claim", REASON["reason"])
    scene.hire(tracker, asOf=instant())
    events.gather(lambda e: e.routing_key == "rewards.reward-settled" and of(scene)(e), 2)
    await_rest(stack, events, ("recommendations", "rewards"))
    assert money(books, scene) == {"platform:bonus-expense": amount, "platform:cash": -amount}
    open_ = staff.accept("rewards.list-payouts", {"state": "requested", "beneficiaryId": scene.member.id})["payouts"]
    assert open_ == [], "nothing is paid twice"


# Charities


def listed(staff, charity_id, **filters):
    """How a list shows a charity; none where it does not."""
    token = {}
    while True:
        page = staff.accept("rewards.list-charities", {"pageSize": 200} | filters | token)
        for charity in page["charities"]:
            if charity["charityId"] == charity_id:
                return charity
        if "nextPageToken" not in page:
            return None
        token = {"pageToken": page["nextPageToken"]}


def test_w10_a_charity_is_amended_and_retired(staff, events):
    name = f"Association {unique()}"
    email = f"bonjour@{unique().lower()}.example.org"
    charity_id = register_charity(staff, name=name, contactEmail=email, locale="en")
    told = events.expect("rewards.charity-described", lambda e: e.data["charityId"] == charity_id).data
    assert told == {"charityId": charity_id, "revision": 1, "name": name, "contactEmail": email, "locale": "en",
                    "active": True, "designated": False}
    assert listed(staff, charity_id) == {"charityId": charity_id, "name": name, "designated": False, "active": True}
    staff.accept("rewards.update-charity", {"charityId": charity_id, "name": f"{name} bis", "active": False})
    told = events.expect("rewards.charity-described",
                         lambda e: e.data["charityId"] == charity_id and e.data["revision"] == 2).data
    assert (told["name"], told["contactEmail"], told["active"]) == (f"{name} bis", email, False)
    assert listed(staff, charity_id, active=True) is None
    assert listed(staff, charity_id, active=False)["active"] is False
    unknown = staff.refuse("rewards.update-charity", {"charityId": new_id(), "name": name})
    assert unknown["code"] == "charity-not-found"


def test_w10_a_retired_charity_gets_nothing_new_and_what_it_is_owed(stack, staff, tracker, make_scene, events, books):
    charity_id = register_charity(staff)
    option = {"option": "donate", "charityId": charity_id}
    before, after = make_scene(rewardOption=option), make_scene(rewardOption=option)
    before.hire(tracker)
    events.expect("rewards.reward-settled", of(before))
    staff.accept("rewards.update-charity", {"charityId": charity_id, "active": False})
    after.hire(tracker)
    held = events.expect("rewards.reward-granted", of(after)).data
    assert held["state"] == "held"
    problem = staff.refuse("rewards.choose-option", {"rewardId": held["rewardId"]} | option)
    assert problem["code"] == "charity-not-found"
    paid = pay(stack, events, charity_id)["amountCents"]
    assert money(books, before, f"charity:{charity_id}").get("platform:cash") == -paid


def test_w4_w10_retiring_takes_the_designation(staff, tracker, make_scene, events):
    charity_id = register_charity(staff, designated=True)
    assert listed(staff, charity_id)["designated"] is True
    staff.accept("rewards.update-charity", {"charityId": charity_id, "active": False})
    try:
        assert listed(staff, charity_id) | {"name": ""} == {
            "charityId": charity_id, "name": "", "designated": False, "active": False}
        again = staff.refuse("rewards.update-charity", {"charityId": charity_id, "designated": True})
        assert again["code"] == "charity-not-found"
    finally:
        staff.accept("rewards.update-charity", {"charityId": charity_id, "active": True, "designated": True})
    assert listed(staff, charity_id)["designated"] is True


def test_a2_w10_who_designates_is_named(staff):
    charity_id = register_charity(staff)
    for change in ({"designated": True}, {"designated": False}):
        refused = staff.refuse("rewards.update-charity", {"charityId": charity_id} | change, actor=None)
        assert refused["code"] == "actor-required"
    for change in ({"name": f"Association {unique()}"}, {"active": False}):
        staff.accept("rewards.update-charity", {"charityId": charity_id} | change, actor=None)
