"""A bonus in parts (W9): planned by a policy, owed at the hire, asked for on its day, reversed with the rest."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bonuses import money, of, register_charity
from finance import Finance
from outside.client import ACCEPTED
from outside.deadline import observed
from outside.envelope import instant, later
from outside.people import stranger
from quiet import await_rest, query

AT_ONCE = [{"percent": 100, "from": "hire", "days": 0}]
PLAN = [{"percent": 60, "from": "hire", "days": 0}, {"percent": 40, "from": "start", "days": 90}]


def day(ahead=0):
    """A day from today, where the policy counts days."""
    return (datetime.now(ZoneInfo("Europe/Paris")) + timedelta(days=ahead)).date().isoformat()


@pytest.fixture
def planned(staff, make_scene):
    """Makes scenes whose member is recommended somebody under a plan; others are not quoted by it."""

    def make(plan=PLAN, **profile):
        scene = make_scene(**profile)
        version = staff.accept("rewards.change-policy", {"instalments": plan})["version"]
        try:
            def quoted():
                scene.offer_id = scene.publish_offer()[0]
                scene.candidate = stranger()
                scene.recommendation = scene.recommend(scene.offer_id, scene.candidate)
                return scene.recommendation["quote"]["policyVersion"] == version

            observed(quoted, "recommendations quote by the plan")
        finally:
            staff.accept("rewards.change-policy", {"instalments": AT_ONCE})
        return scene

    return make


def calendar(staff, scene):
    """What the member reads: day, amount and state of each part."""
    (reward,) = staff.accept("rewards.list-rewards", {"memberId": scene.member.id})["rewards"]
    return [(part["dueOn"], part["amountCents"], part["state"]) for part in reward["instalments"]]


def let_the_day_come(stack, scene):
    """Nobody waits for ninety days: what the member's parts wait for is moved to today."""
    query(stack, "update rewards.instalments set due_on = (now() at time zone 'Europe/Paris')::date from rewards.rewards"
                 " where rewards.reward_id = instalments.reward_id and rewards.member_id = %s and payout_id is null",
          [scene.member.id])


def payouts(events, scene, count):
    mine = lambda e: (  # noqa: E731
        e.routing_key == "rewards.payout-requested" and e.data["beneficiary"]["id"] == scene.member.id)
    return [event.data for event in events.gather(mine, count)]


def test_w9_the_policy_plans_parts_that_sum_to_a_hundred(staff, events):
    before = staff.accept("rewards.get-policy", {})
    assert before["instalments"] == AT_ONCE
    try:
        version = staff.accept("rewards.change-policy", {"instalments": PLAN})["version"]
        assert staff.accept("rewards.get-policy", {})["instalments"] == PLAN
        told = events.expect("rewards.policy-changed", lambda e: e.data["version"] == version)
        assert told.data["instalments"] == PLAN
        staff.accept("rewards.change-policy", {"sponsorshipCents": before["sponsorshipCents"]})
        assert staff.accept("rewards.get-policy", {})["instalments"] == PLAN, "what is not given stays"
    finally:
        staff.accept("rewards.change-policy", {"instalments": AT_ONCE})


@pytest.mark.parametrize("plan, fields", [
    ([], {"instalments"}),
    ([{"percent": 99, "from": "hire", "days": 0}], {"instalments"}),
    ([{"percent": 0, "from": "hire", "days": 0}] + AT_ONCE, {"instalments[0].percent"}),
    ([{"percent": 100, "from": "hire", "days": 401}], {"instalments[0].days"}),
    ([{"percent": 100, "from": "hire", "days": -1}], {"instalments[0].days"}),
    ([{"percent": 100, "from": "birth", "days": 0}], {"instalments[0].from"}),
    ([{"percent": 100, "days": 0}], {"instalments[0].from"})])
def test_w9_a_plan_that_is_none_is_refused_with_its_field(staff, plan, fields):
    problem = staff.refuse("rewards.change-policy", {"instalments": plan})
    assert problem["code"] == "invalid-message"
    assert fields <= {error["field"] for error in problem["errors"]}


def test_w9_all_is_owed_at_the_hire_and_asked_for_part_by_part(stack, staff, tracker, planned, events, books):
    scene = planned()
    bonus = scene.recommendation["quote"]["amountCents"]
    first, second = bonus * 60 // 100, bonus - bonus * 60 // 100
    scene.hire(tracker, startsAt=later(days=30))
    settled = events.expect("rewards.reward-settled", of(scene)).data
    due = [day(), day(120)]
    assert settled["instalments"] == [
        {"dueOn": due[0], "amountCents": first}, {"dueOn": due[1], "amountCents": second}]
    (asked,) = payouts(events, scene, 1)
    assert asked["amountCents"] == first
    await_rest(stack, events, ("recommendations", "rewards"))
    assert money(books, scene)[f"member:{scene.member.id}:payable"] == -bonus, "all of it is owed"
    assert calendar(staff, scene) == [(due[0], first, "requested"), (due[1], second, "planned")]
    let_the_day_come(stack, scene)
    later_on = payouts(events, scene, 2)[-1]
    assert later_on["amountCents"] == second and later_on["payoutId"] != asked["payoutId"]
    with Finance(stack) as finance:
        assert finance.reply(finance.confirm(later_on["payoutId"])).type == ACCEPTED
    assert [state for _, _, state in calendar(staff, scene)] == ["requested", "paid"]


def test_w8_w9_a_part_whose_day_has_not_come_is_reversed_with_the_rest(stack, staff, tracker, planned, events, books):
    scene = planned()
    scene.hire(tracker)
    (asked,) = payouts(events, scene, 1)
    with Finance(stack) as finance:
        assert finance.reply(finance.confirm(asked["payoutId"])).type == ACCEPTED
    scene.withdraw(tracker)
    events.expect("rewards.reward-reversed", of(scene))
    let_the_day_come(stack, scene)
    await_rest(stack, events, ("recommendations", "rewards"))
    assert [state for _, _, state in calendar(staff, scene)] == ["reversed", "reversed"]
    paid = asked["amountCents"]
    assert money(books, scene) == {f"member:{scene.member.id}:claim": paid, "platform:cash": -paid}
    assert len(payouts(events, scene, 1)) == 1
    scene.hire(tracker, asOf=instant())
    events.gather(lambda e: e.routing_key == "rewards.reward-settled" and of(scene)(e), 2)
    reward = staff.accept("rewards.list-rewards", {"memberId": scene.member.id, "state": "settled"})["rewards"][0]
    assert [part["state"] for part in reward["instalments"]] == ["paid", "planned"], "what was paid is set off"


def test_w3_w9_each_holder_of_a_split_has_parts_of_its_own(stack, staff, tracker, planned, events):
    charity_id = register_charity(staff)
    scene = planned(rewardOption={"option": "split", "charityId": charity_id})
    scene.hire(tracker)
    settled = events.expect("rewards.reward-settled", of(scene)).data
    bonus = scene.recommendation["quote"]["amountCents"]
    assert sum(part["amountCents"] for part in settled["instalments"]) == bonus
    assert len(settled["instalments"]) == 4
    asked = events.expect("rewards.payout-requested", lambda e: e.data["beneficiary"]["id"] == charity_id).data
    half = bonus - bonus // 2
    assert asked["amountCents"] == half * 60 // 100
    assert payouts(events, scene, 1)[0]["amountCents"] == bonus // 2 * 60 // 100


def test_r7_w9_the_version_of_the_quote_decides(stack, staff, tracker, scene, events):
    """The scene was quoted before: whatever is planned since, it is paid at once."""
    staff.accept("rewards.change-policy", {"instalments": PLAN})
    try:
        scene.hire(tracker)
        settled = events.expect("rewards.reward-settled", of(scene)).data
        assert "instalments" not in settled
        assert payouts(events, scene, 1)[0]["amountCents"] == scene.recommendation["quote"]["amountCents"]
    finally:
        staff.accept("rewards.change-policy", {"instalments": AT_ONCE})


def test_w9_a_hire_that_is_dated_ahead_is_paid_on_its_day(stack, staff, tracker, scene, events):
    scene.hire(tracker, hiredAt=later(days=20))
    settled = events.expect("rewards.reward-settled", of(scene)).data
    bonus = scene.recommendation["quote"]["amountCents"]
    assert settled["instalments"] == [{"dueOn": day(20), "amountCents": bonus}]
    await_rest(stack, events, ("recommendations", "rewards"))
    assert calendar(staff, scene) == [(day(20), bonus, "planned")]
    let_the_day_come(stack, scene)
    assert payouts(events, scene, 1)[0]["amountCents"] == bonus
