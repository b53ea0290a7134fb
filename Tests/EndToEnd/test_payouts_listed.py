"""What finance may ask when it comes late: the instructions that are open, and what became of the others (A1, W6)."""

import random

import pytest

from finance import Finance
from outside.client import ACCEPTED, REJECTED
from outside.envelope import new_id
from test_senders import asked

PATIENCE = 40


def listed(stack, login="FINANCE", **filters):
    """A page of payouts."""
    reply = asked(stack, login, "rewards.list-payouts", filters)
    assert reply.type == ACCEPTED, reply.raw
    return reply.data


def all_of(stack, size, **filters):
    """All pages, one after the other."""
    found, token = [], {}
    while True:
        page = listed(stack, pageSize=size, **token, **filters)
        assert len(page["payouts"]) <= size
        found += page["payouts"]
        if "nextPageToken" not in page:
            return found
        token = {"pageToken": page["nextPageToken"]}


@pytest.fixture
def paid(stack, scene, tracker, notifications):
    """A member who is owed a bonus, and the instruction to pay it."""
    scene.hire(tracker)
    told = notifications.expect("staff.payout-requested",
                                lambda m: m.details["beneficiary"]["id"] == scene.member.id, PATIENCE)
    return scene.member.id, told.details


def test_a1_finance_lists_what_is_open_and_finds_it_paid_after_it_confirmed(stack, paid):
    member, told = paid
    mine = {"beneficiaryId": member}
    (payout,) = listed(stack, state="requested", **mine)["payouts"]
    assert payout == {key: told[key] for key in ("payoutId", "rewardId", "beneficiary", "amountCents", "currency")} | {
        "state": "requested", "requestedAt": payout["requestedAt"]}
    with Finance(stack) as finance:
        assert finance.reply(finance.confirm(told["payoutId"]), PATIENCE).type == ACCEPTED
    assert listed(stack, state="requested", **mine)["payouts"] == []
    (payout,) = listed(stack, **mine)["payouts"]
    assert (payout["state"], bool(payout["paidAt"]), bool(payout["reference"])) == ("paid", True, True)
    for state in ("cancelled", "failed"):
        assert listed(stack, state=state, **mine)["payouts"] == []
    assert listed(stack, beneficiaryKind="charity", **mine)["payouts"] == []


def test_a1_pages_of_any_size_come_to_the_same_list_the_newest_first(stack, paid):
    draw = random.Random(20261129)
    whole = all_of(stack, 200)
    order = [(payout["requestedAt"], payout["payoutId"]) for payout in whole]
    assert order == sorted(order, reverse=True) and len(order) == len(set(order))
    seen = [payout["payoutId"] for payout in whole]
    for size in draw.sample(range(1, 60), 3):
        again = [payout["payoutId"] for payout in all_of(stack, size)]
        # Others may be hired meanwhile; what was there is there, in its order.
        assert [id for id in again if id in set(seen)] == seen
    for state in ("requested", "paid", "cancelled"):
        found = {payout["payoutId"] for payout in all_of(stack, draw.randint(1, 60), state=state)}
        assert found >= {payout["payoutId"] for payout in whole if payout["state"] == state == "cancelled"}


@pytest.mark.parametrize("filters, field", [
    ({"pageSize": 0}, "pageSize"), ({"pageSize": 201}, "pageSize"), ({"state": "open"}, "state"),
    ({"pageToken": "nonsense"}, "pageToken"), ({"pageToken": "A" * 32}, "pageToken"),
    ({"beneficiaryKind": "company"}, "beneficiaryKind")])
def test_a_question_that_breaks_its_schema_is_answered_with_the_field(stack, filters, field):
    reply = asked(stack, "FINANCE", "rewards.list-payouts", filters)
    assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message")
    assert [error["field"] for error in reply.data["errors"]] == [field]


def test_an_id_that_is_none_finds_nothing(stack):
    for id in (new_id(), "x", "é"):
        assert listed(stack, beneficiaryId=id) == {"payouts": []}
