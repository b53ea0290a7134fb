"""No mistake of a hand is final: staff take a hire from a recommendation, and attribute it to another (H4)."""

import json

from bonuses import money, of
from dead_letters import DeadLetters
from outside.client import ACCEPTED
from outside.envelope import cloud_event, instant, new_id, properties_of
from outside.people import stranger, unique
from quiet import await_rest

DETACH, ATTRIBUTE = "recommendations.detach-hire", "recommendations.attribute-hire"


def payable(books, scene, *members):
    """What each of some members is owed."""
    held = money(books, scene, *(f"member:{member.id}" for member in members))
    return [-held.get(f"member:{member.id}:payable", 0) for member in members]


def test_h4_a_detached_hire_reverses_what_it_caused_and_pays_whom_it_is_then_attributed_to(
        stack, staff, tracker, scene, events, notifications, books):
    right = scene.admit()
    recommended = scene.recommend(scene.offer_id, stranger(), right)
    hire = scene.hire(tracker).data["hireId"]
    await_rest(stack, events)
    quote = scene.recommendation["quote"]["amountCents"]
    assert payable(books, scene, scene.member, right) == [quote, 0]

    actor, reason = f"Zoé.{unique()}", f"Une autre personne {unique()}."
    staff.accept(DETACH, {"hireId": hire, "reason": reason}, actor=actor)
    await_rest(stack, events)
    assert payable(books, scene, scene.member, right) == [0, 0]
    (told,) = events.matching(lambda e: e.routing_key == "recommendations.hire-detached" and e.data["hireId"] == hire)
    assert told.data == {"hireId": hire, "revision": 2, "recommendationId": scene.recommendation_id,
                         "memberId": scene.member.id, "reason": reason}
    assert told.envelope["actor"] == actor
    assert not events.matching(lambda e: e.routing_key == "recommendations.hire-unattributed" and e.data["hireId"] == hire)
    state = staff.accept("recommendations.get-recommendation", {"recommendationId": scene.recommendation_id})
    assert state["state"] == "hire-withdrawn"
    (listed,) = staff.accept("recommendations.list-hires", {"reason": "detached", "pageSize": 1})["hires"]
    assert listed["hireId"] == hire and listed["outcome"] == "unattributed" and "recommendationId" not in listed

    staff.accept(ATTRIBUTE, {"hireId": hire, "recommendationId": recommended["recommendationId"], "reason": reason})
    await_rest(stack, events)
    assert payable(books, scene, scene.member, right) == [0, recommended["quote"]["amountCents"]]
    detached = notifications.expect("staff.hire-detached", lambda m: m.details["hireId"] == hire)
    assert detached.details["actor"] == actor
    notifications.catch_up()
    assert not [m for m in notifications.collected if reason in m.text and not m.routing_key.startswith("staff.")]
    trail = staff.accept("recommendations.list-corrections", {"pageSize": 200})["corrections"]
    assert {(each["command"], each["subject"], each["actor"], each.get("reason")) for each in trail} >= {
        (DETACH, hire, actor, reason)}


def test_h4_a_detached_hire_is_attributed_by_no_report(stack, staff, tracker, scene, events, books):
    hire = scene.hire(tracker).data["hireId"]
    staff.accept(DETACH, {"hireId": hire, "reason": "Erreur."})
    for _ in range(2):
        reply = scene.hire(tracker)
        assert (reply.data["hireId"], reply.data["reason"]) == (hire, "no-match")
    scene.withdraw(tracker)
    assert scene.hire(tracker).data["reason"] == "no-match"
    await_rest(stack, events)
    assert payable(books, scene, scene.member) == [0]
    told = events.expect("recommendations.hire-unattributed", lambda e: e.data["hireId"] == hire)
    assert told.data["reason"] == "detached"


def test_h4_a_hire_that_was_detached_may_be_given_back(stack, staff, tracker, scene, events, books):
    hire = scene.hire(tracker).data["hireId"]
    quote = scene.recommendation["quote"]["amountCents"]
    for _ in range(2):
        staff.accept(DETACH, {"hireId": hire, "reason": "Erreur."})
        staff.accept(ATTRIBUTE, {
            "hireId": hire, "recommendationId": scene.recommendation_id, "reason": "Ce n'en était pas une."})
    await_rest(stack, events)
    assert payable(books, scene, scene.member) == [quote]
    assert staff.refuse(ATTRIBUTE, {
        "hireId": hire, "recommendationId": scene.recommendation_id, "reason": "Encore."})["code"] == "hire-already-attributed"


def test_h4_what_is_not_there_and_what_is_nobodys_is_not_detached(staff, tracker, scene):
    unmatched = scene.hire(tracker, candidate={"email": stranger().email}).data["hireId"]
    assert staff.refuse(DETACH, {"hireId": new_id(), "reason": "Erreur."})["code"] == "hire-not-found"
    assert staff.refuse(DETACH, {"hireId": unmatched, "reason": "Erreur."})["code"] == "hire-not-attributed"
    assert staff.refuse(DETACH, {"hireId": unmatched, "reason": ""})["code"] == "invalid-message"


def test_a2_whoever_detaches_a_hire_names_themselves(stack, staff, tracker, scene):
    hire = scene.hire(tracker).data["hireId"]
    command = {"hireId": hire, "reason": "Erreur."}
    assert staff.refuse(DETACH, command, actor=None)["code"] == "actor-required"
    event = cloud_event(f"coopt.{DETACH}.v1", command, staff.source)
    staff.publish_raw("coopt.commands", DETACH, json.dumps(event), properties_of(event), wants_reply=False)
    with DeadLetters(stack, "recommendations") as letters:
        properties, _ = letters.take(lambda properties, _: properties.message_id == event["id"])
    assert properties.headers["x-coopt-reason"] == "actor-required"
    assert scene.hire(tracker).data["outcome"] == "attributed"


def test_h4_whoever_attributes_a_hire_that_was_withdrawn_says_that_it_holds(
        stack, staff, tracker, scene, events, books):
    late = stranger()
    unmatched = scene.hire(tracker, candidate={"email": late.email}).data["hireId"]
    assert scene.withdraw(tracker).type == ACCEPTED
    recommended = scene.recommend(scene.publish_offer()[0], late)
    staff.accept(ATTRIBUTE, {
        "hireId": unmatched, "recommendationId": recommended["recommendationId"], "reason": "Elle a bien commencé."})
    told = events.expect("recommendations.hire-attributed", of(scene))
    assert told.data["hireId"] == unmatched and told.data["asOf"] <= instant()
    await_rest(stack, events)
    assert payable(books, scene, scene.member) == [recommended["quote"]["amountCents"]]
    assert scene.withdraw(tracker).type == ACCEPTED
    await_rest(stack, events)
    assert payable(books, scene, scene.member) == [0]
