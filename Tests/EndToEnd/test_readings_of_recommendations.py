"""The contract's readings of recommendations: slots, states, closed offers, how long an attribution is valid."""

import pytest

from outside.deadline import observed
from outside.envelope import new_id
from outside.people import stranger
from quiet import await_rest, query


def recommendation(scene, offer_id, candidate, member=None, **more):
    return {"offerId": offer_id, "memberId": (member or scene.member).id,
            "candidate": candidate.as_candidate()} | more


# Slots


def test_r1_one_candidate_for_an_offer_and_a_member(staff, scene):
    another = recommendation(scene, scene.offer_id, stranger())
    problem = staff.refuse("recommendations.recommend-candidate", another)
    assert problem["code"] == "already-recommended-for-offer"


def test_r1_a_rejection_by_qualification_frees_no_slot(stack, staff, scene, events):
    scene.interview(outcome="rejected", reason="Trop loin.")
    await_rest(stack, events, ("recommendations",))
    another = recommendation(scene, scene.offer_id, stranger())
    problem = staff.refuse("recommendations.recommend-candidate", another)
    assert problem["code"] == "already-recommended-for-offer"


def test_r1_a_refusal_frees_the_slot(staff, scene):
    other = scene.admit()
    taken = recommendation(scene, scene.offer_id, scene.candidate, other)
    observed(lambda: staff.refuse("recommendations.recommend-candidate", taken)["code"]
             == "candidate-already-attributed", "the other member is known")
    scene.recommend(scene.offer_id, stranger(), other)


def test_r8_a_closed_offer_is_no_open_one(stack, staff, scene, events):
    staff.accept("offers.close-offer", {"offerId": scene.offer_id, "reason": "filled"})
    await_rest(stack, events, ("recommendations",))
    late = recommendation(scene, scene.offer_id, stranger())
    assert staff.refuse("recommendations.recommend-candidate", late)["code"] == "offer-not-open"


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_r5_nobody_recommends_themselves(staff, scene, kind):
    offer_id, other = scene.publish_offer()[0], stranger()
    herself = recommendation(scene, offer_id, other)
    herself["candidate"][kind] = getattr(scene.member, kind)
    assert observed(lambda: (code := staff.refuse("recommendations.recommend-candidate", herself)["code"])
                    != "offer-not-open" and code, "the offer is known") == "self-recommendation"
    scene.recommend(offer_id, other)  # and it left nothing behind


@pytest.mark.parametrize("field", ["firstName", "lastName", "currentEmployer.name"])
def test_a_candidates_names_are_limited_and_named_by_their_path(staff, field):
    def named(length):
        *outer, name = field.split(".")
        value = {name: "é" * length}
        candidate = stranger().as_candidate() | ({outer[0]: value} if outer else value)
        return {"offerId": new_id(), "memberId": new_id(), "candidate": candidate}

    assert staff.refuse("recommendations.recommend-candidate", named(200))["code"] in (
        "member-not-active", "offer-not-open")
    problem = staff.refuse("recommendations.recommend-candidate", named(201))
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == (
        "invalid-message", [f"candidate.{field}"])


# States


def test_q1_a_rejected_recommendation_says_so_and_when(staff, scene):
    scene.interview(outcome="rejected", reason="Trop loin.")
    question = {"recommendationId": scene.recommendation_id}

    def rejected():
        said = staff.accept("recommendations.get-recommendation", question)
        return said if said["state"] == "rejected" else None

    told = observed(rejected, "the rejection is known")
    assert [step["state"] for step in told["history"]] == ["attributed", "rejected"]
    assert told["history"][0]["at"] < told["history"][1]["at"]


# How long an attribution is valid


@pytest.fixture
def valid_for_a_day(staff):
    """Attributions are valid for a day while the test runs, and without limit again after it."""
    unlimited = staff.accept("recommendations.get-policy", {})
    assert "attributionValidityDays" not in unlimited
    changed = staff.accept("recommendations.change-policy", {"attributionValidityDays": 1})
    in_force = staff.accept("recommendations.get-policy", {})
    assert in_force == changed | {"attributionValidityDays": 1, "refusalsPerDay": unlimited["refusalsPerDay"]}
    assert changed["version"] > unlimited["version"]
    yield
    version = staff.accept("recommendations.change-policy", {"attributionValidityDays": None})["version"]
    assert staff.accept("recommendations.get-policy", {}) == {
        "version": version, "refusalsPerDay": unlimited["refusalsPerDay"]}


def passes(stack, days, candidate):
    """Days pass for an attribution, which no message could bring about."""
    query(stack, "update recommendations.candidates set attributed_at = attributed_at - make_interval(days => %s),"
                 " expires_at = expires_at - make_interval(days => %s) where candidate_id = %s",
          [days, days, candidate.id])


def test_r2_an_attribution_is_valid_for_the_days_of_the_policy(stack, staff, scene, valid_for_a_day):
    other, candidate = scene.admit(), stranger()
    offer_id = scene.publish_offer()[0]
    scene.recommend(offer_id, candidate)
    by_another = recommendation(scene, offer_id, candidate, other)
    observed(lambda: staff.refuse("recommendations.recommend-candidate", by_another)["code"]
             == "candidate-already-attributed", "the other member is known")
    passes(stack, 1, candidate)
    assert staff.accept("recommendations.recommend-candidate", by_another)["recommendationId"]


def test_r2_without_such_a_policy_an_attribution_is_valid_for_ever(stack, staff, scene):
    other = scene.admit()
    passes(stack, 3650, scene.candidate)
    by_another = recommendation(scene, scene.offer_id, scene.candidate, other)
    observed(lambda: staff.refuse("recommendations.recommend-candidate", by_another)["code"]
             == "candidate-already-attributed", "the other member is known")


def test_a_policy_of_recommendations_that_makes_no_sense_is_invalid(staff):
    problem = staff.refuse("recommendations.change-policy", {"attributionValidityDays": 0})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == (
        "invalid-message", ["attributionValidityDays"])
