"""Bad input: each with a clear error, nothing lost, and nobody held up."""

import json

import pika
import pytest

from dead_letters import DeadLetters
from outside.client import ACCEPTED, REJECTED
from outside.envelope import cloud_event, instant, new_id, properties_of
from outside.people import stranger, unique

SOMEBODY = "somebody.quite.secret@example.org"


def command(staff, name, data, **envelope):
    return cloud_event(f"coopt.{name}.v1", data, staff.source, **envelope)


def unreadable():
    """A body that is no JSON, and by which its dead letter is known again."""
    return f'{{"specversion": "1.0", "data": {unique()} '.encode()


def plain(**properties):
    return pika.BasicProperties(content_type="application/cloudevents+json", delivery_mode=2, **properties)


# What cannot be read


def test_unreadable_json_is_answered_and_kept_as_a_dead_letter(stack, staff, notifications):
    body = unreadable()
    reply = staff.reply(staff.publish_raw("coopt.commands", "members.invite-member", body, plain()))
    assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message")
    with DeadLetters(stack, "members") as letters:
        properties, kept = letters.take(lambda _, kept: kept == body)
    assert properties.headers["x-coopt-reason"] == "undecodable"
    assert properties.headers["x-coopt-queue"] == "members.commands"
    assert int(properties.headers["x-coopt-attempts"]) >= 1
    assert properties.headers["x-coopt-detail"]
    told = notifications.expect("staff.message-dead-lettered", lambda m: m.details["service"] == "members")
    assert (told.details["queue"], told.details["reason"]) == ("members.commands", "undecodable")


def test_bytes_that_are_no_text_are_a_dead_letter_too(stack, staff):
    body = b"\xff\xfe\x00" + unique().encode()
    staff.publish_raw("coopt.commands", "rewards.get-policy", body, plain(), wants_reply=False)
    with DeadLetters(stack, "rewards") as letters:
        properties, _ = letters.take(lambda _, kept: kept == body)
    assert properties.headers["x-coopt-reason"] == "undecodable"


# What breaks its schema


@pytest.mark.parametrize("name, data, field", [
    ("members.invite-member", {}, "email"),
    ("members.invite-member", {"email": 5}, "email"),
    ("members.invite-member", {"email": "nobody"}, "email"),
    ("offers.register-company", {"name": "x" * 201}, "name"),
    ("offers.publish-offer", {"companyId": "no-uuid", "title": "t", "description": "d", "sector": "J", "zone": "FR"},
     "companyId"),
    ("recommendations.recommend-candidate",
     {"offerId": new_id(), "memberId": new_id(), "candidate": {"firstName": "A", "lastName": "B"}}, "candidate.email"),
    ("members.join", stranger().profile(["J"], ["FR", "Atlantis"], invitationCode="x", charterVersion="1"), "zones[1]"),
    ("members.join", stranger().profile([], ["FR"], invitationCode="x", charterVersion="1"), "sectors"),
    ("qualification.record-interview",
     {"recommendationId": new_id(), "outcome": "rejected", "candidateInformed": True}, "reason"),
    ("qualification.record-interview",
     {"recommendationId": new_id(), "outcome": "splendid", "candidateInformed": True}, "outcome"),
    ("rewards.choose-option", {"rewardId": new_id(), "option": "donate"}, "charityId"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_an_invalid_field_is_named_by_its_path(staff, name, data, field):
    problem = staff.refuse(name, data)
    assert problem["code"] == "invalid-message" and problem["type"] == "urn:coopt:problem:invalid-message"
    assert problem["title"] and problem["status"] == 400 and problem["detail"]
    assert [error["field"] for error in problem["errors"]] == [field]
    assert all(error["message"] for error in problem["errors"])


def test_a_report_without_a_field_is_answered_with_its_path(tracker):
    reply = tracker.reply(tracker.hire({"offerId": new_id(), "candidate": {"email": SOMEBODY}}))
    assert reply.type == REJECTED and [error["field"] for error in reply.data["errors"]] == ["hiredAt"]
    assert SOMEBODY not in reply.text


def test_an_invalid_command_that_nobody_waits_for_is_a_dead_letter(stack, staff, notifications):
    event = command(staff, "members.invite-member", {"email": SOMEBODY, "sponsorId": "nobody"})
    staff.publish("coopt.commands", "members.invite-member", event, wants_reply=False)
    with DeadLetters(stack, "members") as letters:
        properties, body = letters.take(lambda properties, _: properties.message_id == event["id"])
    headers = properties.headers
    assert json.loads(body) == event
    assert (properties.type, properties.content_type) == (event["type"], "application/cloudevents+json")
    assert (headers["x-coopt-reason"], headers["x-coopt-queue"]) == ("invalid-message", "members.commands")
    assert "sponsorId" in headers["x-coopt-detail"] and SOMEBODY not in headers["x-coopt-detail"]
    told = notifications.expect("staff.message-dead-lettered", lambda m: m.details.get("messageId") == event["id"])
    assert (told.details["service"], told.details["queue"]) == ("members", "members.commands")
    assert told.details["reason"] == "invalid-message" and SOMEBODY not in told.text


def test_an_unknown_command_is_refused(staff):
    assert staff.refuse("rewards.fly-to-the-moon", {})["code"] == "unknown-command"


def test_a_type_that_is_not_that_of_the_routing_key_is_refused(staff):
    event = command(staff, "members.leave", {"email": stranger().email})
    reply = staff.reply(staff.publish("coopt.commands", "members.invite-member", event))
    assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message")


def test_a_report_of_unknown_type_is_a_dead_letter(stack, tracker):
    event = cloud_event("coopt.integration.hire-celebrated.v1", {}, tracker.source)
    tracker.publish("coopt.integration", "hire.celebrated", event, wants_reply=False)
    with DeadLetters(stack, "recommendations") as letters:
        properties, _ = letters.take(lambda properties, _: properties.message_id == event["id"])
    assert properties.headers["x-coopt-reason"] == "unknown-type"


def test_unknown_keys_are_ignored(staff):
    event = command(staff, "offers.register-company", {"name": unique(), "favouriteColour": {"of": ["the", "boss"]}})
    event["someextension"] = "kept for later"
    assert staff.reply(staff.publish("coopt.commands", "offers.register-company", event)).type == ACCEPTED


# Hires that match nothing


def unattributed(tracker, notifications, hire):
    """The reason that staff are given; the reporting system reads nothing finer than that there is no match."""
    reply = tracker.reply(tracker.hire({"hiredAt": instant()} | hire))
    assert reply.type == ACCEPTED and reply.data == {
        "hireId": reply.data["hireId"], "outcome": "unattributed", "reason": "no-match"}
    told = notifications.expect("staff.hire-unattributed", lambda m: m.details["hireId"] == reply.data["hireId"])
    return told.details["reason"]


def test_h2_a_hire_for_an_unknown_offer_is_kept_and_told_to_staff(tracker, notifications, scene):
    hire = {"offerId": new_id(), "candidate": {"email": scene.candidate.email}}
    assert unattributed(tracker, notifications, hire) == "offer-unknown"


def test_h2_a_hire_of_somebody_whom_nobody_recommended_is_kept_and_told_to_staff(tracker, notifications, scene):
    hire = {"offerId": scene.offer_id, "candidate": {"email": stranger().email}}
    assert unattributed(tracker, notifications, hire) == "candidate-unknown"


def test_h2_a_hire_of_a_candidate_for_another_offer_is_kept_and_told_to_staff(tracker, notifications, scene):
    other = scene.publish_offer()[0]
    scene.recommend(other, stranger())  # from here on the attribution knows the offer
    hire = {"offerId": other, "candidate": {"email": scene.candidate.email}}
    assert unattributed(tracker, notifications, hire) == "no-recommendation-for-offer"


# The same again


def test_the_same_command_id_twice_gets_the_same_reply_and_has_one_effect(staff, events):
    id, name = new_id(), unique()
    first = staff.accept("offers.register-company", {"name": name}, id=id)
    again = staff.accept("offers.register-company", {"name": f"{name} bis"}, id=id)
    assert again == first
    last = staff.accept("offers.register-company", {"name": unique()})
    events.expect("offers.company-registered", lambda e: e.data["companyId"] == last["companyId"])
    registered = events.matching(lambda e: e.routing_key == "offers.company-registered"
                                 and e.data["companyId"] == first["companyId"])
    assert [event.data["name"] for event in registered] == [name]


def test_a_refused_command_repeated_is_refused_alike(staff):
    id = new_id()
    problem = staff.refuse("members.leave", {"memberId": new_id()}, id=id)
    assert staff.refuse("members.leave", {"memberId": new_id()}, id=id) == problem


def test_h1_the_same_hire_under_another_message_id_is_the_same_hire(tracker, scene, events):
    hire = {"applicationId": new_id(), "offerId": scene.offer_id, "candidate": {"email": scene.candidate.email},
            "hiredAt": instant()}
    replies = [tracker.reply(tracker.hire(hire)) for _ in range(3)]
    assert {reply.data["outcome"] for reply in replies} == {"attributed"}
    assert len({reply.data["hireId"] for reply in replies}) == 1
    events.expect("rewards.reward-granted", lambda e: e.data["memberId"] == scene.member.id)
    scene.recommend(scene.publish_offer()[0], stranger())
    assert len(events.matching(lambda e: e.routing_key == "recommendations.hire-attributed"
                               and e.data["memberId"] == scene.member.id)) == 1


# Other ways to say it


@pytest.mark.parametrize("prefix", ["ce-", "cloudEvents:", "cloudEvents_"])
def test_a_report_in_binary_mode_is_understood(tracker, scene, prefix):
    attributes = {"specversion": "1.0", "id": new_id(), "source": tracker.source, "time": instant(),
                  "type": "coopt.integration.hire-reported.v1"}
    data = {"applicationId": new_id(), "sourceSystem": tracker.system, "offerReference": scene.reference,
            "companyId": scene.company_id, "candidate": {"phone": scene.candidate.phone}, "hiredAt": instant()}
    headers = {prefix + name: value for name, value in attributes.items()}
    properties = pika.BasicProperties(content_type="application/json", delivery_mode=2, headers=headers)
    correlation_id = tracker.publish_raw("coopt.integration", "hire.reported", json.dumps(data), properties)
    reply = tracker.reply(correlation_id)
    assert (reply.type, reply.data.get("outcome")) == (ACCEPTED, "attributed"), reply.raw
    assert reply.correlation_id == attributes["id"]


def test_properties_that_a_simple_client_leaves_out_are_not_missed(tracker, scene):
    data = {"applicationId": new_id(), "sourceSystem": tracker.system, "offerId": scene.offer_id,
            "candidate": {"candidateId": scene.candidate.id}, "hiredAt": instant()}
    event = cloud_event("coopt.integration.hire-reported.v1", data, tracker.source)
    reply = tracker.reply(tracker.publish_raw("coopt.integration", "hire.reported", json.dumps(event), plain()))
    assert reply.data["outcome"] == "attributed"


# Nobody is held up


def test_healthy_messages_behind_bad_ones_are_handled(staff, events):
    good = []
    for number in range(40):
        staff.publish_raw("coopt.commands", "offers.register-company", unreadable(), plain(), wants_reply=False)
        broken = command(staff, "offers.register-company", {"name": number})
        staff.publish_raw("coopt.commands", "offers.register-company", json.dumps(broken), properties_of(broken),
                          wants_reply=False)
        good.append(staff.send("offers.register-company", {"name": f"Entreprise {number} {unique()}"}))
    replies = staff.replies(good)
    assert {reply.type for reply in replies} == {ACCEPTED}
    companies = {reply.data["companyId"] for reply in replies}
    heard = events.gather(
        lambda e: e.routing_key == "offers.company-registered" and e.data["companyId"] in companies, len(good))
    assert len(heard) == len(companies) == 40
