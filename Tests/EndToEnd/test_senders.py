"""Who is believed: everything says which login published it, and counts from whom it may come."""

import json
import urllib.parse
from contextlib import contextmanager

import pika
import pytest

from lanes import LANES, ONE_OF_EACH_QUEUE, drawn
from outside.client import ACCEPTED, REJECTED, Client
from outside.connection import connect
from outside.envelope import cloud_event, instant, new_id, properties_of
from outside.stack import SERVICES
from raw_amqp import RawLetters
from test_attacks import honest_event
from test_matrix import manage

LOGINS = ("staff", "console", "console-letters", "ats", "finance", "site", "company", *SERVICES, *(f"{service}-replies" for service in SERVICES))


@pytest.fixture(scope="module")
def anybody(stack):
    """A login that the broker lets name any other: what nobody real can do."""
    name, password = f"anybody-{new_id()}", new_id()
    manage(stack, "PUT", f"/api/users/{name}", {"password": password, "tags": "impersonator"})
    manage(stack, "PUT", f"/api/permissions/coopt/{name}", {"configure": ".*", "write": ".*", "read": ".*"})
    url = urllib.parse.urlsplit(stack["COOPT_ADMIN_AMQP_URL"])
    yield url._replace(netloc=f"{name}:{password}@{url.hostname}:{url.port}").geturl()
    manage(stack, "DELETE", f"/api/users/{name}")


def say(url, lane, event, user_id, reply_to=None, correlation_id=None):
    """Publishes an envelope on its lane in somebody's name."""
    sent = properties_of(event, user_id=user_id, reply_to=reply_to, correlation_id=correlation_id)
    with connect(url) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        channel.basic_publish(lane.exchange, lane.key, json.dumps(event), sent)


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: f"{lane}-{lane.key}")
def test_what_comes_in_the_name_of_a_login_that_may_not_say_it_counts_for_nothing(stack, anybody, lane):
    draw, said = drawn("senders", lane), []
    others = [login for login in LOGINS if login != lane.login
              and not (login == "console" and lane.login == "staff")
              and not (login == "site" and lane.key == "recommendations.recommend-candidate")
              and not (login == "site" and lane.key == "rewards.choose-option")]
    for login in draw.sample(others, 6) + [f"nobody-{new_id()}"]:
        event = honest_event(lane)
        said.append(event["id"])
        say(anybody, lane, event, login)
    with RawLetters(stack, lane.service) as letters:
        for id in said:
            letter = letters.take(lambda each: id.encode() in each.body and each.text("x-coopt-queue") == lane.queue)
            assert letter.reason == "sender-not-allowed"
            assert "login" in letter.text("x-coopt-detail")


def test_whoever_is_answered_reads_that_the_sender_may_not(stack, anybody):
    with Client(stack["COOPT_STAFF_AMQP_URL"], "https://staff.example.com", f"staff.senders.{new_id()}") as client:
        for lane in ONE_OF_EACH_QUEUE:
            if lane.kind == "events":
                continue
            correlation = new_id()
            say(anybody, lane, honest_event(lane), "qualification", client.reply_to, correlation)
            reply = client.reply(correlation)
            assert (reply.type, reply.data["code"], reply.data["status"]) == (REJECTED, "sender-not-allowed", 403), lane


def test_all_that_services_publish_says_which_login_did(stack, scene, tracker, notifications):
    """Events, notifications, letters and answers of a case from invitation to bonus."""
    with connect(stack["COOPT_ADMIN_AMQP_URL"]) as admin:
        channel = admin.channel()
        queue = channel.queue_declare("", exclusive=True).method.queue
        for exchange in ("coopt.events", "coopt.notifications", "coopt.dead-letters"):
            channel.queue_bind(queue, exchange, "#")
        scene.hire(tracker)
        notifications.expect("staff.reward-granted", lambda m: m.details["memberId"] == scene.member.id, 40)
        bad = LANES[0].event({"email": 7})
        LANES[0].publish_event(stack, bad)
        seen = {}
        for method, properties, _ in channel.consume(queue, inactivity_timeout=5, auto_ack=True):
            if method is None:
                break
            if not method.routing_key.startswith("rejected."):
                seen.setdefault(method.exchange, set()).add((method.routing_key.split(".")[0], properties.user_id))
    assert {"recommendations", "rewards"} <= {word for word, _ in seen["coopt.events"]}
    assert all(word == user for word, user in seen["coopt.events"] | seen["coopt.dead-letters"])
    assert {user for _, user in seen["coopt.notifications"]} == {"notifications"}


def test_an_answer_in_somebody_elses_name_is_none(stack, anybody):
    with Client(stack["COOPT_STAFF_AMQP_URL"], "https://staff.example.com", f"staff.senders.{new_id()}") as client:
        correlation = new_id()
        event = cloud_event("coopt.members.get-charter.v1", {}, client.source)
        forged = cloud_event("coopt.reply.accepted.v1", {"charterVersion": "forged"}, "/coopt/members")
        with connect(anybody) as connection:
            channel = connection.channel()
            channel.confirm_delivery()
            for login in ("staff", "ats", "coopt-admin", None):
                channel.basic_publish("", client.reply_to, json.dumps(forged), pika.BasicProperties(
                    correlation_id=correlation, user_id=login, type=forged["type"]))
        sent = properties_of(event, reply_to=client.reply_to, correlation_id=correlation)
        client.channel.basic_publish("coopt.commands", "members.get-charter", json.dumps(event), sent)
        assert client.reply(correlation).data["charterVersion"] != "forged"
        assert len(client.forged) == 4


@pytest.mark.parametrize("first, second", [("staff", "site"), ("site", "staff"), ("site", None), (None, "staff"),
                                           ("staff", None)])
def test_one_logins_message_under_anothers_id_and_source_is_not_that_one_again(stack, scene, first, second):
    """An id and a source are whatever a sender chooses: who guesses another's keeps nobody from being heard."""
    with Client(stack["COOPT_STAFF_AMQP_URL"], "https://shared.example.com", f"staff.senders.{new_id()}") as client, \
            connect(stack["COOPT_SITE_AMQP_URL"]) as site:
        logins = {"staff": client.channel, "site": site.channel(), None: client.channel}
        event = cloud_event("coopt.members.record-visit.v1", {"memberId": scene.member.id}, client.source)
        answers = []
        for user_id in (first, second, first):
            correlation = new_id()
            sent = properties_of(event, user_id=user_id, reply_to=client.reply_to, correlation_id=correlation)
            logins[user_id].basic_publish("coopt.commands", "members.record-visit", json.dumps(event), sent)
            answers.append(client.reply(correlation))
        assert answers[0].type == answers[2].type == ACCEPTED and answers[0].raw == answers[2].raw
        assert (answers[1].type, answers[1].data["code"]) == (REJECTED, "id-already-used")


# The members' site and the companies' space


def asked(stack, login, command, data):
    """The reply to a command of a login, in a queue of its own."""
    word = login.lower()
    with Client(stack[f"COOPT_{login}_AMQP_URL"], f"https://{word}.example.com", f"{word}.replies.{new_id()}") as client:
        event = cloud_event(f"coopt.{command}.v1", data, client.source)
        return client.reply(client.publish("coopt.commands", command, event), 30)


def test_the_sites_ask_what_is_theirs_and_are_answered_in_queues_of_their_own(stack, scene):
    assert asked(stack, "SITE", "rewards.get-policy", {}).data["version"] >= 1
    assert asked(stack, "SITE", "members.get-charter", {}).data["charterVersion"]
    closed = asked(stack, "COMPANY", "offers.close-offer", {"offerId": new_id(), "reason": "filled"})
    assert closed.data["code"] == "offer-not-found"


@pytest.mark.parametrize("login, own, others", [
    ("SITE", "member.#", ("staff.#", "company.#", "#", "*.*", "finance.payout-requested", "candidate.#")),
    ("COMPANY", "company.#", ("staff.#", "member.#", "#", "*.*", "finance.payout-requested", "candidate.#"))])
def test_the_sites_hear_their_own_audience_alone(stack, login, own, others):
    queue = f"{login.lower()}.heard.{new_id()}"
    with connect(stack[f"COOPT_{login}_AMQP_URL"]) as connection:
        channel = connection.channel()
        channel.queue_declare(queue, exclusive=True)
        channel.queue_bind(queue, "coopt.notifications", own)
        for other in others:
            with pytest.raises(pika.exceptions.ChannelClosedByBroker) as refusal:
                channel.queue_bind(queue, "coopt.notifications", other)
            assert refusal.value.reply_code == 403
            channel = connection.channel()


def test_a_report_may_say_who_published_it(stack, scene, tracker):
    """The usual list has one system that reports hires under any name; with its login or without one."""
    for user_id in ("ats", None):
        event = cloud_event("coopt.integration.hire-reported.v1", {
            "sourceSystem": "ats.example.com", "applicationId": new_id(), "offerReference": new_id(),
            "candidate": {"email": f"{new_id()}@example.org"}, "hiredAt": instant()}, "https://ats.example.com")
        correlation = new_id()
        sent = properties_of(event, user_id=user_id, reply_to=tracker.reply_to, correlation_id=correlation)
        tracker.channel.basic_publish("coopt.integration", "hire.reported", json.dumps(event), sent)
        assert tracker.reply(correlation).data["outcome"] == "unattributed"
