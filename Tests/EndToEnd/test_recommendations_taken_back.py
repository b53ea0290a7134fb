"""Recommendations that members take back, candidates that staff release, offers that are filled; what only the reply says
(R5, R9, R10, O7, O8, A1)."""

import json

import pytest

from outside.client import Client, StaffTool
from outside.deadline import observed
from outside.envelope import new_id
from outside.people import stranger
from quiet import await_rest


@pytest.fixture
def site(stack):
    """The members' site, which sends what is a member's own and nothing else."""
    class Site(StaffTool):
        def __init__(self):
            Client.__init__(self, stack["COOPT_SITE_AMQP_URL"], "https://members.example.com", f"site.{new_id()}")
            self.actor = None

    with Site() as site:
        yield site


def withdrawal(scene, member=None, recommendation_id=None):
    return {"recommendationId": recommendation_id or scene.recommendation_id, "memberId": (member or scene.member).id}


def state(staff, recommendation_id):
    return staff.accept("recommendations.get-recommendation", {"recommendationId": recommendation_id})["state"]


def listed(asker, **filters):
    """All of a list, by pages of two."""
    found, token = [], {}
    while True:
        page = asker.accept("recommendations.list-recommendations", {"pageSize": 2} | filters | token)
        found += page["recommendations"]
        if "nextPageToken" not in page:
            return found
        token = {"pageToken": page["nextPageToken"]}


def interview_state(staff, scene, recommendation_id):
    interviews = staff.accept("qualification.list-interviews", {"offerId": scene.offer_id})["interviews"]
    return {each["recommendationId"]: each["state"] for each in interviews}.get(recommendation_id)


# R9: a member's word


def test_r9_a_member_takes_a_recommendation_back_before_the_interview(staff, site, notifications, scene):
    observed(lambda: interview_state(staff, scene, scene.recommendation_id) == "to-call", "the interview is requested")
    assert site.accept("recommendations.withdraw-recommendation", withdrawal(scene)) == {}
    for key in ("staff.recommendation-withdrawn", f"member.{scene.member.id}.recommendation-withdrawn"):
        notifications.expect(key, lambda m: m.details["recommendationId"] == scene.recommendation_id)
    assert state(staff, scene.recommendation_id) == "withdrawn"
    observed(lambda: interview_state(staff, scene, scene.recommendation_id) == "cancelled", "nobody calls any more")
    late = {"recommendationId": scene.recommendation_id, "outcome": "qualified", "candidateInformed": True}
    assert staff.refuse("qualification.record-interview", late)["code"] == "already-decided"
    again = staff.refuse("recommendations.withdraw-recommendation", withdrawal(scene))
    assert again["code"] == "already-decided"


def test_r1_r9_the_slot_is_free_again_and_the_candidate_stays_the_members(staff, scene):
    other = scene.admit()
    staff.accept("recommendations.withdraw-recommendation", withdrawal(scene))
    by_another = {"offerId": scene.offer_id, "memberId": other.id, "candidate": scene.candidate.as_candidate()}
    observed(lambda: staff.refuse("recommendations.recommend-candidate", by_another)["code"]
             == "candidate-already-attributed", "the other member is known")
    second = scene.recommend(scene.offer_id, stranger())
    full = {"offerId": scene.offer_id, "memberId": scene.member.id, "candidate": stranger().as_candidate()}
    assert staff.refuse("recommendations.recommend-candidate", full)["code"] == "already-recommended-for-offer"
    staff.accept("recommendations.withdraw-recommendation", withdrawal(scene, None, second["recommendationId"]))
    third = scene.recommend(scene.offer_id, scene.candidate)
    assert third["candidateId"] == scene.recommendation["candidateId"]
    assert {each["recommendationId"]: each["state"] for each in listed(staff, memberId=scene.member.id)} == {
        scene.recommendation_id: "withdrawn", second["recommendationId"]: "withdrawn",
        third["recommendationId"]: "attributed"}


def test_r9_m8_anothers_recommendation_is_not_found(staff, scene):
    other = scene.admit()
    for data in (withdrawal(scene, other), withdrawal(scene, None, new_id())):
        problem = staff.refuse("recommendations.withdraw-recommendation", data)
        assert problem["code"] == "recommendation-not-found"
        assert scene.member.id not in json.dumps(problem)
    assert state(staff, scene.recommendation_id) == "attributed"


@pytest.mark.parametrize("outcome", ["qualified", "rejected"])
def test_r9_what_is_decided_is_not_taken_back(staff, scene, outcome):
    scene.interview(outcome=outcome, **({"reason": "Trop loin."} if outcome == "rejected" else {}))
    observed(lambda: state(staff, scene.recommendation_id) != "attributed", "the decision is known")
    problem = staff.refuse("recommendations.withdraw-recommendation", withdrawal(scene))
    assert problem["code"] == "already-decided"


# R9: the word of staff


def test_r9_a_released_candidate_belongs_to_the_next_and_what_was_recommended_goes_on(staff, notifications, scene):
    other, later = scene.admit(), scene.publish_offer()[0]
    candidate_id = scene.recommendation["candidateId"]
    release = {"candidateId": candidate_id, "reason": "À la demande du candidat."}
    assert staff.refuse("recommendations.release-candidate", release, actor=None)["code"] == "actor-required"
    assert staff.refuse("recommendations.release-candidate", release | {"candidateId": new_id()})["code"] == (
        "candidate-not-found")
    assert staff.accept("recommendations.release-candidate", release, actor="jeanne") == {}
    taken = scene.recommend(later, scene.candidate, other)
    assert taken["candidateId"] == candidate_id
    former = {"offerId": scene.publish_offer()[0], "memberId": scene.member.id,
              "candidate": scene.candidate.as_candidate()}
    observed(lambda: staff.refuse("recommendations.recommend-candidate", former)["code"]
             == "candidate-already-attributed", "the new offer is known")
    scene.interview()
    notifications.expect(f"member.{scene.member.id}.candidate-qualified")
    trail = staff.accept("recommendations.list-corrections", {"pageSize": 200})["corrections"]
    assert [(each["actor"], each["reason"]) for each in trail if each["subject"] == candidate_id] == [
        ("jeanne", "À la demande du candidat.")]


# O8


@pytest.mark.parametrize("reason", ["filled", "cancelled"])
def test_o8_what_is_under_way_ends_with_its_offer_and_what_is_decided_does_not(staff, notifications, scene, reason):
    other = scene.admit()
    second = scene.recommend(scene.offer_id, stranger(), other)["recommendationId"]
    scene.interview()
    observed(lambda: state(staff, scene.recommendation_id) == "transmitted", "the decision is known")
    staff.accept("offers.close-offer", {"offerId": scene.offer_id, "reason": reason})
    told = notifications.expect(f"member.{other.id}.offer-closed")
    assert told.details["recommendationId"] == second
    assert state(staff, second) == "offer-closed" and state(staff, scene.recommendation_id) == "transmitted"
    observed(lambda: interview_state(staff, scene, second) == "cancelled", "nobody calls any more")
    problem = staff.refuse("recommendations.withdraw-recommendation", withdrawal(scene, other, second))
    assert problem["code"] == "already-decided"
    assert not notifications.matching(lambda m: m.routing_key == f"member.{scene.member.id}.offer-closed")
    ended = listed(staff, offerId=scene.offer_id, state="offer-closed")
    assert [each["recommendationId"] for each in ended] == [second]


def test_o8_an_offer_that_expires_ends_nothing(stack, staff, events, scene):
    staff.accept("offers.close-offer", {"offerId": scene.offer_id, "reason": "expired"})
    await_rest(stack, events, ("recommendations", "qualification"))
    assert state(staff, scene.recommendation_id) == "attributed"
    scene.interview()


def test_o8_a_hire_for_a_filled_offer_counts_all_the_same(staff, tracker, notifications, scene):
    staff.accept("offers.close-offer", {"offerId": scene.offer_id, "reason": "filled"})
    notifications.expect(f"member.{scene.member.id}.offer-closed")
    assert scene.hire(tracker).data["outcome"] == "attributed"
    observed(lambda: state(staff, scene.recommendation_id) == "hired", "the hire is known")


# O7


def test_o7_an_offer_that_is_reopened_is_recommended_for_again(stack, staff, events, scene):
    staff.accept("offers.close-offer", {"offerId": scene.offer_id, "reason": "expired"})
    await_rest(stack, events, ("recommendations",))
    other = scene.admit()
    late = {"offerId": scene.offer_id, "memberId": other.id, "candidate": stranger().as_candidate()}
    assert staff.refuse("recommendations.recommend-candidate", late)["code"] == "offer-not-open"
    staff.accept("offers.reopen-offer", {"offerId": scene.offer_id})
    staff.accept_once_known("recommendations.recommend-candidate", late)


# R5, R10, and what is no telephone number


def test_r5_a_former_address_is_the_members_and_so_is_a_tag(staff, scene):
    former, offer_id = scene.member.email, scene.publish_offer()[0]
    staff.accept("members.update-profile", {"memberId": scene.member.id, "email": stranger().email})
    for address in (former, former.replace("@", "+moi@")):
        oneself = {"offerId": offer_id, "memberId": scene.member.id,
                   "candidate": stranger().as_candidate(email=address)}
        assert observed(lambda: (code := staff.refuse("recommendations.recommend-candidate", oneself)["code"])
                        != "offer-not-open" and code, "the offer is known") == "self-recommendation"


def test_r10_what_is_not_heard_of_is_refused_by_the_reply_alone(stack, staff, events, scene):
    closed = scene.publish_offer()[0]
    staff.accept("offers.close-offer", {"offerId": closed, "reason": "cancelled"})
    await_rest(stack, events, ("recommendations",))
    refused = []
    for offer_id, member_id in ((new_id(), scene.member.id), (scene.offer_id, new_id()), (closed, scene.member.id)):
        refused.append(new_id())
        staff.refuse("recommendations.recommend-candidate", {
            "recommendationId": refused[-1], "offerId": offer_id, "memberId": member_id,
            "candidate": stranger().as_candidate()})
    await_rest(stack, events, ("recommendations",))
    told = events.matching(lambda m: m.name == "recommendation-refused" and m.data["recommendationId"] in refused)
    assert [event.data["recommendationId"] for event in told] == refused[-1:]


def test_a_telephone_number_that_is_none_is_invalid(staff, scene):
    candidate = stranger().as_candidate(phone="call me")
    data = {"offerId": scene.offer_id, "memberId": scene.member.id, "candidate": candidate}
    problem = staff.refuse("recommendations.recommend-candidate", data)
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["candidate.phone"])


# A1


def test_a1_recommendations_are_asked_for_by_whom_for_what_and_how_far(staff, scene):
    offers = [scene.publish_offer()[0] for _ in range(3)]
    made = [scene.recommendation["recommendationId"]] + [
        scene.recommend(offer_id, scene.candidate)["recommendationId"] for offer_id in offers]
    scene.interview(outcome="rejected", reason="Trop loin.")
    observed(lambda: state(staff, made[0]) == "rejected", "the decision is known")
    newest_first = list(reversed(made))
    for filters in ({"memberId": scene.member.id}, {"companyId": scene.company_id},
                    {"candidateId": scene.recommendation["candidateId"]}):
        found = listed(staff, **filters)
        assert [each["recommendationId"] for each in found] == newest_first
        assert [each["state"] for each in found] == ["attributed"] * 3 + ["rejected"]
        assert [each["recommendationId"] for each in listed(staff, state="rejected", **filters)] == made[:1]
    [item] = listed(staff, offerId=scene.offer_id)
    assert item["quote"] == scene.recommendation["quote"] and not item["conflictOfInterest"]
    assert (item["memberId"], item["candidateId"]) == (scene.member.id, scene.recommendation["candidateId"])
    problem = staff.refuse("recommendations.list-recommendations", {"pageToken": "0" * 48})
    assert (problem["code"], problem["errors"][0]["field"]) == ("invalid-message", "pageToken")
