"""Forgiving at the door, strict behind it: what real exports carry is read where it has one meaning, and else refused with
the field and a sentence that says what to send. The table of it is in the contract's document; its lines about the broker are
tried here, those about messages in Tests/Shared/Messages, and some of these here once more from outside."""

import json
import random
from base64 import b64encode
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pika
import pytest

from attempts import refused
from finance import Finance
from outside.client import ACCEPTED, REJECTED, Client
from outside.connection import connect
from outside.deadline import Deadline
from outside.envelope import cloud_event, instant, new_id
from outside.people import stranger
from outside.stack import ROOT

ROWS = json.loads((ROOT / "Shared/ContractDocument/Guide/accepted.json").read_text())
REPORT = "coopt.integration.hire-reported.v1"


def lines(begin, result):
    """The lines of the table about something, by what becomes of them."""
    found = [row for row in ROWS if row["where"].startswith(begin) and row["result"] == result]
    assert found, begin
    return [pytest.param(row, id=row["sent"]) for row in found]


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


@pytest.fixture
def zone(staff):
    """The time zone of the members policy."""
    return ZoneInfo(staff.accept("members.get-policy", {})["timeZone"])


def start(day, zone):
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def hire_of(scene, tracker, **more):
    """What a report of the scene's candidate says."""
    return {"sourceSystem": tracker.system, "applicationId": new_id(), "offerId": scene.offer_id,
            "candidate": {"email": scene.candidate.email}, "hiredAt": instant()} | more


def sent(tracker, body, properties=None):
    """The reply to a report that is these bytes, as structured mode unless said otherwise."""
    properties = properties or pika.BasicProperties(content_type="application/cloudevents+json")
    properties.delivery_mode = 2
    return tracker.reply(tracker.publish_raw("coopt.integration", "hire.reported", body, properties))


def accepted(reply):
    assert reply.type == ACCEPTED, reply.raw
    return reply.data


def errors_of(reply):
    assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message"), reply.raw
    return {error["field"]: error["message"] for error in reply.data["errors"]}


# Times


def test_h1_a_day_is_its_start_in_the_zone_of_the_policy(tracker, scene, events, zone):
    today, begins = datetime.now(zone).date(), datetime.now(zone).date() + timedelta(days=30)
    reply = scene.hire(tracker, hiredAt=today.isoformat(), startsAt=begins.isoformat())
    assert accepted(reply)["outcome"] == "attributed"
    told = events.expect("recommendations.hire-attributed", lambda e: e.data["hireId"] == reply.data["hireId"])
    assert moment(told.data["hiredAt"]) == start(today, zone)
    assert moment(told.data["startsAt"]) == start(begins, zone)


def test_o1_an_offer_closes_at_the_start_of_a_day(staff, make_scene, events, zone):
    scene, day = make_scene(), datetime.now(zone).date() + timedelta(days=20)
    offer_id, _ = scene.publish_offer(closesAt=day.isoformat())
    told = events.expect("offers.offer-published", lambda e: e.data["offerId"] == offer_id)
    assert moment(told.data["closesAt"]) == start(day, zone)
    later = day + timedelta(days=1)
    staff.accept("offers.update-offer", {"offerId": offer_id, "closesAt": later.isoformat(), "externalReference": 4711})
    shown = staff.accept("offers.get-offer", {"offerId": offer_id})
    assert moment(shown["closesAt"]) == start(later, zone) and shown["externalReference"] == "4711"


def test_m6_a_visit_on_a_day_is_of_that_day(staff, scene, zone):
    day = datetime.now(zone).date() - timedelta(days=3)
    noon = start(day, zone) + timedelta(hours=12)
    counted = [staff.accept("members.record-visit", {"memberId": scene.member.id, "at": at})["counted"]
               for at in (day.isoformat(), instant(noon), (day - timedelta(days=1)).isoformat())]
    assert counted == [True, False, True]


def test_q1_an_interview_was_held_on_a_day(staff, scene, zone):
    day = datetime.now(zone).date()
    scene.interview(interviewedAt=day.isoformat())
    listed = staff.accept("qualification.list-interviews", {"offerId": scene.offer_id})["interviews"]
    held = next(each for each in listed if each["recommendationId"] == scene.recommendation_id)
    assert moment(held["interviewedAt"]) == start(day, zone)


def test_w6_a_payout_was_made_on_a_day(stack, scene, tracker, events, zone):
    scene.hire(tracker)
    asked = events.expect("rewards.payout-requested", lambda e: e.data["beneficiary"]["id"] == scene.member.id)
    day, number = datetime.now(zone).date(), random.Random(new_id()).randrange(10**9)
    with Finance(stack) as finance:
        reply = finance.reply(finance.confirm(asked.data["payoutId"], paidAt=day.isoformat(), reference=number))
        assert reply.type == ACCEPTED, reply.raw
    made = events.expect("rewards.payout-made", lambda e: e.data["payoutId"] == asked.data["payoutId"])
    assert moment(made.data["paidAt"]) == start(day, zone) and made.data["reference"] == str(number)


@pytest.mark.parametrize("row", lines("data: a time", "refused"))
def test_a_time_of_two_meanings_is_refused_with_what_to_send(tracker, scene, row):
    event = cloud_event(REPORT, hire_of(scene, tracker, hiredAt="the mark"), tracker.source)
    reply = sent(tracker, json.dumps(event).replace('"the mark"', row["sent"]))
    assert errors_of(reply) == {"hiredAt": row["answer"]}


# Ids


def test_numbers_and_their_digits_are_one_application_and_one_message(tracker, scene):
    number, id = random.Random(new_id()).randrange(10**12, 2**53), random.Random(new_id()).randrange(10**12, 2**53)
    hires = [accepted(sent(tracker, json.dumps(cloud_event(REPORT, hire_of(scene, tracker, applicationId=said),
                                                           tracker.source, message))))["hireId"]
             for said, message in ((number, id), (str(number), new_id()), (number, str(id)))]
    assert len(set(hires)) == 1
    assert accepted(scene.hire(tracker, applicationId=str(number)))["hireId"] == hires[0]


@pytest.mark.parametrize("row", lines("data: what another system", "refused"))
def test_a_number_that_may_have_lost_digits_is_no_reference(tracker, scene, row):
    event = cloud_event(REPORT, hire_of(scene, tracker, applicationId="the mark"), tracker.source)
    reply = sent(tracker, json.dumps(event).replace('"the mark"', row["sent"]))
    assert errors_of(reply) == {"applicationId": row["answer"]}


def test_what_is_refused_under_a_number_takes_no_other_messages_place(tracker, scene):
    number = random.Random(new_id()).randrange(10**12, 2**53)
    event = cloud_event(REPORT, hire_of(scene, tracker), tracker.source, "the mark")
    first = sent(tracker, json.dumps(event).replace('"the mark"', f"{number}.0"))
    assert set(errors_of(first)) == {"id"}
    assert accepted(sent(tracker, json.dumps(event | {"id": number})))["outcome"] == "attributed"


# Forms of a message


def forms(draw, event):
    """A report as one of many libraries and exports sends it: bytes and properties."""
    data, rest = event["data"], {key: value for key, value in event.items() if key not in ("data", "datacontenttype")}
    mark = draw.choice([b"", b"\xef\xbb\xbf", b"\n "])
    name = draw.choice(["application/cloudevents+json", "Application/CloudEvents+JSON; charset=UTF-8",
                        "application/cloudevents+json;charset=utf-8", None, "application/json", "text/plain"])
    inner = draw.choice([{}, {"datacontenttype": "APPLICATION/JSON"}, {"datacontenttype": "application/hr+json;charset=utf-8"}])
    kind = draw.randrange(3)
    if kind == 0:
        body, headers = json.dumps(rest | inner | {"data": data}), {"x-vendor": 7}
    elif kind == 1:
        encoded = b64encode(json.dumps(data).encode()).decode()
        body, headers = json.dumps(rest | inner | {"data_base64": encoded}), {}
    else:
        prefix = draw.choice(["ce-", "CE-", "cloudEvents:", "CLOUDEVENTS:", "cloudEvents_", "cloudevents_"])
        seconds = datetime.now(timezone.utc).replace(microsecond=0)
        time = draw.choice([seconds, rest["time"], seconds.strftime("%Y-%m-%d %H:%M:%S +0000")])
        headers = {prefix + key: value for key, value in (rest | {"time": time}).items()}
        body, name = json.dumps(data), draw.choice(["application/json", "Application/JSON;charset=utf-8", None, "text/plain"])
    encoding = draw.choice([None, "utf-8", "identity"])
    return mark + body.encode(), pika.BasicProperties(content_type=name, content_encoding=encoding, headers=headers)


@pytest.mark.parametrize("seed", range(12))
def test_a_report_counts_in_whatever_form_it_is_sent(tracker, scene, seed):
    draw = random.Random(seed)
    now = datetime.now(timezone.utc)
    times = [now.strftime("%Y-%m-%d %H:%M:%S +0000"), now.strftime("%Y-%m-%dT%H:%M:%S.%f999Z"), now.isoformat(),
             now.strftime("%Y-%m-%dt%H:%M:%Sz"), (now + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S+02"),
             (now - timedelta(hours=5, minutes=30)).strftime("%Y-%m-%d %H:%M:%S-0530")]
    address = {"email": stranger().email, "emails": [stranger().email, scene.candidate.email]}
    data = hire_of(scene, tracker, hiredAt=draw.choice(times), applicationId=random.Random(new_id()).randrange(2**53),
                   candidate=draw.choice([{"email": scene.candidate.email}, address]))
    # As long as a number that AMQP has a kind for, or a text.
    id = draw.choice([new_id(), f"export/{new_id()}", random.Random(new_id()).randrange(10**12, 2**53)])
    event = cloud_event(REPORT, data, tracker.source, id)
    body, properties = forms(draw, event)
    first = accepted(sent(tracker, body, properties))
    assert first["outcome"] == "attributed"
    # The same in another form is the same message.
    body, properties = forms(draw, event)
    assert accepted(sent(tracker, body, properties)) == first


@pytest.mark.parametrize("row", lines("AMQP property: `content_type`", "refused"))
def test_a_content_type_that_is_not_read_is_refused_by_its_name(tracker, scene, row):
    event = cloud_event(REPORT, hire_of(scene, tracker), tracker.source)
    reply = sent(tracker, json.dumps(event), pika.BasicProperties(content_type=row["sent"]))
    assert errors_of(reply) == {"content_type": row["answer"]}


@pytest.mark.parametrize("change, field", [
    (lambda text: text.replace('"hiredAt": ', '"hiredAt": "2020-01-01T00:00:00Z", "hiredAt": '), "hiredAt"),
    (lambda text: text.replace('"id": ', '"id": "another", "id": '), "id"),
    (lambda text: text.replace('"data": ', '"data_base64": "e30=", "data": '), "data_base64"),
    (lambda text: text.replace("application/json", "application/json; charset=latin1"), "datacontenttype"),
], ids=["a key twice", "two ids", "data twice", "another charset"])
def test_what_may_mean_two_things_is_refused_by_its_field(tracker, scene, change, field):
    event = cloud_event(REPORT, hire_of(scene, tracker), tracker.source)
    assert set(errors_of(sent(tracker, change(json.dumps(event))))) == {field}


def test_addresses_of_nobody_known_lead_nowhere(tracker, scene):
    candidate = {"emails": [stranger().email for _ in range(10)]}
    assert accepted(scene.hire(tracker, candidate=candidate, applicationId=new_id()))["outcome"] == "unattributed"
    reply = scene.hire(tracker, candidate={"emails": [stranger().email for _ in range(11)]}, applicationId=new_id())
    assert set(errors_of(reply)) == {"candidate.emails"}


# Queues and exchanges


ASKING = [
    ("STAFF", "coopt.commands", "members.get-charter", {}, ACCEPTED),
    ("SITE", "coopt.commands", "members.get-charter", {}, ACCEPTED),
    ("COMPANY", "coopt.commands", "offers.get-offer", {"offerId": new_id()}, REJECTED),
    ("ATS", "coopt.integration", "hire.reported", {}, REJECTED),
    ("FINANCE", "coopt.integration", "payout.confirmed", {}, REJECTED),
]


@pytest.mark.parametrize("login, exchange, key, data, type", ASKING, ids=[each[0].lower() for each in ASKING])
def test_an_answer_comes_to_a_queue_that_the_broker_named(stack, login, exchange, key, data, type):
    words = f"integration.{key.replace('.', '-')}" if exchange == "coopt.integration" else key
    with Client(stack[f"COOPT_{login}_AMQP_URL"], "https://outside.example.com") as client:
        queue = client.channel.queue_declare("", exclusive=True).method.queue
        assert queue.startswith("amq.gen-")
        client.reply_to = queue
        client.channel.basic_consume(queue, client._keep, auto_ack=True)
        event = cloud_event(f"coopt.{words}.v1", data, client.source)
        reply = client.reply(client.publish(exchange, key, event))
        assert reply.type == type, reply.raw


def test_a_staff_tool_hears_in_a_queue_that_the_broker_named(stack, scene, tracker):
    with Client(stack["COOPT_STAFF_AMQP_URL"], "https://staff.example.com") as client:
        queue, heard = client.channel.queue_declare("", exclusive=True).method.queue, []
        client.channel.queue_bind(queue, "coopt.notifications", "staff.hire-attributed")
        client.channel.basic_consume(queue, lambda *delivery: heard.append(json.loads(delivery[-1])), auto_ack=True)
        scene.hire(tracker)
        assert client.wait(Deadline(30), lambda: any(
            told["data"]["details"].get("recommendationId") == scene.recommendation_id for told in heard))


def bound(exchange, key):
    """Binds a queue that the broker names."""
    def action(channel):
        channel.queue_bind(channel.queue_declare("", exclusive=True).method.queue, exchange, key)
    return action


@pytest.mark.parametrize("login, exchange, key", [
    ("ATS", "coopt.notifications", "staff.#"), ("ATS", "coopt.notifications", "finance.payout-requested"),
    ("ATS", "coopt.integration", "hire.*"), ("FINANCE", "coopt.notifications", "staff.payout-requested"),
    ("FINANCE", "coopt.notifications", "#"), ("FINANCE", "coopt.integration", "#"),
    ("SITE", "coopt.notifications", "#"), ("SITE", "coopt.notifications", "company.#"),
    ("COMPANY", "coopt.notifications", "member.#"), ("COMPANY", "coopt.commands", "#"),
    ("STAFF", "coopt.events", "#"), ("STAFF", "coopt.commands", "members.join"), ("STAFF", "coopt.dead-letters", "#"),
])
def test_such_a_queue_hears_no_more_than_any_other(stack, login, exchange, key):
    assert refused(stack[f"COOPT_{login}_AMQP_URL"], bound(exchange, key))


@pytest.mark.parametrize("login", ["STAFF", "SITE", "COMPANY", "ATS", "FINANCE"])
def test_such_a_name_is_for_no_exchange_and_for_no_choice(stack, login):
    """So that the permission adds no way past what is said of alternate exchanges (see `Topology.user(of:)`)."""
    url, chosen = stack[f"COOPT_{login}_AMQP_URL"], f"amq.gen-{new_id()}"
    assert refused(url, lambda channel: channel.exchange_declare(chosen, "fanout"))
    assert refused(url, lambda channel: channel.exchange_declare(
        chosen, "fanout", arguments={"alternate-exchange": "coopt.integration"}))
    assert refused(url, lambda channel: channel.queue_declare(chosen))


def test_an_exclusive_queue_is_its_connections_alone(stack):
    with Client(stack["COOPT_STAFF_AMQP_URL"], "https://staff.example.com") as client:
        queue = client.channel.queue_declare("", exclusive=True).method.queue
        with connect(stack["COOPT_ATS_AMQP_URL"]) as other:
            for action in (lambda channel: channel.basic_get(queue), lambda channel: channel.queue_delete(queue)):
                with pytest.raises(pika.exceptions.ChannelClosedByBroker) as locked:
                    action(other.channel())
                assert locked.value.reply_code == 405


@pytest.mark.parametrize("login", ["STAFF", "SITE", "COMPANY", "ATS", "FINANCE"])
@pytest.mark.parametrize("exchange", ["coopt.integration", "coopt.commands", "coopt.notifications"])
def test_an_exchange_of_the_platform_is_declared_passively_or_not_at_all(stack, login, exchange):
    url = stack[f"COOPT_{login}_AMQP_URL"]
    assert not refused(url, lambda channel: channel.exchange_declare(exchange, passive=True))
    with connect(url) as connection:
        with pytest.raises(pika.exceptions.ChannelClosedByBroker) as closed:
            connection.channel().exchange_declare(exchange, "topic", durable=True)
        row = next(row for row in ROWS if row["sent"].startswith('exchange_declare("coopt.integration", "topic"'))
        said = row["answer"].removeprefix("ACCESS_REFUSED: ").replace("coopt.integration", exchange)
        assert closed.value.reply_code == 403 and said in closed.value.reply_text
