"""Joins the running platform from its one page, contract.html, alone: nothing of the platform's code is read or imported.

Whoever runs it gives addresses by the environment (COOPT_STAFF_AMQP_URL, ...), or by a file of NAME=value lines: the one
that COOPT_STACK_ENV names, else .local/stack.env or stack.env here or in a folder above. Everything that it makes is named
anew at each run, so that it runs again and again on one platform.

    COOPT_PAGE_SEED=7      which five rows of "What is accepted, what is not, and why" are proved
    COOPT_PAGE_ROWS=all    all the rows that are written down here
"""

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import os
import pathlib
import queue
import random
import re
import shutil
import sqlite3
import ssl
import subprocess
import threading
import time
import unicodedata
import urllib.error
import urllib.request
import uuid
from collections import namedtuple
from datetime import datetime, timedelta, timezone
from urllib.parse import unquote, urlsplit

import aio_pika
import kombu
import pika
import pika.exceptions
import pytest
from cloudevents.core.bindings.rabbitmq import to_binary_event, to_structured_event
from cloudevents.core.v1.event import CloudEvent
from faststream import AckPolicy
from faststream.rabbit import Channel, ExchangeType, RabbitBroker, RabbitExchange, RabbitMessage, RabbitQueue

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = HERE / "from_the_page"
PATIENCE = 60  # seconds until what should come is given up; nothing waits so long where it comes
DIRECT = "amq.rabbitmq.reply-to"
STRUCTURED = "application/cloudevents+json"
SOURCE_SYSTEM = "ats.example.com"


# Where the platform is


def stack_env():
    named = os.environ.get("COOPT_STACK_ENV")
    places = [pathlib.Path(named)] if named else [
        folder / name for folder in (HERE, *HERE.parents) for name in ("stack.env", ".local/stack.env")]
    for place in places:
        if place.is_file():
            lines = (line.strip() for line in place.read_text(encoding="utf-8").splitlines())
            pairs = (line.removeprefix("export ").split("=", 1) for line in lines if "=" in line and line[0] != "#")
            return {name: value.strip("'\"") for name, value in pairs}
    return {}


def address(name):
    value = os.environ.get(name) or stack_env().get(name)
    if not value:
        pytest.fail(f"{name} is neither in the environment nor in a stack.env: where is the platform?")
    return value


def url_of(login):
    return address(f"COOPT_{login.upper()}_AMQP_URL")


def name_in(url):
    return unquote(urlsplit(url).username)


def now():
    return datetime.now(timezone.utc)


def text_of(instant):
    return instant.isoformat()


def fresh(what="page"):
    return f"{what}-{uuid.uuid4().hex[:12]}"


# Messages and answers


Reply = namedtuple("Reply", "envelope user_id correlation_id")


def envelope(key, data, *, kind=None, source="https://stranger.example.org/page", **attributes):
    made = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": source, "time": text_of(now()),
            "type": kind or f"coopt.{key}.v1", "data": data, **attributes}
    return {name: value for name, value in made.items() if value is not None}


def hire_kind(key):
    return {"hire.reported": "coopt.integration.hire-reported.v1", "hire.withdrawn": "coopt.integration.hire-withdrawn.v1"}[key]


def accepted(reply, service=None):
    assert reply.envelope["type"] == "coopt.reply.accepted.v1", reply.envelope
    if service:
        assert reply.user_id == f"{service}-replies", reply
    return reply.envelope["data"]


def refused(reply, code):
    assert reply.envelope["type"] == "coopt.reply.rejected.v1", reply.envelope
    assert reply.envelope["data"]["code"] == code, reply.envelope["data"]
    return reply.envelope["data"]


class Line:
    """A connection of one login by pika: publishes with confirms, and reads answers by direct reply-to."""

    def __init__(self, login):
        self.url = url_of(login)
        self.login = name_in(self.url)
        self.connection = pika.BlockingConnection(pika.URLParameters(self.url))
        self.replies = []
        self.open()

    def open(self):
        self.channel = self.connection.channel()
        self.channel.confirm_delivery()
        self.channel.basic_consume(DIRECT, self._answered, auto_ack=True)

    def _answered(self, _channel, _delivery, properties, body):
        self.replies.append(Reply(json.loads(body), properties.user_id, properties.correlation_id))

    def publish(self, exchange, key, body, *, reply_to=DIRECT, correlation_id=None, message_id=None,
                content_type=STRUCTURED, headers=None, content_encoding=None):
        self.channel.basic_publish(exchange, key, body, mandatory=True, properties=pika.BasicProperties(
            content_type=content_type, content_encoding=content_encoding, headers=headers, delivery_mode=2,
            user_id=self.login, message_id=message_id, reply_to=reply_to, correlation_id=correlation_id))

    def answer(self, correlation_id):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for reply in self.replies:
                if reply.correlation_id == correlation_id:
                    self.replies.remove(reply)
                    return reply
            self.connection.process_data_events(time_limit=1)
        raise AssertionError(f"no answer to {correlation_id}")

    def send(self, exchange, key, message):
        """Sends an envelope, and waits for its answer."""
        mark = fresh("answer")
        self.publish(exchange, key, json.dumps(message), message_id=str(message["id"]), correlation_id=mark)
        return self.answer(mark)

    def command(self, key, data, **attributes):
        return self.send("coopt.commands", key, envelope(key, data, **attributes))

    def patiently(self, key, data, codes, **attributes):
        """Sends a command again, under a new id each time, while what it names has not been heard of yet."""
        until = time.monotonic() + PATIENCE
        while True:
            reply = self.command(key, data, **attributes)
            if reply.envelope["data"].get("code") not in codes or time.monotonic() > until:
                return accepted(reply, key.split(".")[0])
            self.connection.sleep(0.05)  # "Send it again in a moment"

    def pages(self, key, data, what):
        token = {}
        while True:
            page = accepted(self.command(key, data | token))
            yield from page[what]
            if "nextPageToken" not in page:
                return
            token = {"pageToken": page["nextPageToken"]}

    def hire(self, data, key="hire.reported", **attributes):
        return self.send("coopt.integration", key, envelope(key, data, kind=hire_kind(key), **attributes))

    def close(self):
        with contextlib.suppress(pika.exceptions.AMQPError):
            self.connection.close()


class Ear:
    """Hears notifications from now on, in a queue of its own that goes with the connection."""

    def __init__(self, login, *keys):
        self.connection = pika.BlockingConnection(pika.URLParameters(url_of(login)))
        self.channel = self.connection.channel()
        self.queue = self.channel.queue_declare("", exclusive=True).method.queue
        for key in keys:
            self.channel.queue_bind(self.queue, "coopt.notifications", key)
        self.heard = []
        self.channel.basic_consume(self.queue, self._hear)

    def _hear(self, channel, delivery, properties, body):
        if properties.user_id == "notifications":
            self.heard.append((delivery.routing_key, json.loads(body)))
        channel.basic_ack(delivery.delivery_tag)

    def first(self, wanted):
        """The first with a key and details that are wanted, whether it came already or is still to come."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for told, message in self.heard:
                if wanted(told, message["data"].get("details", message["data"])):
                    return message
            self.connection.process_data_events(time_limit=1)
        raise AssertionError(f"never heard it; heard {sorted({told for told, _ in self.heard})}")

    def wait(self, key, **details):
        return self.first(lambda told, said: told == key and all(said.get(name) == value for name, value in details.items()))

    def close(self):
        with contextlib.suppress(pika.exceptions.AMQPError):
            self.connection.close()


@pytest.fixture
def lines():
    """Opens lines and ears, and closes them at the end."""
    opened = []

    def open_one(login, *keys):
        opened.append(Ear(login, *keys) if keys else Line(login))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def staff(lines):
    return lines("staff")


# A story, told by staff's commands


def register_company(staff):
    return accepted(staff.command("offers.register-company", {"name": fresh("Maison"), "locale": "en"}), "offers")["companyId"]


def publish_offer(line, company, reference):
    return accepted(line.command("offers.publish-offer", {
        "companyId": company, "title": fresh("Engineer"), "description": "To join from a page.", "sector": "J62.01",
        "zone": "FR-75", "externalReference": reference}), "offers")["offerId"]


def invite(staff, email):
    return accepted(staff.command("members.invite-member", {"email": email, "locale": "en"}), "members")["invitationCode"]


def admission(staff, email, **more):
    charter = accepted(staff.command("members.get-charter", {}), "members")["charterVersion"]
    return {"invitationCode": invite(staff, email), "firstName": "Ada", "lastName": "Lovelace", "email": email,
            "sectors": ["J62"], "zones": ["FR"], "locale": "en", "charterVersion": charter,
            "rewardOption": {"option": "self"}, **more}


def join(staff):
    return accepted(staff.command("members.join", admission(staff, f"{fresh('member')}@example.org")), "members")["memberId"]


def candidate(email):
    return {"firstName": "Grace", "lastName": "Hopper", "email": email}


Recommended = namedtuple("Recommended", "member company offer reference email id")


def recommend(staff):
    """A new member recommends a new candidate for a new offer of a new company."""
    member, company, reference, email = join(staff), register_company(staff), fresh("REQ"), f"{fresh('candidate')}@example.org"
    offer = publish_offer(staff, company, reference)
    made = staff.patiently("recommendations.recommend-candidate",
                           {"offerId": offer, "memberId": member, "candidate": candidate(email)},
                           {"member-not-active", "offer-not-open"})
    return Recommended(member, company, offer, reference, email, made["recommendationId"])


def hire_of(recommended, **more):
    return {"sourceSystem": SOURCE_SYSTEM, "applicationId": fresh("APP"), "offerReference": recommended.reference,
            "candidate": {"email": recommended.email}, "hiredAt": text_of(now()), **more}


def hire_of_nobody(**more):
    return {"sourceSystem": SOURCE_SYSTEM, "applicationId": fresh("APP"), "offerReference": fresh("REQ"),
            "candidate": {"email": f"{fresh('nobody')}@example.org"}, "hiredAt": text_of(now()), **more}


def as_staff_see(staff, hire):
    """A hire as a list shows it: the newest come first."""
    for shown in staff.pages("recommendations.list-hires", {"sourceSystem": SOURCE_SYSTEM, "pageSize": 200}, "hires"):
        if shown["hireId"] == hire:
            return shown
    raise AssertionError(f"no such hire is listed: {hire}")


# 0. First steps: connect, and what the broker answers


@pytest.mark.parametrize("login", ["ats", "finance", "staff", "site", "company"])
def test_one_connects_by_tls_and_verifies_the_server(login):
    url = urlsplit(address(f"COOPT_{login.upper()}_AMQPS_URL"))
    parameters = pika.URLParameters(url._replace(query="").geturl())  # a local stack's has a query, which pika does not know
    context = ssl.create_default_context(cafile=address("COOPT_CA_FILE"))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    parameters.ssl_options = pika.SSLOptions(context, parameters.host)
    with pika.BlockingConnection(parameters) as connection:
        connection.channel().exchange_declare("coopt.commands", passive=True)


@pytest.mark.parametrize(("change", "says"), [
    ({"virtual_host": "/"}, r"NOT_ALLOWED - (access to vhost '/' refused for user|vhost / not found)"),
    ({"credentials": pika.PlainCredentials("staff", "wrong")}, "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN")])
def test_the_broker_says_why_it_lets_nobody_in(change, says):
    parameters = pika.URLParameters(url_of("staff"))
    for name, value in change.items():
        setattr(parameters, name, value)
    with pytest.raises(pika.exceptions.AMQPConnectionError) as refusal:
        pika.BlockingConnection(parameters)
    assert re.search(says, repr(refusal.value))


STREAM = "coopt.notifications.stream"


def twice_exclusive(staff):
    other = pika.BlockingConnection(pika.URLParameters(staff.url))
    name = other.channel().queue_declare("", exclusive=True).method.queue
    try:
        staff.channel.queue_declare(name, passive=True)
    finally:
        other.close()


def declared_otherwise(staff):
    name = staff.channel.queue_declare(f"staff.{fresh()}").method.queue
    try:
        staff.channel.queue_declare(name, durable=True)
    finally:
        staff.connection.channel().queue_delete(name)


def stream_without_acknowledgements(staff):
    staff.channel.basic_qos(prefetch_count=100)
    staff.channel.basic_consume(STREAM, print, auto_ack=True)


def direct_reply_without_a_consumer(staff):
    channel = staff.connection.channel()
    channel.confirm_delivery()
    channel.basic_publish("coopt.commands", "members.get-charter", "{}", pika.BasicProperties(reply_to=DIRECT))


@pytest.mark.parametrize(("action", "says"), [
    (lambda staff: staff.channel.basic_consume(f"staff.{fresh()}", print), "NOT_FOUND - no queue"),
    (twice_exclusive, "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue"),
    (declared_otherwise, "PRECONDITION_FAILED - inequivalent arg 'durable' for queue"),
    (direct_reply_without_a_consumer, "PRECONDITION_FAILED - fast reply consumer does not exist"),
    (lambda staff: staff.channel.basic_consume(STREAM, print), "PRECONDITION_FAILED - consumer prefetch count is not set"),
    (stream_without_acknowledgements, "NOT_IMPLEMENTED - automatic acknowledgement not supported"),
    (lambda staff: staff.publish("coopt.commands", "members.get-charter", b" " * (8 * 2**20 + 1)), "PRECONDITION_FAILED - message size"),
    (lambda staff: staff.channel.queue_declare("amq.mine"), "contains reserved prefix 'amq.*'"),
])
def test_the_broker_says_what_is_wrong(staff, action, says):
    with pytest.raises((pika.exceptions.ChannelClosedByBroker, pika.exceptions.ConnectionClosedByBroker)) as closed:
        action(staff)
    assert says in closed.value.reply_text


# 1. A members' site, by aio-pika


def test_a_members_site(staff):
    email = f"{fresh('member')}@example.org"
    member = str(uuid.uuid4())
    data = admission(staff, email, memberId=member)
    company, reference = register_company(staff), fresh("REQ")
    offer = publish_offer(staff, company, reference)

    async def site():
        url = url_of("site")
        async with await aio_pika.connect(url) as connection:
            channel = await connection.channel()
            await channel.set_qos(prefetch_count=10)
            commands = await channel.get_exchange("coopt.commands", ensure=False)
            notifications = await channel.get_exchange("coopt.notifications", ensure=False)

            told = asyncio.Queue()
            mine = await channel.declare_queue(f"site.{fresh()}", exclusive=True)
            await mine.bind(notifications, f"member.{member}.#")

            async def hear(message):
                async with message.process():
                    assert message.user_id == "notifications"
                    await told.put((message.routing_key, json.loads(message.body)))

            await mine.consume(hear)

            answers = {}
            replies = await channel.declare_queue(None, exclusive=True)  # the broker names it

            async def answered(message):
                async with message.process():
                    answers[message.correlation_id].set_result(
                        Reply(json.loads(message.body), message.user_id, message.correlation_id))

            await replies.consume(answered)

            async def ask(key, data):
                message = envelope(key, data, source="https://members.example.com")
                answers[message["id"]] = asyncio.get_running_loop().create_future()
                await commands.publish(aio_pika.Message(
                    json.dumps(message).encode(), content_type=STRUCTURED, message_id=message["id"],
                    delivery_mode=aio_pika.DeliveryMode.PERSISTENT, user_id=name_in(url), reply_to=replies.name,
                    correlation_id=message["id"]), key)
                reply = await asyncio.wait_for(answers[message["id"]], PATIENCE)
                assert reply.envelope["causationid"] == reply.envelope["subject"] == message["id"]
                assert reply.user_id == key.split(".")[0] + "-replies"
                return reply

            async def patiently(key, data, *codes):
                until = time.monotonic() + PATIENCE
                while True:
                    reply = await ask(key, data)
                    if reply.envelope["data"].get("code") not in codes or time.monotonic() > until:
                        return accepted(reply)
                    await asyncio.sleep(0.05)

            assert accepted(await ask("members.join", data)) == {"memberId": member}
            shown = accepted(await ask("members.get-member", {"memberId": member}))
            assert (shown["state"], shown["email"], shown["sectors"]) == ("active", email, ["J62"])
            assert accepted(await ask("members.get-member", {"email": email}))["memberId"] == member
            refused(await ask("members.join", data), "invitation-already-used")

            assert accepted(await ask("members.record-visit", {"memberId": member})) == {"counted": True}
            assert accepted(await ask("members.record-visit", {"memberId": member})) == {"counted": False}

            question, found = {"memberId": member, "sector": "J62.01", "zone": "FR-75", "pageSize": 100}, None
            while found is None:
                page = await patiently("offers.list-published-offers", question, "member-not-active")
                found = next((each for each in page["offers"] if each["offerId"] == offer), None)
                assert found or "nextPageToken" in page, "the offer is not among those that are published"
                question["pageToken"] = page.get("nextPageToken")
            assert found["companyId"] == company

            recommended = await patiently("recommendations.recommend-candidate", {
                "offerId": offer, "memberId": member, "candidate": candidate(f"{fresh('candidate')}@example.org"),
                "message": "The best."}, "member-not-active", "offer-not-open")
            assert recommended["conflictOfInterest"] is False and recommended["quote"]["currency"] == "EUR"

            while True:
                key, message = await asyncio.wait_for(told.get(), PATIENCE)
                assert key.startswith(f"member.{member}.")
                assert message["data"]["recipientId"] == member
                if key == f"member.{member}.recommendation-attributed":
                    break
            details = message["data"]["details"]
            assert details["recommendationId"] == recommended["recommendationId"]
            assert details["quote"] == recommended["quote"]
            assert message["data"]["locale"] == "en" and message["data"]["subject"]

            listed = accepted(await ask("recommendations.list-recommendations", {"memberId": member}))["recommendations"]
            assert [each["recommendationId"] for each in listed] == [recommended["recommendationId"]]

    asyncio.run(site())


@pytest.mark.parametrize(("exchange", "key"), [
    ("coopt.commands", "members.invite-member"), ("coopt.integration", "hire.reported"), ("coopt.notifications", "member.x.y")])
def test_a_members_site_sends_nothing_else(lines, exchange, key):
    site = lines("site")
    with pytest.raises(pika.exceptions.ChannelClosedByBroker, match="ACCESS_REFUSED") as closed:
        site.publish(exchange, key, "{}", reply_to=None)
    assert closed.value.reply_code == 403


@pytest.mark.parametrize(("login", "key"), [
    ("site", "#"), ("site", "staff.#"), ("company", "member.#"), ("finance", "finance.#"), ("ats", "staff.#")])
def test_nobody_binds_what_is_not_theirs(lines, login, key):
    line = lines(login)
    mine = line.channel.queue_declare("", exclusive=True).method.queue
    with pytest.raises(pika.exceptions.ChannelClosedByBroker, match="ACCESS_REFUSED"):
        line.channel.queue_bind(mine, "coopt.notifications", key)


# 2. A companies' space, by kombu


def test_a_companies_space(staff, lines):
    company = register_company(staff)
    url = url_of("company")
    answers, told = {}, []
    with kombu.Connection(url, transport_options={"confirm_publish": True}) as connection:
        channel = connection.channel()
        producer = kombu.Producer(channel, auto_declare=False)
        notifications = kombu.Exchange("coopt.notifications", "topic", no_declare=True)
        mine = kombu.Queue(f"company.{fresh()}", notifications, f"company.{company}.#", exclusive=True, durable=False)

        def answered(message):
            answers[message.properties["correlation_id"]] = Reply(
                json.loads(message.body), message.properties.get("user_id"), message.properties["correlation_id"])

        def hear(message):
            assert message.properties["user_id"] == "notifications"
            told.append((message.delivery_info["routing_key"], json.loads(message.body)))
            message.ack()

        def until(ready):
            late = time.monotonic() + PATIENCE
            while not ready():
                connection.drain_events(timeout=max(0.001, late - time.monotonic()))

        def ask(key, data):
            message = envelope(key, data, source="https://companies.example.com")
            producer.publish(json.dumps(message), exchange="coopt.commands", routing_key=key, mandatory=True,
                             content_type=STRUCTURED, content_encoding="utf-8", delivery_mode=2, message_id=message["id"],
                             user_id=connection.userid, reply_to=DIRECT, correlation_id=message["id"])
            until(lambda: message["id"] in answers)
            return accepted(answers.pop(message["id"]), key.split(".")[0])

        replies = kombu.Queue(DIRECT, no_declare=True)
        with kombu.Consumer(channel, replies, no_ack=True, auto_declare=False, on_message=answered), \
                kombu.Consumer(channel, mine, on_message=hear):
            reference = fresh("REQ")
            published = ask("offers.publish-offer", {
                "companyId": company, "title": "Engineer", "description": "To join from a page.", "sector": "J62.01",
                "zone": "FR-75", "externalReference": reference})
            offer = published["offerId"]
            assert published["paidWith"] == "contract"
            listed = ask("offers.list-offers", {"companyId": company})["offers"]
            assert [(each["offerId"], each["state"], each["externalReference"]) for each in listed] == [
                (offer, "published", reference)]
            assert ask("offers.get-company", {"companyId": company})["listingCredits"] == 0

            member, email = join(staff), f"{fresh('candidate')}@example.org"
            recommended = staff.patiently("recommendations.recommend-candidate", {
                "offerId": offer, "memberId": member, "candidate": candidate(email)}, {"member-not-active", "offer-not-open"})
            candidacy = staff.patiently("qualification.record-interview", {
                "recommendationId": recommended["recommendationId"], "outcome": "qualified", "candidateInformed": True,
                "summary": "Knows compilers."}, {"interview-not-found"})["candidacyId"]

            until(lambda: any(key == f"company.{company}.candidate-transmitted" for key, _ in told))
            message = next(each for key, each in told if key == f"company.{company}.candidate-transmitted")
            details = message["data"]["details"]
            assert (details["candidacyId"], details["offerId"], details["summary"]) == (candidacy, offer, "Knows compilers.")
            assert details["candidate"]["email"] == email
            assert member not in json.dumps(message) and recommended["recommendationId"] not in json.dumps(message)

            shown = ask("qualification.list-candidacies", {"companyId": company})["candidacies"]
            assert [(each["candidacyId"], each["state"]) for each in shown] == [(candidacy, "transmitted")]


# 3. An applicant tracking system, by the CloudEvents SDK


def event(key, data, mode, **attributes):
    made = CloudEvent({"id": str(uuid.uuid4()), "type": hire_kind(key), "source": "https://ats.example.com",
                       "datacontenttype": "application/json", "time": now(), **attributes}, data)
    return made, (to_binary_event if mode == "binary" else to_structured_event)(made)


def report(ats, key, message):
    mark = fresh("answer")
    ats.publish("coopt.integration", key, message.body, content_type=message.content_type, headers=message.headers,
                correlation_id=mark)
    return ats.answer(mark)


@pytest.mark.parametrize("mode", ["binary", "structured"])
def test_a_hire_is_reported_and_read_once(staff, lines, mode):
    recommended = recommend(staff)
    ear = lines("staff", "staff.hire-attributed", f"member.{recommended.member}.#")
    ats = lines("ats")
    data = hire_of(recommended)
    sent, message = event("hire.reported", data, mode)
    first = report(ats, "hire.reported", message)
    answer = accepted(first, "recommendations")
    assert answer["outcome"] == "attributed" and "reason" not in answer
    assert first.envelope["causationid"] == sent.get_id()
    told = ear.wait("staff.hire-attributed", hireId=answer["hireId"])["data"]["details"]
    assert (told["recommendationId"], told["memberId"]) == (recommended.id, recommended.member)
    ear.wait(f"member.{recommended.member}.candidate-hired", hireId=answer["hireId"])

    assert accepted(report(ats, "hire.reported", message)) == answer  # the same message
    _, anew = event("hire.reported", data, mode)
    assert accepted(report(ats, "hire.reported", anew)) == answer  # the same hire under another id
    for other in ({"binary", "structured"} - {mode}):
        _, anew = event("hire.reported", data, other)
        assert accepted(report(ats, "hire.reported", anew)) == answer
    _, other_kind = event("hire.withdrawn", {"sourceSystem": SOURCE_SYSTEM, "applicationId": data["applicationId"],
                                             "withdrawnAt": text_of(now())}, mode, id=sent.get_id())
    refused(report(ats, "hire.withdrawn", other_kind), "id-already-used")
    assert as_staff_see(staff, answer["hireId"])["inForce"] is True


@pytest.mark.parametrize("mode", ["binary", "structured"])
def test_a_withdrawal_before_the_report_and_a_rehire(staff, lines, mode):
    recommended = recommend(staff)
    ear = lines("staff", "staff.hire-attributed", "staff.hire-withdrawn", "staff.hire-report-outdated")
    ats = lines("ats")
    hired, withdrawn, rehired = (text_of(now() + timedelta(seconds=seconds)) for seconds in (0, 1, 2))
    data = hire_of(recommended, hiredAt=hired)

    def say(key, data, **attributes):
        return accepted(report(ats, key, event(key, data, mode, **attributes)[1]), "recommendations")

    withdrawal = {"sourceSystem": SOURCE_SYSTEM, "applicationId": data["applicationId"], "withdrawnAt": withdrawn,
                  "asOf": withdrawn, "reason": "did not start"}
    hire = say("hire.withdrawn", withdrawal)
    assert hire["outcome"] == "unattributed"
    late = say("hire.reported", data)
    assert late["hireId"] == hire["hireId"]
    outdated = ear.wait("staff.hire-report-outdated", hireId=hire["hireId"])["data"]["details"]
    assert datetime.fromisoformat(outdated["withdrawnAsOf"]) == datetime.fromisoformat(withdrawn)
    assert as_staff_see(staff, hire["hireId"])["inForce"] is False

    again = say("hire.reported", data | {"asOf": rehired})
    assert again == {"hireId": hire["hireId"], "outcome": "attributed"}
    ear.wait("staff.hire-attributed", hireId=hire["hireId"], recommendationId=recommended.id)
    assert as_staff_see(staff, hire["hireId"])["inForce"] is True

    say("hire.withdrawn", withdrawal | {"asOf": rehired})  # a tie goes to the withdrawal
    ear.wait("staff.hire-withdrawn", hireId=hire["hireId"], recommendationId=recommended.id)
    assert as_staff_see(staff, hire["hireId"])["inForce"] is False


def test_a_source_system_is_a_logins_own(lines):
    """The page tells no name of another login's, so this is only what it says of a message without user_id or reply_to."""
    ats = lines("ats")
    with pytest.raises(pika.exceptions.ChannelClosedByBroker, match="PRECONDITION_FAILED - user_id property set"):
        ats.login = "somebody-else"
        ats.publish("coopt.integration", "hire.reported", json.dumps(envelope(
            "hire.reported", hire_of_nobody(), kind=hire_kind("hire.reported"))))


@pytest.mark.parametrize(("change", "hired"), [
    ({"applicationId": 20418}, None),
    ({"hiredAt": "2026-11-28"}, "2026-11-27T23:00:00Z"),
    ({"hiredAt": "2026-11-28T10:00:00+0100"}, "2026-11-28T09:00:00Z"),
    ({"candidate": {"emails": ["ada@example.org", "a.lovelace@example.com"]}}, None)])
def test_what_exports_carry_is_read(staff, lines, change, hired):
    data = hire_of_nobody(**change)
    if "applicationId" in change:
        data["applicationId"] = random.SystemRandom().randrange(10**9, 10**15)  # another at each run
    hire = accepted(lines("ats").hire(data), "recommendations")
    shown = as_staff_see(staff, hire["hireId"])
    assert shown["applicationId"] == str(data["applicationId"])
    if hired:
        assert datetime.fromisoformat(shown["hiredAt"].replace("Z", "+00:00")) == datetime.fromisoformat(hired.replace("Z", "+00:00"))
    if isinstance(data["applicationId"], int):
        assert accepted(lines("ats").hire(data | {"applicationId": str(data["applicationId"])})) == hire


@pytest.mark.parametrize("content_type", ["APPLICATION/CloudEvents+JSON; Charset=utf-8", "text/plain"])
def test_media_types_count_in_any_case(lines, content_type):
    ats, mark = lines("ats"), fresh("answer")
    message = envelope("hire.reported", hire_of_nobody(), kind=hire_kind("hire.reported"),
                       datacontenttype="Application/JSON; charset=UTF-8")
    ats.publish("coopt.integration", "hire.reported", json.dumps(message), content_type=content_type, correlation_id=mark)
    assert accepted(ats.answer(mark))["outcome"] == "unattributed"


def test_data_in_base64_are_read_too(lines):
    ats, data = lines("ats"), hire_of_nobody()
    encoded = base64.b64encode(json.dumps(data).encode()).decode()
    hire = accepted(ats.send("coopt.integration", "hire.reported", envelope(
        "hire.reported", None, kind=hire_kind("hire.reported"), data_base64=encoded)))
    assert accepted(ats.hire(data)) == hire


def test_a_time_without_an_offset_is_refused(lines):
    problem = refused(lines("ats").hire(hire_of_nobody(hiredAt="2026-11-28T10:00:00")), "invalid-message")
    assert [error["field"] for error in problem["errors"]] == ["hiredAt"]
    assert "without an offset it may be of any zone" in problem["errors"][0]["message"]
    assert problem["status"] == 400 and problem["type"] == "urn:coopt:problem:invalid-message"


# The page's table. `sent` is JSON as the page writes it, `says` what it shows as read, or the sentence of the refusal.


Row = namedtuple("Row", "where sent verdict says")
WITHOUT = "is not an RFC 3339 time: without an offset it may be of any zone; send 2026-11-29T10:00:00+01:00, or the same in UTC with Z"
EITHER = ("is not an RFC 3339 time: which number is the day and which the month nobody can tell; send 2026-11-29 or "
          "2026-11-29T10:00:00+01:00")
NUMBER = ("is not an RFC 3339 time: a number may count seconds or milliseconds; send a text such as "
          "2026-11-29T10:00:00+01:00")
SUCH_AS = "is not an RFC 3339 time: send one such as 2026-11-29T10:00:00+01:00"
FRACTION = "is a number with a fraction or an exponent: send it as a text, in quotes"
LARGE = "is a number so large that programs lose digits of it: send it as a text, in quotes"
NO_JSON_TYPE = "is not application/json, nor of another name that ends in +json: data are JSON"
NO_JSON = "is not JSON: send application/cloudevents+json, or application/json with attributes as headers"
CHARSET = "is not of UTF-8: send the body in UTF-8, and name no other charset"
BASE64 = "is not base64 (RFC 4648, section 4) of a JSON object in UTF-8"
BODY = "The body is not a JSON object in UTF-8."

ROWS = [
    *(Row("time", sent, "read", says) for sent, says in [
        ('"2026-11-29T10:00:00+01:00"', "2026-11-29T09:00:00Z"), ('"2026-11-29T09:00:00Z"', "2026-11-29T09:00:00Z"),
        ('"2026-11-29t09:00:00z"', "2026-11-29T09:00:00Z"), ('"2026-11-29 10:00:00+01:00"', "2026-11-29T09:00:00Z"),
        ('"2026-11-29T10:00:00+0100"', "2026-11-29T09:00:00Z"), ('"2026-11-29T10:00:00+01"', "2026-11-29T09:00:00Z"),
        ('"2026-11-29 10:00:00 +0100"', "2026-11-29T09:00:00Z"), ('"2026-11-29 09:00:00 UTC"', "2026-11-29T09:00:00Z"),
        ('"2026-11-29T10:00+01:00"', "2026-11-29T09:00:00Z"), ('"2026-11-29T09:00:00.5Z"', "2026-11-29T09:00:00.500Z"),
        ('"2026-11-29T09:00:00.123456789012Z"', "2026-11-29T09:00:00.123456Z"),
        ('"2026-11-29T09:00:00,25Z"', "2026-11-29T09:00:00.250Z"), ('"2026-11-29T23:59:60Z"', "2026-11-30T00:00:00Z"),
        ('"2026-11-29T09:00:00-00:00"', "2026-11-29T09:00:00Z"), ('"2026-11-29"', "2026-11-28T23:00:00Z")]),
    *(Row("time", sent, "refused", says) for sent, says in [
        ('"2026-11-29T10:00:00"', WITHOUT), ('"2026-11-29 10:00"', WITHOUT), ('"29/11/2026"', EITHER),
        ('"11/29/2026"', EITHER), ('"29.11.2026"', EITHER), ('"29-11-2026"', EITHER), ("1764406800", NUMBER),
        ("1764406800000", NUMBER), ('"1764406800"', NUMBER), ('"20261129"', NUMBER),
        ('"2026-11-29T10:00:00+01:00[Europe/Paris]"', SUCH_AS), ('"2026-11-29T09:00:00 CET"', SUCH_AS),
        ('"29 November 2026"', SUCH_AS), ('"2026-11-31T09:00:00Z"', SUCH_AS), ('""', SUCH_AS), ("true", "is not a string")]),
    Row("envelope time", '"2026-11-29T10:00:00+0100"', "read", "2026-11-29T09:00:00Z"),
    Row("envelope time", '"2026-11-29"', "read", "2026-11-28T23:00:00Z"),
    Row("envelope time", '"2026-11-29T10:00:00"', "refused", WITHOUT),
    Row("envelope time", "1764406800", "refused", NUMBER),
    Row("id", "12.0", "refused", FRACTION), Row("id", "1e3", "refused", FRACTION),
    Row("id", "9007199254740993", "refused", LARGE), Row("id", "123456789012345678901234567890", "refused", LARGE),
    Row("id", '""', "refused", "is empty"), Row("id", f'"{"a" * 129}"', "refused", "is longer than 128 characters"),
    Row("id", "null", "refused", "is null"),
    Row("new id", "UUID", "read", "lower case"), Row("new id", "text", "read", "the same"), Row("new id", "number", "read", "its digits"),
    Row("correlationid", "20418", "read", "20418"), Row("correlationid", "12.5", "refused", FRACTION),
    Row("specversion", '"0.3"', "refused", 'is not "1.0"'), Row("specversion", "1.0", "refused", "is not a string"),
    Row("actor", "17", "refused", "is not a string"),
    *(Row("datacontenttype", sent, "read", "JSON") for sent in [
        '"application/json"', '"Application/JSON; charset=UTF-8"', '"application/json;charset=us-ascii"',
        '"application/vnd.greenhouse+json"', '"text/json"', "null"]),
    *(Row("datacontenttype", sent, "refused", NO_JSON_TYPE) for sent in [
        '"application/xml"', '"text/plain"', '"application/jsonlines"']),
    Row("datacontenttype", '"application/json; charset=iso-8859-1"', "refused", CHARSET),
    Row("data_base64", '"no base64!"', "refused", BASE64), Row("data_base64", '"PGhpcmUvPg=="', "refused", BASE64),
    Row("data_base64", "beside data", "refused", "is given beside data: send one of them"),
    *(Row("reference", sent, "read", says) for sent, says in [
        ("20418", "20418"), ("-7", "-7"), ('"APP-20418"', "APP-20418"), ('"e\\u0301quipe"', "\u00e9quipe"), ('"007"', "007")]),
    *(Row("reference", sent, "refused", says) for sent, says in [
        ("20418.0", FRACTION), ("2e4", FRACTION), ("-0", FRACTION), ("18446744073709551616", LARGE), ("true", "is not a string")]),
    Row("sourceSystem", "17", "refused", "is not a string"),
    Row("name", "17", "refused", "is not a string"),
    Row("offerId", '"0199F1C4-1233-7F65-8A33-5E0F3B1D1233"', "read", "0199f1c4-1233-7f65-8a33-5e0f3b1d1233"),
    Row("offerId", '"17"', "refused", "is not a UUID"), Row("offerId", "17", "refused", "is not a string"),
    Row("year", "2026", "read", "2026"), Row("year", "2026.0", "read", "2026"),
    Row("year", "2026.5", "refused", "is not an integer of 64 bits"),
    Row("year", "9223372036854775808", "refused", "is not an integer of 64 bits"),
    Row("year", '"2026"', "refused", "is a text: send a whole number, without quotes"),
    Row("year", '"12,50"', "refused", "is not an integer"),
    Row("draft", '"true"', "refused", "is a text: send true or false, without quotes"),
    Row("draft", "1", "refused", "is not true or false"),
    Row("emails", '["ada@example.org", "a.lovelace@example.com"]', "read", ""),
    Row("emails", "[]", "refused", "is empty"), Row("emails", '"ada@example.org"', "refused", "is not a list"),
    Row("phone", '"+33 6-39.98 12 34"', "read", ""), Row("phone", "33639981234", "refused", "is not a string"),
    Row("unknown key", '"anything"', "read", ""),
    *(Row("body", sent, "read", "") for sent in [
        "UTF-8", "UTF-8 after a byte order mark", "blanks and line ends around it", "a key twice, with the same value"]),
    Row("body", "a key twice, with different values", "refused", "is given more than once, with different values: send it once"),
    *(Row("body", sent, "refused", BODY) for sent in [
        "UTF-16", "ISO 8859-1 beyond ASCII", "a JSON list of envelopes", "JSON with a comma too many"]),
    *(Row("content_type", sent, "read", "") for sent in [
        "application/cloudevents+json", "Application/CloudEvents+JSON; charset=UTF-8", "application/json", "(none)",
        "text/plain", "application/octet-stream"]),
    Row("content_type", "application/cloudevents-batch+json", "refused",
        "is not for one message: send each event by itself, as application/cloudevents+json"),
    Row("content_type", "application/cloudevents+avro", "refused", NO_JSON), Row("content_type", "application/xml", "refused", NO_JSON),
    Row("content_type", "application/json; charset=iso-8859-1", "refused", CHARSET),
    Row("content_encoding", "utf-8", "read", ""), Row("content_encoding", "identity", "read", ""),
    Row("content_encoding", "gzip", "refused", "is not read: send the body as UTF-8, without compression or another encoding"),
    *(Row("header", sent, "read", "") for sent in ["ce-", "cloudEvents:", "cloudEvents_", "CLOUDEVENTS_", "both", "long id",
                                                   "long correlationid", "timestamp"]),
    Row("header", "long time", "refused", "is no text"), Row("header", "text of a number as time", "refused", NUMBER),
    Row("header", "long source", "refused", "is no text"), Row("header", "boolean id", "refused", "is no text"),
    Row("header", "long actor", "refused", "is no text"),
    Row("header", "two ids", "refused", "is given by headers that disagree"),
    Row("reply_to", "amq.rabbitmq.reply-to", "read", ""), Row("reply_to", "amq.gen-", "read", ""), Row("reply_to", "ats.", "read", ""),
    Row("broker", 'queue_declare("", exclusive=True)', "read", ""),
    Row("broker", 'exchange_declare("coopt.integration", passive=True)', "read", ""),
    Row("broker", 'exchange_declare("coopt.integration", "topic", durable=True)', "refused",
        "exchange 'coopt.integration' in vhost 'coopt' refused for user"),
    Row("broker", 'queue_declare("replies")', "refused", "queue 'replies' in vhost 'coopt' refused for user"),
    Row("broker", 'exchange_declare("amq.gen-x", "fanout")', "refused",
        "exchange name 'amq.gen-x' contains reserved prefix 'amq.*'"),
]
SEED = int(os.environ.get("COOPT_PAGE_SEED", "1"))
CHOSEN = ROWS if os.environ.get("COOPT_PAGE_ROWS") == "all" else random.Random(SEED).sample(ROWS, 5)


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00").replace(".500+", ".500000+").replace(".250+", ".250000+"))


class Bench:
    """Sends a row's message as the page says, and looks at what comes of it."""

    def __init__(self, staff, ats):
        self.staff, self.ats = staff, ats

    def raw(self, body, *, line=None, exchange="coopt.integration", key="hire.reported", **properties):
        line, mark = line or self.ats, fresh("answer")
        line.publish(exchange, key, body, correlation_id=mark, **properties)
        return line.answer(mark)

    @staticmethod
    def written(message, raw):
        """JSON with a literal as it stands, where "@@" is."""
        return json.dumps(message).replace('"@@"', raw)

    def report(self, raw, **change):
        message = envelope("hire.reported", hire_of_nobody(), kind=hire_kind("hire.reported"))
        data = change.pop("data", {})
        message["data"] |= data
        return self.raw(self.written(message | change, raw))

    def judge(self, row, reply, field):
        """What was refused is refused for the field and with the sentence that the page has."""
        if row.verdict == "read":
            return accepted(reply)
        problem = reply.envelope["data"]
        assert reply.envelope["type"] == "coopt.reply.rejected.v1", reply.envelope
        said = [(error["field"], error["message"]) for error in problem.get("errors", ())]
        assert (field, row.says) in said or (row.says == problem["detail"] == BODY and not said), problem
        return problem

    def shown(self, hire):
        return as_staff_see(self.staff, hire["hireId"])

    def time(self, row):
        hire = self.judge(row, self.report(row.sent, data={"hiredAt": "@@"}), "hiredAt")
        if row.verdict == "read":
            assert instant(self.shown(hire)["hiredAt"]) == instant(row.says)

    def envelope_time(self, row):
        if row.verdict == "refused":
            self.judge(row, self.report(row.sent, time="@@"), "time")
            return
        ear = Ear("staff", "staff.hire-report-outdated")  # tells as of when a report speaks
        try:
            application = fresh("APP")
            accepted(self.ats.hire({"sourceSystem": SOURCE_SYSTEM, "applicationId": application, "withdrawnAt": text_of(now())},
                                   "hire.withdrawn"))
            hire = accepted(self.report(row.sent, time="@@", data={
                "applicationId": application, "hiredAt": text_of(now() + timedelta(days=30))}))
            told = ear.wait("staff.hire-report-outdated", hireId=hire["hireId"])
            assert instant(told["data"]["details"]["asOf"]) == instant(row.says)
        finally:
            ear.close()

    def id(self, row):
        self.judge(row, self.report(row.sent, id="@@"), "id")

    def new_id(self, row):
        sent, read = {"UUID": lambda made: (json.dumps(str(made).upper()), str(made)),
                      "text": lambda made: (json.dumps(f"2026-11-28/{made.hex}"), f"2026-11-28/{made.hex}"),
                      "number": lambda made: (str(made.int % 2**53), str(made.int % 2**53))}[row.sent](uuid.uuid4())
        reply = self.report(sent, id="@@")
        accepted(reply)
        assert reply.envelope["causationid"] == read

    def correlationid(self, row):
        reply = self.report(row.sent, correlationid="@@")
        self.judge(row, reply, "correlationid")
        if row.verdict == "read":
            assert reply.envelope["correlationid"] == row.says

    def specversion(self, row):
        self.judge(row, self.report(row.sent, specversion="@@"), "specversion")

    def actor(self, row):
        self.judge(row, self.report(row.sent, actor="@@"), "actor")

    def datacontenttype(self, row):
        self.judge(row, self.report(row.sent, datacontenttype="@@"), "datacontenttype")

    def data_base64(self, row):
        message = envelope("hire.reported", hire_of_nobody(), kind=hire_kind("hire.reported"))
        if row.sent == "beside data":
            message["data_base64"] = base64.b64encode(json.dumps(message["data"]).encode()).decode()
        else:
            del message["data"]
            message["data_base64"] = json.loads(row.sent)
        self.judge(row, self.raw(json.dumps(message)), "data_base64")

    def reference(self, row):
        hire = self.judge(row, self.report(row.sent, data={"offerReference": "@@"}), "offerReference")
        if row.verdict == "read":
            assert self.shown(hire)["offerReference"] == unicodedata.normalize("NFC", row.says)

    def sourceSystem(self, row):
        self.judge(row, self.report(row.sent, data={"sourceSystem": "@@"}), "sourceSystem")

    def command(self, row, key, data, field):
        return self.judge(row, self.raw(self.written(envelope(key, data | {field: "@@"}), row.sent), line=self.staff,
                                        exchange="coopt.commands", key=key), field)

    def name(self, row):
        self.command(row, "offers.register-company", {}, "name")

    def offerId(self, row):
        hire = self.judge(row, self.report(row.sent, data={"offerId": "@@"}), "offerId")
        if row.verdict == "read":
            assert self.shown(hire)["offerId"] == row.says

    def year(self, row):
        data = {"memberId": str(uuid.uuid4())}
        if row.verdict == "read":
            reply = self.raw(self.written(envelope("rewards.get-statement", data | {"year": "@@"}), row.sent), line=self.staff,
                             exchange="coopt.commands", key="rewards.get-statement")
            refused(reply, "member-not-found")  # the year was read, and nobody is of that id
        else:
            self.command(row, "rewards.get-statement", data, "year")

    def draft(self, row):
        self.command(row, "offers.publish-offer", {"companyId": str(uuid.uuid4()), "title": "x", "description": "x",
                                                   "sector": "J62.01", "zone": "FR"}, "draft")

    def emails(self, row):
        self.judge(row, self.report(row.sent, data={"candidate": {"emails": "@@"}}), "candidate.emails")

    def phone(self, row):
        self.judge(row, self.report(row.sent, data={"candidate": {"phone": "@@"}}), "candidate.phone")

    def unknown_key(self, row):
        self.judge(row, self.report(row.sent, data={"whoKnows": "@@"}, whoknows="@@"), "")

    def body(self, row):
        message = envelope("hire.reported", hire_of_nobody(offerReference=fresh("RÉF")), kind=hire_kind("hire.reported"))
        plain = json.dumps(message, ensure_ascii=False)
        twice = plain[:-1] + ', "source": "%s"}'
        body = {"UTF-8": plain.encode(), "UTF-8 after a byte order mark": plain.encode("utf-8-sig"),
                "blanks and line ends around it": f"\r\n  {plain}\n\n".encode(),
                "a key twice, with the same value": (twice % message["source"]).encode(),
                "a key twice, with different values": (twice % "https://another.example.org").encode(),
                "UTF-16": plain.encode("utf-16"), "ISO 8859-1 beyond ASCII": plain.encode("iso-8859-1"),
                "a JSON list of envelopes": f"[{plain}]".encode(), "JSON with a comma too many": f"{plain[:-1]},}}".encode()}
        self.judge(row, self.raw(body[row.sent]), "source")

    def content_type(self, row):
        message = envelope("hire.reported", hire_of_nobody(), kind=hire_kind("hire.reported"))
        self.judge(row, self.raw(json.dumps(message), content_type=None if row.sent == "(none)" else row.sent), "content_type")

    def content_encoding(self, row):
        message = envelope("hire.reported", hire_of_nobody(), kind=hire_kind("hire.reported"))
        self.judge(row, self.raw(json.dumps(message), content_encoding=row.sent), "content_encoding")

    def header(self, row):
        message = envelope("hire.reported", hire_of_nobody(), kind=hire_kind("hire.reported"))
        data, number = message.pop("data"), uuid.uuid4().int % 2**53
        prefix = row.sent if row.sent[-1] in "-:_" else "ce-"
        headers = {prefix + (name.upper() if prefix.isupper() else name): value for name, value in message.items()}
        headers |= {"both": {"cloudEvents:id": message["id"]}, "two ids": {"cloudEvents:id": str(uuid.uuid4())},
                    "long id": {"ce-id": number}, "long correlationid": {"ce-correlationid": number},
                    "timestamp": {"ce-time": datetime(2025, 11, 29, 9)}, "long time": {"ce-time": 1764406800},
                    "text of a number as time": {"ce-time": "1764406800"}, "long source": {"ce-source": 17},
                    "long actor": {"ce-actor": 17}, "boolean id": {"ce-id": True}}.get(row.sent, {})
        reply = self.raw(json.dumps(data), content_type="application/json", headers=headers)
        field = next((name for name in ("time", "source", "actor") if name in row.sent), "id")
        self.judge(row, reply, field)
        if row.sent == "long id":
            assert reply.envelope["causationid"] == str(number)
        if row.sent == "long correlationid":
            assert reply.envelope["correlationid"] == str(number)

    def reply_to(self, row):
        if row.sent == DIRECT:
            accepted(self.ats.hire(hire_of_nobody()))
            return
        name = "" if row.sent == "amq.gen-" else f"ats.{fresh()}"
        name = self.ats.channel.queue_declare(name, exclusive=True).method.queue
        self.ats.channel.basic_consume(name, self.ats._answered, auto_ack=True)
        message = envelope("hire.reported", hire_of_nobody(), kind=hire_kind("hire.reported"))
        accepted(self.raw(json.dumps(message), reply_to=name))

    def broker(self, row):
        def declare():
            name, arguments = row.sent.split("(", 1)
            call = getattr(self.ats.channel, name)
            return {"": lambda: call("", exclusive=True), "replies": lambda: call("replies"), "amq.gen-x": lambda: call("amq.gen-x", "fanout"),
                    "coopt.integration": lambda: call("coopt.integration", passive=True) if "passive" in arguments else call(
                        "coopt.integration", "topic", durable=True)}[arguments.split('"')[1]]()

        if row.verdict == "read":
            declare()
            return
        with pytest.raises(pika.exceptions.ChannelClosedByBroker, match="ACCESS_REFUSED") as closed:
            declare()
        assert row.says in closed.value.reply_text


@pytest.mark.parametrize("row", CHOSEN, ids=lambda row: f"{row.where}: {row.sent[:60]}")
def test_the_table_says_what_is_so(staff, lines, row):
    getattr(Bench(staff, lines("ats")), row.where.replace(" ", "_"))(row)


# Programs in other languages


class Program:
    """A program that says what it does, a line at a time."""

    def __init__(self, *command, login):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env=os.environ | {f"COOPT_{login.upper()}_AMQP_URL": url_of(login)})
        self.said = queue.Queue()
        self.complaints = []
        self.readers = [threading.Thread(target=self._read, daemon=True),
                        threading.Thread(target=lambda: self.complaints.extend(self.process.stderr), daemon=True)]
        for reader in self.readers:
            reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.said.put(line.strip())
        self.said.put(None)

    def line(self, beginning=""):
        said = self.said.get(timeout=2 * PATIENCE)
        if said is None:
            self.readers[1].join(PATIENCE)
            pytest.fail(f"{self.process.args} ended: {''.join(self.complaints)}")
        assert said.startswith(beginning), said
        return said.removeprefix(beginning).strip()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind:
            self.process.kill()
        assert self.process.wait(2 * PATIENCE) == 0 or kind, "".join(self.complaints)


@pytest.fixture(scope="session")
def finance_program(tmp_path_factory):
    if not shutil.which("go"):
        pytest.skip("no Go here")
    built = tmp_path_factory.mktemp("go") / "finance"
    subprocess.run(["go", "build", "-o", str(built), str(PROGRAMS / "finance.go")], check=True, env={
        "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", **os.environ})
    return str(built)


@pytest.fixture(scope="session")
def staff_tool(tmp_path_factory):
    if not shutil.which("javac"):
        pytest.skip("no Java here")
    built = tmp_path_factory.mktemp("java")
    jars = ["/usr/share/java/amqp-client.jar", "/usr/share/java/slf4j-api.jar"]
    subprocess.run(["javac", "-d", str(built), "-cp", os.pathsep.join(jars), str(PROGRAMS / "StaffTool.java")], check=True)
    return lambda *arguments: Program("java", "-cp", os.pathsep.join([str(built), *jars]), "StaffTool", *arguments, login="staff")


# 4. Finance, in Go


def test_finance_comes_late(staff, lines, finance_program):
    recommended = recommend(staff)
    ear = lines("staff", "staff.payout-requested", "staff.payout-failed", f"member.{recommended.member}.#")
    hire = accepted(lines("ats").hire(hire_of(recommended)), "recommendations")
    assert hire["outcome"] == "attributed"
    beneficiary = {"kind": "member", "id": recommended.member}
    asked = ear.wait("staff.payout-requested", beneficiary=beneficiary)["data"]["details"]

    waiting = f"finance.{fresh()}"  # durable: the program deletes it at its end, and this test where the program could not
    with contextlib.ExitStack() as last, Program(finance_program, waiting, recommended.member, login="finance") as finance:
        last.callback(lambda: lines("finance").channel.queue_delete(waiting))
        assert finance.line("open") == asked["payoutId"]
        assert finance.line("failed") == asked["payoutId"]
        failed = ear.wait("staff.payout-failed", payoutId=asked["payoutId"])["data"]["details"]
        assert failed["reason"] == "The account is closed."
        refused(staff.command("rewards.retry-payout", {"payoutId": asked["payoutId"]}), "actor-required")
        retried = accepted(staff.command("rewards.retry-payout", {"payoutId": asked["payoutId"]}, actor="ada@staff.example.com"),
                           "rewards")["payoutId"]
        assert finance.line("asked") == retried != asked["payoutId"]
        assert finance.line("confirmed") == retried
        assert finance.line("again") == retried
        assert finance.line("unknown") == "payout-not-found"

    paid = ear.wait(f"member.{recommended.member}.payout-made", payoutId=retried)["data"]["details"]
    assert (paid["reference"], paid["amountCents"]) == (f"BANK-{retried}", asked["amountCents"])
    listed = list(staff.pages("rewards.list-payouts", {"beneficiaryKind": "member", "beneficiaryId": recommended.member}, "payouts"))
    # The page does not say that one which failed is cancelled once it is asked for again: found by trying.
    assert {each["payoutId"]: each["state"] for each in listed} == {asked["payoutId"]: "cancelled", retried: "paid"}
    statement = accepted(staff.command("rewards.get-statement", {"memberId": recommended.member, "year": int(paid["paidAt"][:4])}))
    assert statement["paidCents"] == asked["amountCents"]  # once, however often it was confirmed


# 5. A tool of staff, in Java


def test_who_decides_by_hand_is_named(staff, staff_tool):
    data, actor, begun = {"email": f"{fresh('gone')}@example.org", "reason": "A slip."}, fresh("actor"), text_of(now())
    with staff_tool("command", "members.readmit", str(uuid.uuid4()), json.dumps(data)) as tool:
        answer = json.loads(tool.line())
    assert (answer["type"], answer["data"]["code"]) == ("coopt.reply.rejected.v1", "actor-required")
    command = str(uuid.uuid4())
    with staff_tool("command", "members.readmit", command, json.dumps(data), actor) as tool:
        answer = json.loads(tool.line())
    assert (answer["type"], answer["data"], answer["causationid"]) == ("coopt.reply.accepted.v1", {}, command)
    kept = [each for each in staff.pages("members.list-corrections", {"since": begun}, "corrections") if each["actor"] == actor]
    assert [(each["messageId"], each["command"], each["reason"], each["userId"]) for each in kept] == [
        (command, "members.readmit", "A slip.", staff.login)]


def test_the_past_is_replayed_by_time_and_by_offset(staff, lines, staff_tool):
    begun = now().strftime("%Y-%m-%dT%H:%M:%SZ")
    ear = lines("staff", "staff.member-joined")
    member = join(staff)
    told = ear.wait("staff.member-joined", memberId=member)["id"]
    with staff_tool("replay", begun, told) as by_time:
        first = int(by_time.line("first"))
        offset, key = by_time.line("found").split()
    assert key == "staff.member-joined" and int(offset) >= first
    with staff_tool("replay", offset, told) as by_offset:
        assert by_offset.line("first") == offset
        assert by_offset.line("found") == f"{offset} staff.member-joined"


def test_what_is_sent_to_a_wrong_key(lines, staff_tool):
    data = json.dumps({})
    for exchange, key in [("coopt.integration", "hire.reported"), ("coopt.commands", "nobody.get-policy"),
                          ("coopt.events", "members.member-joined")]:
        with staff_tool("publish", exchange, key, str(uuid.uuid4()), "coopt.members.get-charter.v1", data) as tool:
            assert "access to" in tool.line("closed 403 ACCESS_REFUSED")
    # A key of a service that has no such command: who asks to be answered is, and otherwise staff are told.
    with staff_tool("command", "members.get-chartre", str(uuid.uuid4()), data) as tool:
        assert json.loads(tool.line())["data"]["code"] == "unknown-command"
    ear, sent = lines("staff", "staff.message-dead-lettered"), str(uuid.uuid4())
    with staff_tool("publish", "coopt.commands", "members.get-chartre", sent, "coopt.members.get-chartre.v1", data) as tool:
        assert tool.line() == "confirmed"
    details = ear.wait("staff.message-dead-lettered", messageId=sent)["data"]["details"]
    assert (details["service"], details["reason"]) == ("members", "unknown-command")
    # The type of another command than the key's.
    with staff_tool("publish", "coopt.commands", "members.get-charter", wrong := str(uuid.uuid4()), "coopt.members.leave.v1", data) as tool:
        assert tool.line() == "confirmed"
    assert ear.wait("staff.message-dead-lettered", messageId=wrong)["data"]["details"]["service"] == "members"


def test_what_reaches_no_queue_is_confirmed_and_never_answered(lines):
    ats, message = lines("ats"), envelope("hire.reported.again", hire_of_nobody(), kind=hire_kind("hire.reported"))
    # Mandatory, and publish() would raise UnroutableError for a return. The answer to what is sent after it comes alone.
    ats.publish("coopt.integration", "hire.reported.again", json.dumps(message), correlation_id=message["id"])
    accepted(ats.hire(hire_of_nobody()))
    assert ats.replies == []


def test_staff_are_told_of_a_dead_letter(lines, staff_tool):
    sent = str(uuid.uuid4())
    with staff_tool("broken", "members.get-charter", sent) as tool:
        details = json.loads(tool.line())["data"]["details"]
    assert (details["messageId"], details["service"], details["reason"]) == (sent, "members", "undecodable")

    ear = lines("staff", "staff.message-dead-lettered")
    ats = lines("ats")
    message = envelope("hire.reported", hire_of_nobody(hiredAt="29/11/2026"), kind=hire_kind("hire.reported"))
    ats.publish("coopt.integration", "hire.reported", json.dumps(message), reply_to=None)
    details = ear.wait("staff.message-dead-lettered", messageId=message["id"])["data"]["details"]
    assert (details["service"], details["reason"], details["fields"]) == ("recommendations", "invalid-message", ["hiredAt"])
    assert details["type"] == message["type"]


# 6. A webhook, by urllib


def post(source, secret, message_id, body, *, signature=None, sent=None):
    stamp = str(int(sent or time.time()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{message_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    request = urllib.request.Request(f"{address('COOPT_WEBHOOKS_HTTP_URL').rstrip('/')}/hooks/{source}", body, {
        "content-type": "application/json", "webhook-id": message_id, "webhook-timestamp": stamp,
        "webhook-signature": signature or f"v1,{base64.b64encode(mac).decode()}"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture
def source(staff):
    sources = accepted(staff.command("webhooks.list-sources", {}), "webhooks")["sources"]
    return next(each for each in sources if each["vendor"] == "standard" and each["hasSecret"])


def hooked(data, kind="hire.reported"):
    return json.dumps({"type": hire_kind(kind), "timestamp": text_of(now()), "data": data}).encode()


def test_a_webhook_tells_of_a_hire(staff, lines, source):
    name, secret = source["source"], address("COOPT_HOOK_STANDARD_SECRET")
    recommended, application, message = recommend(staff), fresh("APP"), fresh("msg")
    ear = lines("staff", "staff.hire-attributed", "staff.hire-withdrawn")
    body = hooked({"applicationId": application, "offerReference": recommended.reference,
                   "candidate": {"email": recommended.email}, "hiredAt": text_of(now())})

    assert post(name, secret, message, body, signature="v1," + base64.b64encode(b"x" * 32).decode()) == 401
    assert post(name, secret, message, body, sent=time.time() - 3600) == 401
    assert 200 <= post(name, secret, message, body) < 300
    hire = ear.wait("staff.hire-attributed", recommendationId=recommended.id)["data"]["details"]["hireId"]

    assert 200 <= post(name, secret, message, body) < 300  # the same webhook
    assert 200 <= post(name, secret, fresh("msg"), body) < 300  # the same hire
    # They are kept before they are looked at, and a list finds them by the application once they were: nothing tells of it.
    until = time.monotonic() + PATIENCE
    while (receipts := sorted(each["receipts"] for each in staff.pages(
            "webhooks.list-deliveries", {"source": name, "applicationId": application}, "deliveries"))) != [1, 2]:
        assert time.monotonic() < until, receipts  # two, and none of what had a bad signature
        staff.connection.sleep(0.05)
    hires = list(staff.pages("recommendations.list-hires", {"memberId": recommended.member}, "hires"))
    assert [(each["hireId"], each["applicationId"], each["sourceSystem"], each["inForce"]) for each in hires] == [
        (hire, application, source["sourceSystem"], True)]

    withdrawal = hooked({"applicationId": application, "withdrawnAt": text_of(now())}, "hire.withdrawn")
    assert 200 <= post(name, secret, fresh("msg"), withdrawal) < 300
    ear.wait("staff.hire-withdrawn", hireId=hire)


def test_a_webhook_that_waits_is_completed_by_hand(staff, lines, source):
    name, secret = source["source"], address("COOPT_HOOK_STANDARD_SECRET")
    recommended, application = recommend(staff), fresh("APP")
    ear = lines("staff", "staff.hire-attributed", "staff.webhook-quarantined")
    body = hooked({"applicationId": application, "offerReference": recommended.reference, "candidate": {}, "hiredAt": text_of(now())})
    assert 200 <= post(name, secret, fresh("msg"), body) < 300
    waits = ear.wait("staff.webhook-quarantined", applicationId=application)["data"]["details"]
    assert (waits["source"], waits["reason"], waits["jobs"]) == (name, "candidate-not-named", [recommended.reference])
    known = {"deliveryId": waits["deliveryId"], "email": recommended.email, "reason": "Told by telephone."}
    would = accepted(staff.command("webhooks.retry-delivery", known | {"dryRun": True}), "webhooks")
    assert would["state"] == "reported" and would["reports"][0]["data"]["candidate"] == {"email": recommended.email}
    refused(staff.command("webhooks.retry-delivery", known), "actor-required")
    assert accepted(staff.command("webhooks.retry-delivery", known, actor="ada@staff.example.com"))["state"] == "reported"
    ear.wait("staff.hire-attributed", recommendationId=recommended.id)
    refused(staff.command("webhooks.retry-delivery", known, actor="ada@staff.example.com"), "delivery-not-waiting")


@pytest.fixture
def mapped(staff, source):
    """A job of the source that staff said to be the offer of somebody's recommendation."""
    recommended, job = recommend(staff), fresh("JOB")
    mapping = {"source": source["source"], "job": job, "offerId": recommended.offer}
    refused(staff.command("webhooks.map-job", mapping), "actor-required")
    refused(staff.command("webhooks.map-job", mapping | {"source": fresh("nobody")}, actor="ada@staff.example.com"), "source-not-found")
    assert accepted(staff.command("webhooks.map-job", mapping, actor="ada@staff.example.com"), "webhooks") == {"lookedAtAgain": 0}
    yield recommended, job
    unmapped = {"source": source["source"], "job": job}
    accepted(staff.command("webhooks.unmap-job", unmapped, actor="ada@staff.example.com"), "webhooks")
    refused(staff.command("webhooks.unmap-job", unmapped, actor="ada@staff.example.com"), "job-not-mapped")


def test_a_job_is_mapped_by_hand(staff, source, mapped):
    recommended, job = mapped
    listed = staff.pages("webhooks.list-mappings", {"source": source["source"]}, "mappings")
    assert recommended.offer in [each["offerId"] for each in listed if each["job"] == job]


def test_a_mapped_job_of_a_standard_source_is_its_offer(lines, source, mapped):
    recommended, job = mapped
    ear, application = lines("staff", "staff.hire-attributed", "staff.hire-unattributed"), fresh("APP")
    body = hooked({"applicationId": application, "offerReference": job, "candidate": {"email": recommended.email},
                   "hiredAt": text_of(now())})
    assert 200 <= post(source["source"], address("COOPT_HOOK_STANDARD_SECRET"), fresh("msg"), body) < 300
    told = ear.first(lambda _, said: said.get("recommendationId") == recommended.id or said.get("applicationId") == application)
    assert told["data"]["name"] == "hire-attributed"


# 7. FastStream: a consumer that has each notification once


def test_faststream_keeps_each_notification_once(staff, tmp_path):
    """It reads the live queue and the stream, so that everything comes twice at least, and keeps what it has by its id."""
    begun = now().replace(microsecond=0)
    queue_name = f"staff.{fresh()}"

    async def consume():
        kept = sqlite3.connect(tmp_path / "kept.db")
        kept.execute("create table kept (id text primary key, member text)")
        seen, complete, failed = {}, asyncio.Event(), []
        member = None
        broker = RabbitBroker(url_of("staff"), logger=None)
        told = RabbitExchange("coopt.notifications", ExchangeType.TOPIC, declare=False)
        live = RabbitQueue(queue_name, routing_key="staff.member-joined", durable=False, exclusive=True)
        stream = RabbitQueue("coopt.notifications.stream", declare=False)

        def keep(way, body, message):
            raw = message.raw_message
            if raw.user_id != "notifications" or raw.routing_key != "staff.member-joined":
                return
            notification = json.loads(body)
            joined = notification["data"]["details"]["memberId"]
            with kept:
                fresh_one = kept.execute("insert or ignore into kept values (?, ?)", (notification["id"], joined)).rowcount
            seen.setdefault(joined, []).append((way, notification["id"], fresh_one))
            if joined == member and way == "live" and not failed:
                failed.append(joined)
                raise RuntimeError("kept, and not acknowledged: it comes again")
            if member and {each[0] for each in seen.get(member, ())} == {"live", "stream"} and len(seen[member]) >= 3:
                complete.set()

        @broker.subscriber(live, told, decoder=lambda message: message.body, ack_policy=AckPolicy.NACK_ON_ERROR)
        async def from_now_on(body: bytes, message: RabbitMessage):
            keep("live", body, message)

        @broker.subscriber(stream, channel=Channel(prefetch_count=100), consume_args={"x-stream-offset": begun},
                           decoder=lambda message: message.body)
        async def from_then_on(body: bytes, message: RabbitMessage):
            keep("stream", body, message)

        async with broker:
            await broker.start()
            charter_and_all = admission(staff, f"{fresh('member')}@example.org", memberId=str(uuid.uuid4()))
            member = charter_and_all["memberId"]
            accepted(staff.command("members.join", charter_and_all))
            await asyncio.wait_for(complete.wait(), PATIENCE)
        ways = seen[member]
        assert len({each[1] for each in ways}) == 1 and sum(each[2] for each in ways) == 1, ways
        assert sum(each[0] == "live" for each in ways) == 2
        assert kept.execute("select count(*) from kept where member = ?", (member,)).fetchone() == (1,)

    asyncio.run(consume())
