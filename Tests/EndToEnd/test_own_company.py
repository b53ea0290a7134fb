"""Own company is not left out: the interview asks, staff set it, and a bonus that stands is moved (R6, W4)."""

import json

import pytest

from outside.deadline import observed
from outside.envelope import new_id
from outside.people import unique
from quiet import await_rest


@pytest.fixture
def employer():
    return {"name": f"Ateliers {unique()} S.A.S."}


@pytest.fixture
def scene(make_scene, employer):
    """A member who does not say that the candidate works where they do."""
    scene = make_scene(employer=employer)
    assert scene.recommendation["conflictOfInterest"] is False
    return scene


def about(scene):
    return lambda message: message.details.get("recommendationId") == scene.recommendation_id


def flag(staff, scene):
    [item] = staff.accept("recommendations.list-recommendations", {"offerId": scene.offer_id})["recommendations"]
    return item["conflictOfInterest"]


def set_flag(staff, scene, value, **envelope):
    return staff.accept("recommendations.set-own-company", {
        "recommendationId": scene.recommendation_id, "conflictOfInterest": value, "reason": "Vu avec l'employeur."},
        **envelope)


def test_r6_what_the_candidate_says_in_the_interview_turns_the_flag_and_both_are_told(
        staff, tracker, notifications, scene, employer):
    same = {"name": employer["name"].replace(" S.A.S.", "").upper()}
    scene.interview(currentEmployer=same)
    told = notifications.expect("staff.conflict-of-interest-changed", about(scene))
    assert (told.details["conflictOfInterest"], told.details["source"]) == (True, "interview")
    told = notifications.expect(f"member.{scene.member.id}.conflict-of-interest-changed", about(scene))
    assert told.details["conflictOfInterest"] is True
    assert flag(staff, scene) is True
    scene.hire(tracker)
    hired = notifications.expect("staff.hire-attributed", about(scene))
    assert hired.details["conflictOfInterest"] is True


@pytest.mark.parametrize("said", [None, {"name": "Tout autre"}])
def test_r6_an_interview_that_names_another_or_none_leaves_it(stack, staff, events, notifications, scene, said):
    scene.interview(**({"currentEmployer": said} if said else {}))
    await_rest(stack, events)
    assert flag(staff, scene) is False
    assert not notifications.matching(lambda m: m.name.endswith("conflict-of-interest-changed") and about(scene)(m))


def test_r6_an_interview_takes_a_wrong_flag_back(staff, notifications, scene, employer):
    offer_id, _ = scene.publish_offer()
    flagged = scene.recommend(offer_id, scene.candidate, currentEmployer=employer)
    assert flagged["conflictOfInterest"] is True
    staff.accept_once_known("qualification.record-interview", {
        "recommendationId": flagged["recommendationId"], "outcome": "qualified", "candidateInformed": True,
        "currentEmployer": {"name": "Tout autre"}})
    told = notifications.expect("staff.conflict-of-interest-changed",
                                lambda m: m.details["recommendationId"] == flagged["recommendationId"])
    assert told.details["conflictOfInterest"] is False


def test_r6_employers_are_compared_as_of_the_recommendation(stack, staff, events, scene):
    elsewhere = {"name": f"Ailleurs {unique()}"}
    staff.accept("members.update-profile", {"memberId": scene.member.id, "employer": elsewhere})
    await_rest(stack, events, ("recommendations",))
    scene.interview(currentEmployer=elsewhere)
    await_rest(stack, events, ("recommendations",))
    assert flag(staff, scene) is False


def test_r6_a2_what_staff_set_stands_against_the_interview_and_the_member_is_not_told_why(
        stack, staff, events, notifications, scene, employer):
    data = {"recommendationId": scene.recommendation_id, "conflictOfInterest": True, "reason": "Vu avec l'employeur."}
    assert staff.refuse("recommendations.set-own-company", data, actor=None)["code"] == "actor-required"
    assert staff.refuse("recommendations.set-own-company", data | {"recommendationId": new_id()})["code"] == (
        "recommendation-not-found")
    # Nothing changes by it, but staff have said it: the interview says otherwise in vain.
    assert set_flag(staff, scene, False, actor="jeanne") == {}
    scene.interview(currentEmployer=employer)
    await_rest(stack, events)
    assert flag(staff, scene) is False
    set_flag(staff, scene, True, actor="jeanne")
    told = notifications.expect("staff.conflict-of-interest-changed", about(scene))
    assert told.details["conflictOfInterest"] is True and told.details["source"] == "staff"
    assert (told.details["reason"], told.details["actor"]) == ("Vu avec l'employeur.", "jeanne")
    told = notifications.expect(f"member.{scene.member.id}.conflict-of-interest-changed", about(scene))
    assert "Vu avec" not in json.dumps(told.data) and "jeanne" not in json.dumps(told.envelope)
    trail = staff.accept("recommendations.list-corrections", {"pageSize": 200})["corrections"]
    assert [each["actor"] for each in trail if each["subject"] == scene.recommendation_id] == ["jeanne", "jeanne"]


def test_r6_w4_a_bonus_that_stands_is_reversed_and_granted_anew(staff, tracker, notifications, scene):
    scene.hire(tracker)
    granted = notifications.expect("staff.reward-granted", lambda m: m.details["memberId"] == scene.member.id)
    set_flag(staff, scene, True)
    reversed_ = notifications.expect("staff.reward-reversed", lambda m: m.details["memberId"] == scene.member.id)
    assert reversed_.details["rewardId"] == granted.details["rewardId"]
    anew = notifications.expect("staff.reward-granted", lambda m: m.details["memberId"] == scene.member.id
                                and m.details["rewardId"] != granted.details["rewardId"])
    assert anew.details["amountCents"] == granted.details["amountCents"]
    rewards = staff.accept("rewards.list-rewards", {"memberId": scene.member.id})["rewards"]
    states = {each["rewardId"]: each["state"] for each in rewards}
    assert states[granted.details["rewardId"]] == "reversed"
    assert states[anew.details["rewardId"]] in ("held", "settled")
    # And back again, with a third: the bonus is the member's.
    set_flag(staff, scene, False)
    observed(lambda: len(staff.accept("rewards.list-rewards", {"memberId": scene.member.id})["rewards"]) == 3,
             "the bonus is granted a third time")
