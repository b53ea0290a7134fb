"""Corrections in the books: each reverses exactly what it corrects, in money, credits and points (H4, R6, Q5, W8)."""

import pytest

from bonuses import money, of, register_charity
from command_line import ACCEPTED as ENDED_WELL
from command_line import CommandLine
from finance import Finance
from outside.client import ACCEPTED
from outside.envelope import later, new_id
from outside.people import stranger, unique
from quiet import await_rest

REASON = {"reason": "Vérifié au téléphone."}


def granted(scene, events, **fields):
    """The first bonus of a scene's member of which this is said."""
    return events.expect("rewards.reward-granted", lambda e: of(scene)(e) and e.data["kind"] == "recommendation"
                         and fields.items() <= e.data.items()).data


def rest(stack, events):
    await_rest(stack, events, ("recommendations", "qualification", "rewards"))


def payable(member_id):
    return f"member:{member_id}:payable"


def points(books, member_id):
    return -books.balances().get((f"member:{member_id}:points", "points"), 0)


@pytest.fixture
def charity_id(staff):
    """The charity that own-company bonuses go to from now on."""
    return register_charity(staff, designated=True)


@pytest.fixture
def finance(stack):
    with Finance(stack) as system:
        yield system


def pay(finance, events, reward_id):
    payout_id = events.expect("rewards.payout-requested", lambda e: e.data["rewardId"] == reward_id).data["payoutId"]
    assert finance.reply(finance.confirm(payout_id)).type == ACCEPTED


def test_h4_w8_a_detached_hire_takes_all_back_and_pays_whom_it_is_attributed_to_next(
        stack, staff, tracker, finance, make_scene, events, books):
    scene, other = make_scene(), make_scene()
    quoted = scene.recommendation["quote"]["amountCents"]
    hire_id = scene.hire(tracker).data["hireId"]
    pay(finance, events, granted(scene, events)["rewardId"])
    events.expect("rewards.payout-made", lambda e: e.data.get("memberId") == scene.member.id)
    staff.accept("recommendations.detach-hire", {"hireId": hire_id} | REASON)
    reversed_ = events.expect("rewards.reward-reversed", of(scene)).data
    assert (reversed_["reason"], reversed_["kind"], reversed_["amountCents"]) == (
        "hire-detached", "recommendation", quoted)
    staff.accept("recommendations.attribute-hire",
                 {"hireId": hire_id, "recommendationId": other.recommendation_id} | REASON)
    granted(other, events, hireId=hire_id)
    rest(stack, events)
    claim = f"member:{scene.member.id}:claim"
    assert money(books, scene).get(claim) == quoted and payable(scene.member.id) not in money(books, scene)
    assert money(books, other)[payable(other.member.id)] == -other.recommendation["quote"]["amountCents"]
    assert (points(books, scene.member.id), points(books, other.member.id)) == (0, 100)


def test_h4_a_hire_that_comes_back_is_set_off_against_what_was_paid_of_it(
        stack, staff, tracker, finance, scene, events, books):
    hire_id = scene.hire(tracker).data["hireId"]
    pay(finance, events, granted(scene, events)["rewardId"])
    attribution = {"hireId": hire_id, "recommendationId": scene.recommendation_id} | REASON
    for _ in range(2):
        staff.accept("recommendations.detach-hire", {"hireId": hire_id} | REASON)
        staff.accept("recommendations.attribute-hire", attribution)
    rest(stack, events)
    assert money(books, scene) == {"platform:bonus-expense": scene.recommendation["quote"]["amountCents"],
                                   "platform:cash": -scene.recommendation["quote"]["amountCents"]}
    assert points(books, scene.member.id) == 100


@pytest.mark.parametrize("is_paid", [False, True], ids=["still to be paid", "paid"])
def test_r6_w4_an_employer_named_in_the_interview_moves_a_bonus_that_stands(
        stack, staff, tracker, finance, make_scene, events, books, charity_id, is_paid):
    employer = {"name": f"Forges {unique()} SARL"}
    scene = make_scene(employer=employer)
    assert scene.recommendation["conflictOfInterest"] is False
    quoted = scene.recommendation["quote"]["amountCents"]
    account = f"charity:{charity_id}:payable"
    before = money(books, scene, f"charity:{charity_id}").get(account, 0)  # others of this run gave to it
    scene.hire(tracker)
    bonus = granted(scene, events)
    if is_paid:
        pay(finance, events, bonus["rewardId"])
        events.expect("rewards.payout-made", lambda e: e.data.get("memberId") == scene.member.id)
    scene.interview(currentEmployer=employer)
    reversed_ = events.expect("rewards.reward-reversed", of(scene)).data
    assert (reversed_["rewardId"], reversed_["reason"]) == (bonus["rewardId"], "conflict-of-interest")
    moved = granted(scene, events, replaces=bonus["rewardId"])
    assert (moved["state"], moved["charityId"]) == ("settled", charity_id)
    assert moved["rewardId"] != bonus["rewardId"]
    rest(stack, events)
    held = money(books, scene)
    assert payable(scene.member.id) not in held
    assert held.get(f"member:{scene.member.id}:claim", 0) == (quoted if is_paid else 0)
    owed = money(books, scene, f"charity:{charity_id}")
    assert owed[account] - before == -quoted and "platform:matching-expense" not in owed
    assert points(books, scene.member.id) == 120  # qualified, and hired: points stay


def test_r6_what_staff_set_moves_a_bonus_and_moves_it_back(
        stack, staff, tracker, scene, events, books, charity_id):
    flag = {"recommendationId": scene.recommendation_id} | REASON
    quoted = scene.recommendation["quote"]["amountCents"]
    scene.hire(tracker)
    first = granted(scene, events)
    staff.accept("recommendations.set-own-company", flag | {"conflictOfInterest": True})
    second = granted(scene, events, replaces=first["rewardId"])
    staff.accept("recommendations.set-own-company", flag | {"conflictOfInterest": False})
    granted(scene, events, replaces=second["rewardId"])
    rest(stack, events)
    assert money(books, scene, f"charity:{charity_id}") == {
        "platform:bonus-expense": quoted, payable(scene.member.id): -quoted}
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    rest(stack, events)
    assert money(books, scene, f"charity:{charity_id}") == {}


def test_r6_a_flag_that_is_set_before_the_hire_decides_where_the_bonus_goes(
        stack, staff, tracker, scene, events, books, charity_id):
    staff.accept("recommendations.set-own-company",
                 {"recommendationId": scene.recommendation_id, "conflictOfInterest": True} | REASON)
    scene.hire(tracker)
    assert granted(scene, events)["charityId"] == charity_id
    rest(stack, events)
    assert payable(scene.member.id) not in money(books, scene, f"charity:{charity_id}")


def test_q5_points_follow_the_decision_that_was_corrected_last(stack, staff, scene, events, books):
    scene.interview()
    outcomes = [("rejected", 0), ("qualified", 20), ("rejected", 0)]
    for outcome, expected in outcomes:
        correction = {"recommendationId": scene.recommendation_id, "outcome": outcome} | REASON
        staff.accept("qualification.correct-interview", correction)
        rest(stack, events)
        assert points(books, scene.member.id) == expected, outcome
    told = events.matching(lambda e: e.routing_key == "rewards.points-awarded" and of(scene)(e))
    assert [event.data["points"] for event in told] == [20, -20, 20, -20]
    assert {event.data["rule"] for event in told} == {"recommendation-qualified"}
    assert len({event.data["causeId"] for event in told}) == 4


def test_w3_an_option_is_applied_to_what_is_held_when_the_member_says_so(
        stack, staff, tracker, make_scene, events, books):
    scene = make_scene(rewardOption=None)
    scene.hire(tracker)
    assert granted(scene, events)["state"] == "held"
    update = {"memberId": scene.member.id, "rewardOption": {"option": "self"}}
    staff.accept("members.update-profile", update)
    rest(stack, events)
    assert payable(scene.member.id) not in money(books, scene)
    staff.accept("members.update-profile", update | {"applyOptionToHeld": True})
    events.expect("rewards.reward-settled", of(scene))
    rest(stack, events)
    assert money(books, scene)[payable(scene.member.id)] == -scene.recommendation["quote"]["amountCents"]


def test_a1_where_is_my_bonus(stack, staff, tracker, finance, make_scene, events):
    scene = make_scene(rewardOption=None)
    quoted = scene.recommendation["quote"]["amountCents"]
    hire_id = scene.hire(tracker).data["hireId"]
    reward_id = granted(scene, events)["rewardId"]

    def mine(**more):
        return staff.accept("rewards.list-rewards", {"memberId": scene.member.id} | more)["rewards"]

    (held,) = mine(state="held")
    assert (held["rewardId"], held["hireId"], held["kind"]) == (reward_id, hire_id, "recommendation")
    assert (held["amountCents"], held["currency"], held["instalments"]) == (quoted, "EUR", [])
    charity = f"Association {unique()}"
    charity_id = staff.accept("rewards.register-charity", {"name": charity})["charityId"]
    choice = {"rewardId": reward_id, "option": "donate", "charityId": charity_id}
    staff.accept("rewards.choose-option", choice)
    (settled,) = mine()
    assert (settled["state"], settled["option"], settled["charityName"]) == ("settled", "donate", charity)
    assert [part["state"] for part in settled["instalments"]] == ["requested"]
    pay(finance, events, reward_id)
    assert [part["state"] for part in mine(state="settled")[0]["instalments"]] == ["paid"]
    scene.withdraw(tracker, withdrawnAt=later(minutes=1))
    events.expect("rewards.reward-reversed", of(scene))
    (reversed_,) = mine(state="reversed", kind="recommendation")
    assert [part["state"] for part in reversed_["instalments"]] == ["reversed"]
    assert mine(state="held") == [] and mine(kind="sponsorship") == []


def test_a1_rewards_come_in_pages_newest_first(stack, staff, tracker, scene, events):
    for _ in range(3):
        scene.hire(tracker)
        scene.candidate, scene.application = stranger(), {"applicationId": new_id()}
        scene.offer_id = scene.publish_offer()[0]
        scene.recommend(scene.offer_id, scene.candidate)
    rest(stack, events)
    question, pages = {"memberId": scene.member.id, "pageSize": 2}, []
    while not pages or "nextPageToken" in pages[-1]:
        token = {"pageToken": pages[-1]["nextPageToken"]} if pages else {}
        pages.append(staff.accept("rewards.list-rewards", question | token))
    assert [len(page["rewards"]) for page in pages] == [2, 1]
    at = [reward["grantedAt"] for page in pages for reward in page["rewards"]]
    assert at == sorted(at, reverse=True)
    assert staff.refuse("rewards.list-rewards", {"pageToken": "none"})["code"] == "invalid-message"


def test_w5_books_that_were_corrected_are_rebuilt_with_zero_difference(
        stack, staff, tracker, finance, make_scene, events, charity_id, tmp_path):
    scene, other = make_scene(employer={"name": "Forges du Nord"}), make_scene()
    hire_id = scene.hire(tracker).data["hireId"]
    bonus = granted(scene, events)
    pay(finance, events, bonus["rewardId"])
    scene.interview(currentEmployer={"name": "Forges du Nord"})
    granted(scene, events, replaces=bonus["rewardId"])
    claim = events.expect(
        "rewards.claim-opened", lambda e: e.data["holder"] == {"kind": "member", "id": scene.member.id}).data
    staff.accept("rewards.settle-claim", {"claimId": claim["claimId"], "manner": "repaid", "reference": "VIR 7"})
    staff.accept("qualification.correct-interview",
                 {"recommendationId": scene.recommendation_id, "outcome": "rejected"} | REASON)
    staff.accept("recommendations.detach-hire", {"hireId": hire_id} | REASON)
    staff.accept("recommendations.attribute-hire",
                 {"hireId": hire_id, "recommendationId": other.recommendation_id} | REASON)
    granted(other, events)
    rest(stack, events)
    done = CommandLine.of(stack, tmp_path)("ledger", "verify", within=300)
    assert done.returncode == ENDED_WELL, done.stdout + done.stderr

