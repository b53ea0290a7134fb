"""Who did it: decisions by hand name somebody, and that somebody is known to staff and to the trails alone (A2)."""

import json
import random
import urllib.request

import pika
import psycopg2
import pytest

from bonuses import of
from dead_letters import DeadLetters
from outside.client import REJECTED
from outside.envelope import cloud_event, later, new_id, properties_of
from outside.people import stranger, unique
from outside.stack import SERVICES
from quiet import await_rest, query

# The decisions of the contract, each with data that keep its schema and name nothing that is there.
DECISIONS = {
    **{f"{service}.change-policy": {"inForceFrom": later(days=4000)}
       for service in ("members", "offers", "recommendations", "rewards")},
    **{f"{service}.cancel-policy-change": {"version": 987_654}
       for service in ("members", "offers", "recommendations", "rewards")},
    "recommendations.attribute-hire": {"hireId": new_id(), "recommendationId": new_id(), "reason": "Au téléphone."},
    "rewards.register-charity": {"name": "Association", "designated": True},
    "members.expel": {"memberId": new_id(), "reason": "Charte non respectée."},
    "members.readmit": {"email": f"{unique()}@example.org", "reason": "Entendu."},
    "recommendations.detach-hire": {"hireId": new_id(), "reason": "Homonyme."},
    "recommendations.release-candidate": {"candidateId": new_id(), "reason": "À sa demande."},
    "recommendations.set-own-company": {"recommendationId": new_id(), "conflictOfInterest": True, "reason": "Vérifié."},
    "qualification.correct-interview": {"recommendationId": new_id(), "outcome": "qualified", "reason": "Erreur."},
    "webhooks.map-job": {"source": f"nobody-{unique()}", "job": "1", "offerId": new_id()},
    "webhooks.unmap-job": {"source": f"nobody-{unique()}", "job": "1"},
    "webhooks.retry-delivery": {"deliveryId": new_id()},
    "webhooks.discard-delivery": {"deliveryId": new_id(), "reason": "Essai."},
    "rewards.settle-claim": {"claimId": new_id(), "manner": "written-off", "reason": "Perdu de vue."},
    "rewards.retry-payout": {"payoutId": new_id()},
    "rewards.update-charity": {"charityId": new_id(), "designated": True},
}
BAD = ["", " ", "x" * 129, "é" * 4000, "a\nb", "a\0b", "\u200b", 7, 0.5, True, ["ada"], {"name": "ada"}]


def trail(staff, service, **more):
    """Every decision that a service's trail answers with, page by page."""
    found, token = [], {}
    while True:
        page = staff.accept(f"{service}.list-corrections", {"pageSize": 200} | more | token)
        found += page["corrections"]
        if "nextPageToken" not in page:
            return found
        token = {"pageToken": page["nextPageToken"]}


def envelope(staff, command, data, **attributes):
    return cloud_event(f"coopt.{command}.v1", data, staff.source) | attributes


@pytest.mark.parametrize("command", DECISIONS)
def test_a2_a_decision_that_names_nobody_is_refused_before_anybody_looks_at_it(stack, staff, command):
    assert staff.refuse(command, DECISIONS[command], actor=None)["code"] == "actor-required"
    event = envelope(staff, command, DECISIONS[command])
    staff.publish_raw("coopt.commands", command, json.dumps(event), properties_of(event), wants_reply=False)
    with DeadLetters(stack, command.split(".")[0]) as letters:
        properties, body = letters.take(lambda properties, _: properties.message_id == event["id"])
    assert properties.headers["x-coopt-reason"] == "actor-required" and json.loads(body) == event


@pytest.mark.parametrize("command", [*DECISIONS, "members.get-charter", "offers.register-company"])
def test_a2_what_is_no_actor_is_invalid_wherever_it_stands(staff, command):
    data = DECISIONS.get(command, {"name": unique()})
    for actor in random.Random(command).sample(BAD, 5):
        event = envelope(staff, command, data, actor=actor)
        reply = staff.reply(staff.publish("coopt.commands", command, event))
        assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message"), (actor, reply.raw)
        assert [error["field"] for error in reply.data["errors"]] == ["actor"]


@pytest.mark.parametrize("prefix", ["ce-", "cloudEvents:", "cloudEvents_"])
def test_a2_binary_mode_names_the_actor_too(staff, prefix):
    data, command = {"name": f"Association {unique()}", "designated": False}, "rewards.register-charity"
    actor = f"binary {unique()}"
    event = envelope(staff, command, data, actor=actor)
    headers = {f"{prefix}{name}": event[name] for name in ("specversion", "id", "source", "type", "actor")}
    properties = pika.BasicProperties(content_type="application/json", delivery_mode=2, headers=headers)
    reply = staff.reply(staff.publish_raw("coopt.commands", command, json.dumps(data), properties))
    kept = next(each for each in trail(staff, "rewards") if each["actor"] == actor)
    assert kept["subject"] == reply.data["charityId"] and kept["messageId"] == event["id"]


def test_a2_a_hire_attributed_by_hand_names_who_did_it_to_staff_and_in_the_books_and_to_nobody_else(
        stack, staff, tracker, scene, events, notifications):
    actor, reason = f"Zoé.{unique()}", f"Reconnue au téléphone {unique()}."
    late = stranger()
    reply = scene.hire(tracker, candidate={"email": late.email})
    recommended = scene.recommend(scene.publish_offer()[0], late)
    command = new_id()
    staff.accept("recommendations.attribute-hire", {
        "hireId": reply.data["hireId"], "recommendationId": recommended["recommendationId"], "reason": reason,
    }, id=command, actor=actor)
    granted = events.expect("rewards.reward-granted", of(scene))
    await_rest(stack, events)
    notifications.catch_up()

    assert granted.envelope["actor"] == actor
    attributed = events.expect("recommendations.hire-attributed", of(scene))
    assert attributed.envelope["actor"] == actor
    told = {message.routing_key: message for message in notifications.collected if actor in message.text}
    assert {"staff.hire-attributed", "staff.reward-granted"} <= told.keys()
    for key, message in told.items():
        assert key.startswith("staff."), message
        assert message.details["actor"] == message.envelope["actor"] == actor
        assert actor not in message.data["text"] and actor not in message.data["subject"]
    others = {message.name for message in notifications.collected if message.routing_key.startswith(
        f"member.{scene.member.id}.")}
    assert {"candidate-hired", "reward-granted"} <= others, "they are told the rest"

    booked = query(stack, "select distinct actor from rewards.ledger_transactions where recommendation_id = %s",
                   [recommended["recommendationId"]])
    assert booked == [(actor,)]
    kept = next(each for each in trail(staff, "recommendations") if each["actor"] == actor)
    assert (kept["command"], kept["subject"], kept["reason"], kept["messageId"]) == (
        "recommendations.attribute-hire", reply.data["hireId"], reason, command)

    for service in SERVICES:
        assert actor not in (stack.directory / f"log/{service}.log").read_text(errors="replace")
        with urllib.request.urlopen(stack.http_url(service, "/metrics"), timeout=10) as metrics:
            assert actor not in metrics.read().decode()
    letters = query(stack, "select count(*) from notifications.letters where body like %s", [f"%{actor}%"])
    assert letters == [(0,)]


def test_a2_a_policy_change_and_its_cancellation_are_in_the_trail_of_their_service(staff):
    for service in ("members", "offers", "recommendations", "rewards"):
        actor = f"policy {unique()}"
        upcoming = staff.accept(f"{service}.get-policy", {}).get("upcoming", [])
        if upcoming:
            staff.accept(f"{service}.cancel-policy-change", {"version": upcoming[0]["version"]})
        version = staff.accept(f"{service}.change-policy", {"inForceFrom": later(days=400)}, actor=actor)["version"]
        staff.accept(f"{service}.cancel-policy-change", {"version": version}, actor=actor)
        kept = [each for each in trail(staff, service, since=later(minutes=-5)) if each["actor"] == actor]
        assert [(each["command"], each["subject"]) for each in kept] == [
            (f"{service}.cancel-policy-change", str(version)), (f"{service}.change-policy", str(version))]


@pytest.mark.parametrize("service", SERVICES)
def test_a1_the_trail_of_every_service_is_asked_the_same_way_and_writes_nothing(stack, staff, service):
    question = new_id()
    answer = staff.accept(f"{service}.list-corrections", {"pageSize": 3, "since": later(days=-1)}, id=question)
    assert len(answer["corrections"]) <= 3
    assert query(stack, f"select count(*) from {service}.inbox where message_id = %s", [question]) == [(0,)]
    problem = staff.refuse(f"{service}.list-corrections", {"pageSize": 201})
    assert [error["field"] for error in problem["errors"]] == ["pageSize"]


@pytest.mark.parametrize("role", ["service", "owner"])
@pytest.mark.parametrize("service", SERVICES)
def test_a2_no_login_of_the_database_changes_a_trail(stack, service, role):
    for attempt in ("update {} set actor = 'nobody'", "delete from {}", "truncate {}",
                    "delete from {} where false", "update {} set at = now() where false"):
        connection = psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"])
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"set role {service}_{role}")
                with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                    cursor.execute(attempt.format(f"{service}.corrections"))
        finally:
            connection.close()
