"""The contract's readings of notifications: to charities, of a member's message, of deliveries operators look at."""

import pytest

from bonuses import of, register_charity
from outside.deadline import observed
from outside.people import stranger, unique
from quiet import await_rest, query


def trace(message):
    """The trace that a message belongs to."""
    return message.envelope["traceparent"].split("-")[1]


def donated(staff, tracker, make_scene, notifications, **wish):
    """A scene whose bonus is donated, with the charity's id and what it is told."""
    charity_id = register_charity(staff)
    scene = make_scene(rewardOption={"option": "donate", "charityId": charity_id} | wish)
    scene.hire(tracker)
    return scene, charity_id, notifications.expect(f"charity.{charity_id}.donation-due")


def test_m8_what_a_charity_is_told_begins_a_story_of_its_own(
        stack, staff, tracker, make_scene, events, notifications):
    scene, charity_id, told = donated(staff, tracker, make_scene, notifications)
    assert told.correlation_id == told.id and told.causation_id is None
    await_rest(stack, events)
    notifications.catch_up()
    inside = {trace(message) for message in events.collected + notifications.collected if message is not told}
    assert trace(told) not in inside
    for secret in (scene.member.id, scene.recommendation_id, scene.candidate.id):
        assert secret not in told.text
    assert told.data["recipientId"] == charity_id


def test_w3_a_charity_is_told_of_the_whole_sum_that_is_due(staff, tracker, make_scene, notifications):
    policy = staff.accept("rewards.get-policy", {})
    scene, _, told = donated(staff, tracker, make_scene, notifications)
    assert told.details["amountCents"] == scene.recommendation["quote"]["amountCents"] + policy["matchingCents"]
    assert told.details["currency"] == "EUR"


@pytest.mark.parametrize("named", [True, False])
def test_w3_a_donation_is_in_the_members_name_where_the_member_wants_it(
        staff, tracker, make_scene, notifications, named):
    scene, _, told = donated(staff, tracker, make_scene, notifications, inMyName=named)
    assert (f"{scene.member.first_name} {scene.member.last_name}" in told.data["text"]) is named
    assert (scene.member.last_name in told.text) is named
    assert scene.member.email not in told.text and scene.member.id not in told.text


def test_w3_a_choice_may_name_the_member_too(staff, tracker, make_scene, events, notifications):
    scene, charity_id = make_scene(rewardOption=None), register_charity(staff)
    scene.hire(tracker)
    reward_id = events.expect("rewards.reward-granted", of(scene)).data["rewardId"]
    staff.accept("rewards.choose-option", {
        "rewardId": reward_id, "option": "donate", "charityId": charity_id, "inMyName": True})
    told = notifications.expect(f"charity.{charity_id}.donation-due")
    assert f"{scene.member.first_name} {scene.member.last_name}" in told.data["text"]


def test_n2_the_members_message_is_for_staff_only(stack, staff, scene, events, notifications):
    message, offer_id, candidate = f"Un mot : {unique()}.", scene.publish_offer()[0], stranger()
    result = staff.accept_once_known("recommendations.recommend-candidate", {
        "offerId": offer_id, "memberId": scene.member.id, "candidate": candidate.as_candidate(), "message": message})
    scene.interview(recommendationId=result["recommendationId"])
    notifications.expect(f"company.{scene.company_id}.candidate-transmitted")
    await_rest(stack, events)
    notifications.catch_up()
    audiences = {m.routing_key.split(".")[0] for m in notifications.collected if message in m.text}
    assert audiences == {"staff"}
    others = {m.routing_key.split(".")[0] for m in notifications.collected
              if scene.member.id in m.text or candidate.last_name in m.text}
    assert others >= {"member", "candidate", "company"}  # they were told, and not that


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_n1_staff_are_told_in_french_whatever_the_members_language(make_scene, notifications, locale):
    scene = make_scene(locale=locale)
    staff_hear = notifications.expect(
        "staff.recommendation-attributed", lambda m: m.details["recommendationId"] == scene.recommendation_id)
    member_hears = notifications.expect(f"member.{scene.member.id}.recommendation-attributed")
    assert (staff_hear.data["locale"], member_hears.data["locale"]) == ("fr", locale)
    assert "Recommandation" in staff_hear.data["subject"]


# What details hold of the event that is told


def test_n2_a_company_reads_the_fields_of_the_transmission(scene, events, notifications):
    scene.interview(summary=f"Résumé {unique()}.")
    event = events.expect("qualification.candidate-transmitted", lambda e: e.data["offerId"] == scene.offer_id)
    told = notifications.expect(f"company.{scene.company_id}.candidate-transmitted")
    assert told.details.items() >= event.data.items()
    for secret in (scene.member.id, scene.recommendation_id, scene.candidate.id):
        assert secret not in told.text


def test_n2_a_candidate_reads_for_which_offer_of_whom(make_scene, events, notifications):
    scene = make_scene()
    event = events.expect(
        "recommendations.recommendation-attributed", lambda e: e.data["recommendationId"] == scene.recommendation_id)
    told = notifications.expect(f"candidate.{scene.candidate.id}.recommended")
    seen = {name: event.data[name] for name in ("candidateId", "offerId", "companyId")}
    assert told.details.items() >= seen.items()
    for secret in (scene.member.id, scene.recommendation_id):
        assert secret not in told.text


def test_n2_a_charity_reads_the_fields_of_the_payout(staff, tracker, make_scene, events, notifications):
    scene, charity_id, told = donated(staff, tracker, make_scene, notifications)
    event = events.expect("rewards.payout-requested", lambda e: e.data["beneficiary"]["id"] == charity_id)
    assert told.details.items() >= event.data.items()
    for secret in (scene.member.id, scene.recommendation_id, scene.candidate.id):
        assert secret not in told.text


# Deliveries


def test_n4_operators_read_the_deliveries(stack, scene):
    rows = []
    columns = ("notification_id", "recipient_id", "channel", "state", "attempts", "last_attempt_at")

    def logged():
        rows[:] = query(stack, f"set role coopt_operators; select {', '.join(columns)} from notifications.deliveries"
                               " where recipient_id = %s", [scene.candidate.id])
        return rows and rows[0][3] == "sent"

    observed(logged, "the delivery is logged")
    ((notification_id, recipient_id, channel, state, attempts, last_attempt_at),) = rows
    assert (recipient_id, channel, state, attempts) == (scene.candidate.id, "email", "sent", 1)
    assert notification_id and last_attempt_at


def test_n4_a_delivery_is_of_the_notification_that_was_told(stack, scene, notifications):
    candidate, offer_id = stranger(), scene.publish_offer()[0]
    scene.recommend(offer_id, candidate)
    told = notifications.expect(f"candidate.{candidate.id}.recommended")
    ids = observed(lambda: query(stack, "select notification_id::text from notifications.deliveries"
                                        " where recipient_id = %s", [candidate.id]), "the delivery is logged")
    assert ids == [(told.data["notificationId"],)]
