"""The contract's readings of statements: a member's balances, entries and rewards, of all years or of one (W6)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bonuses import of
from finance import Finance
from outside.client import ACCEPTED
from outside.envelope import later, new_id
from quiet import await_rest

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def granted(stack, tracker, scene, events):
    """The member of the scene is paid a bonus and scores for it; the bonus as it was granted."""
    scene.hire(tracker)
    reward = events.expect("rewards.reward-granted", of(scene)).data
    await_rest(stack, events, ("rewards",))
    return reward


def statement(staff, scene, **of_year):
    return staff.accept("rewards.get-statement", {"memberId": scene.member.id} | of_year)


def test_w6_a_statement_holds_the_rewards_as_they_were_granted(staff, scene, granted):
    assert statement(staff, scene)["rewards"] == [granted]


def test_w6_a_statement_holds_the_lines_of_the_books(stack, staff, scene, granted, books):
    lines = books.query(
        "select entry_id::text, transaction_id::text, account, unit, amount, cause_id::text from rewards.ledger_entries"
        " where account like %s", f"member:{scene.member.id}:%")
    said = statement(staff, scene)["entries"]
    names = ("entryId", "transactionId", "account", "unit", "amount", "causeId")
    assert {tuple(entry[name] for name in names) for entry in said} == set(lines) and len(said) == len(lines) == 2


def test_w6_the_balances_are_as_the_member_holds_them(staff, scene, granted):
    policy = staff.accept("rewards.get-policy", {})
    assert statement(staff, scene)["balances"] == {
        "payableCents": granted["amountCents"], "claimCents": 0, "points": policy["points"]["candidateHired"]}


def test_w6_what_is_paid_is_no_longer_payable_and_what_is_claimed_is_said(
        stack, staff, tracker, scene, granted, events):
    payout = events.expect("rewards.payout-requested", lambda e: e.data["rewardId"] == granted["rewardId"])
    with Finance(stack) as finance:
        assert finance.reply(finance.confirm(payout.data["payoutId"])).type == ACCEPTED
    paid = statement(staff, scene)["balances"]
    assert (paid["payableCents"], paid["claimCents"]) == (0, 0)
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    events.expect("rewards.reward-reversed", of(scene))
    await_rest(stack, events, ("rewards",))
    assert statement(staff, scene)["balances"] == {
        "payableCents": 0, "claimCents": granted["amountCents"], "points": 0}


def test_w6_the_statement_of_a_year_holds_what_was_recorded_in_it(staff, scene, granted):
    whole = statement(staff, scene)
    (year,) = {datetime.fromisoformat(entry["recordedAt"]).astimezone(PARIS).year for entry in whole["entries"]}
    assert statement(staff, scene, year=year) == whole | {"paidCents": 0}


@pytest.mark.parametrize("years", [-1, 1], ids=["the year before", "the year after"])
def test_w6_the_statement_of_another_year_holds_nothing_of_it_and_the_same_balances(staff, scene, granted, years):
    whole = statement(staff, scene)
    year = datetime.now(PARIS).year + years
    assert statement(staff, scene, year=year) == whole | {"entries": [], "rewards": [], "paidCents": 0}


def test_w6_a_visit_of_last_year_is_recorded_now(stack, staff, scene, events):
    """The year is that of the entry in the books, not that of what it is for."""
    last_year = datetime.now(PARIS).year - 1
    visit = {"memberId": scene.member.id, "at": f"{last_year}-12-31T12:00:00Z"}  # a visit of more than a year ago would not count
    assert staff.accept("members.record-visit", visit)["counted"]
    events.expect("rewards.points-awarded", lambda e: of(scene)(e) and e.data["rule"] == "daily-visit")
    (entry,) = statement(staff, scene, year=last_year + 1)["entries"]
    assert entry["unit"] == "points" and statement(staff, scene, year=last_year)["entries"] == []


def test_w6_a_year_that_is_none_is_invalid(staff, scene):
    problem = staff.refuse("rewards.get-statement", {"memberId": scene.member.id, "year": "last"})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["year"])


def test_w6_there_is_no_statement_of_nobody_whatever_the_year(staff):
    nobody = {"memberId": new_id(), "year": 2026}
    assert staff.refuse("rewards.get-statement", nobody)["code"] == "member-not-found"


# The public scale


def test_w7_every_field_of_the_policy_is_changed_alone_and_told(staff, events):
    """And all of it is as before in the end."""
    before = staff.accept("rewards.get-policy", {})
    changes = [{"points": {name: 7}} for name in before["points"]]
    changes += [{"levels": {"confirmed": before["levels"]["confirmed"] + 1}}]
    changes += [{"amounts": {level: 7}} for level in before["amounts"]]
    changes += [{name: 7} for name in ("sponsorshipCents", "matchingCents", "listingCredits")]
    for change in changes:
        (name, value), = change.items()
        wanted = before[name] | value if isinstance(value, dict) else value
        version = staff.accept("rewards.change-policy", change)["version"]
        assert staff.accept("rewards.get-policy", {}) == before | {name: wanted, "version": version}
        told = events.expect("rewards.policy-changed", lambda e: e.data["version"] == version)
        assert told.data.items() >= (before | {name: wanted, "version": version}).items()
        staff.accept("rewards.change-policy", {name: before[name]})
    after = staff.accept("rewards.get-policy", {})
    assert after == before | {"version": after["version"]}
