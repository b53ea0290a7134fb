"""Interviews and candidacies as staff and companies ask for them, correct them and close them (A1, Q4, Q5)."""

import json

import pytest

from outside.client import Client, StaffTool
from outside.deadline import observed
from outside.envelope import later, new_id
from scene import Scene


@pytest.fixture
def company_space(stack):
    """The companies' space, which sends what is its own and nothing else."""
    class Space(StaffTool):
        def __init__(self):
            Client.__init__(self, stack["COOPT_COMPANY_AMQP_URL"], "https://companies.example.com",
                            f"company.{new_id()}")
            self.actor = None

    with Space() as space:
        yield space


def correct(staff, scene, outcome, **more):
    return staff.accept("qualification.correct-interview",
                        {"recommendationId": scene.recommendation_id, "outcome": outcome, "reason": "une erreur"} | more)


def candidacies(asker, scene, **filters):
    return asker.accept("qualification.list-candidacies", {"companyId": scene.company_id} | filters)["candidacies"]


@pytest.mark.parametrize("code", [
    "not-interested", "not-available", "unreachable", "profile-does-not-match", "duplicate-application", "other", None])
def test_q4_a_rejection_is_told_by_its_code_and_never_in_its_own_words(staff, notifications, scene, code):
    secret = f"SECRET {new_id()}"
    scene.interview(outcome="rejected", reason=secret, **({"reasonCode": code} if code else {}))
    for key in (f"member.{scene.member.id}.candidate-rejected", "staff.candidate-rejected"):
        told = notifications.expect(key, lambda m: m.details["recommendationId"] == scene.recommendation_id)
        assert told.details["reasonCode"] == (code or "other")
        assert secret not in json.dumps(told.data) and "reason" not in told.details
    listed = staff.accept("qualification.list-interviews", {"offerId": scene.offer_id})["interviews"]
    assert [(each["state"], each["reason"]) for each in listed] == [("rejected", secret)]


def test_q4_a_code_that_is_none_is_refused(staff, scene):
    problem = staff.refuse("qualification.record-interview", {
        "recommendationId": scene.recommendation_id, "outcome": "rejected", "candidateInformed": True, "reason": "non",
        "reasonCode": "too-old"})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["reasonCode"])


def test_an_interview_of_the_future_is_refused(staff, scene):
    problem = staff.refuse("qualification.record-interview", {
        "recommendationId": scene.recommendation_id, "outcome": "qualified", "candidateInformed": True,
        "interviewedAt": later(hours=2)})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["interviewedAt"])


def test_a1_an_interview_says_whom_to_call_and_for_what(staff, notifications, scene):
    notifications.expect("staff.interview-requested", lambda m: m.details["recommendationId"] == scene.recommendation_id)

    def listed():
        return staff.accept("qualification.list-interviews", {"offerId": scene.offer_id, "state": "to-call"})["interviews"]

    [interview] = listed()
    assert (interview["offerTitle"], interview["state"], interview["conflictOfInterest"]) == ("Forgeron", "to-call", False)
    assert interview["candidate"]["email"] == scene.candidate.email
    assert interview["candidate"]["lastName"] == scene.candidate.last_name
    scene.interview()
    assert listed() == []


def test_q5_a_transmitted_candidate_is_taken_back_and_points_follow(staff, notifications, scene):
    first = scene.interview()["candidacyId"]
    notifications.expect("staff.candidate-transmitted", lambda m: m.details["candidacyId"] == first)
    points = lambda: staff.accept("rewards.get-statement", {"memberId": scene.member.id})["balances"]["points"]  # noqa: E731
    won = notifications.expect("staff.points-awarded", lambda m: m.details["memberId"] == scene.member.id
                               and m.details["rule"] == "recommendation-qualified")
    assert correct(staff, scene, "rejected", reasonCode="not-available") == {}
    withdrawn = notifications.expect(f"company.{scene.company_id}.candidacy-withdrawn",
                                     lambda m: m.details["candidacyId"] == first)
    assert scene.member.id not in json.dumps(withdrawn.data) + json.dumps(withdrawn.envelope)
    corrected = notifications.expect("staff.interview-corrected",
                                     lambda m: m.details["recommendationId"] == scene.recommendation_id)
    assert (corrected.details["outcome"], corrected.details["reason"]) == ("rejected", "une erreur")
    lost = notifications.expect("staff.points-awarded", lambda m: m.details["memberId"] == scene.member.id
                                and m.details["rule"] == "recommendation-qualified" and m.details["points"] < 0)
    assert lost.details["points"] == -won.details["points"]
    rejected = notifications.expect(f"member.{scene.member.id}.candidate-rejected")
    assert rejected.details["reasonCode"] == "not-available" and "reason" not in rejected.details
    second = correct(staff, scene, "qualified")["candidacyId"]
    assert second != first
    notifications.expect("staff.points-awarded", lambda m: m.details["memberId"] == scene.member.id
                         and m.details["total"] == won.details["total"] and m.id not in (won.id, lost.id))
    assert points() == won.details["total"]
    assert {each["candidacyId"]: each["state"] for each in candidacies(staff, scene)} == {
        first: "withdrawn", second: "transmitted"}


def test_q5_only_what_was_decided_is_corrected_and_the_actor_is_in_the_trail(staff, notifications, scene):
    notifications.expect("staff.interview-requested", lambda m: m.details["recommendationId"] == scene.recommendation_id)
    data = {"recommendationId": scene.recommendation_id, "outcome": "qualified", "reason": "une erreur"}
    assert staff.refuse("qualification.correct-interview", data, actor=None)["code"] == "actor-required"
    assert staff.refuse("qualification.correct-interview", data)["code"] == "interview-not-decided"
    assert staff.refuse("qualification.correct-interview", data | {"recommendationId": new_id()})["code"] == "interview-not-found"
    scene.interview(outcome="rejected", reason="non", candidateInformed=False)
    assert staff.refuse("qualification.correct-interview", data)["code"] == "candidate-not-informed"
    staff.accept("qualification.correct-interview", data | {"candidateInformed": True}, actor="camille")
    trail = staff.accept("qualification.list-corrections", {"pageSize": 200})["corrections"]
    assert [(each["actor"], each["reason"]) for each in trail
            if (each["command"], each["subject"]) == ("qualification.correct-interview", scene.recommendation_id)] == [
                ("camille", "une erreur")]


def test_q5_a_company_closes_what_it_got_and_the_member_is_told(staff, company_space, notifications, scene):
    candidacy = scene.interview()["candidacyId"]
    [listed] = candidacies(company_space, scene, state="transmitted")
    assert listed["candidate"]["email"] == scene.candidate.email
    assert scene.member.id not in json.dumps(listed) and scene.recommendation_id not in json.dumps(listed)
    company_space.accept("qualification.close-candidacy", {"candidacyId": candidacy, "reason": "quelqu'un d'autre"})
    company_space.accept("qualification.close-candidacy", {"candidacyId": candidacy})
    told = notifications.expect(f"member.{scene.member.id}.candidacy-closed")
    assert "quelqu'un" not in json.dumps(told.data) and candidacy not in json.dumps(told.data)
    [listed] = candidacies(company_space, scene)
    assert listed["state"] == "not-retained"
    assert company_space.refuse("qualification.close-candidacy", {"candidacyId": new_id()})["code"] == "candidacy-not-found"


def test_a1_a_hired_candidate_is_listed_as_hired_while_the_hire_is_in_force(staff, tracker, notifications, scene):
    candidacy = scene.interview()["candidacyId"]
    scene.hire(tracker)
    notifications.expect("staff.hire-attributed", lambda m: m.details["recommendationId"] == scene.recommendation_id)

    def await_state(state):
        observed(lambda: {each["candidacyId"]: each["state"] for each in candidacies(staff, scene)} == {
            candidacy: state}, f"candidacy is {state}")

    await_state("hired")
    scene.withdraw(tracker, withdrawnAt=later(hours=1))
    await_state("transmitted")


def test_a1_pages_go_by_key_and_a_made_up_token_is_refused(staff, scene):
    others = []
    for _ in range(3):
        other = Scene(staff)
        other_recommendation = other.recommendation_id
        other.interview()
        others.append((other, other_recommendation))
    first = staff.accept("qualification.list-interviews", {"pageSize": 2})
    second = staff.accept("qualification.list-interviews", {"pageSize": 2, "pageToken": first["nextPageToken"]})
    ids = [each["recommendationId"] for each in first["interviews"] + second["interviews"]]
    assert len(ids) == len(set(ids)) == 4
    assert [recommendation for _, recommendation in reversed(others)] == ids[:3]
    refused = staff.refuse("qualification.list-interviews", {"pageToken": "AAAA"})
    assert (refused["code"], refused["errors"][0]["field"]) == ("invalid-message", "pageToken")
    for other, _ in others:
        other.end()
