"""Hostile frames, headers, routes and reply queues from ordinary logins: nobody is stopped, and nothing is lost."""

import json
import struct
from datetime import datetime

import pika
import pytest

from bonuses import money
from dead_letters import DeadLetters
from finance import Finance
from lanes import (COMMANDS, EVENTS, INTEGRATION, LANES, ONE_OF_EACH_QUEUE, Lane, drawn, forged_hire, mark,
                   services_of)
from onlooker import PATIENCE, nobody_is_stopped, onlooker  # noqa: F401 (fixtures)
from outside.client import ACCEPTED, REJECTED, StaffTool
from outside.connection import Participant
from outside.deadline import observed
from outside.envelope import cloud_event, instant, later, new_id
from outside.people import unique
from outside.stack import SERVICES
from processes import StackProcesses
from raw_amqp import Closed, RawConnection, RawLetters, array, counted, entries, nested, properties, table, text

FRAME = 131_072


def unreadable(word):
    return f'{{"specversion": "1.0", "data": {word} '


def assert_is_told_well(letter, lane, service, *reasons):
    """What operators look for on a letter: why, and where it came from."""
    assert letter.reason in reasons, (letter.reason, letter.headers)
    assert letter.text("x-coopt-queue") == f"{service}.{lane.kind}"
    assert letter.text("x-coopt-detail")
    assert letter.text("x-coopt-exchange") == lane.exchange and letter.text("x-coopt-routing-key") == lane.key
    assert datetime.fromisoformat(letter.text("x-coopt-time").replace("Z", "+00:00")).tzinfo


def assert_buried(stack, lane, words, *reasons):
    """Each service behind the lane has a letter for each word."""
    for service in services_of(stack, lane):
        with RawLetters(stack, service) as letters:
            for word in words:
                assert_is_told_well(letters.marked(word), lane, service, *reasons)


# Headers


def shapes(lane):
    """Nestings: two that ended processes, and some around every limit that somebody may have chosen."""
    draw = drawn("nesting", lane)
    depths = [33, 64, 65, 100, 127, 128, 129, 199, 200, 201, 255, 256, 257, 300]
    return ["F" * 4_000, "A" * 18_000] + [
        "".join(draw.choices("FA", k=depth)) for depth in draw.sample(depths, 3) + [draw.randint(33, 300)]]


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: f"{lane}-{lane.key}")
def test_headers_however_deep_stop_no_service_and_what_they_came_with_is_kept(stack, onlooker, lane):
    words = []
    for kinds in shapes(lane):
        words.append(mark())
        headers = entries(("honest", text("kept")), ("deep", nested(kinds)))
        lane.publish(stack, unreadable(words[-1]), properties(headers, message_id=words[-1]))
    onlooker.sees_all_well(lane.service)
    assert_buried(stack, lane, words, "undecodable")
    onlooker.plays_a_hire()


@pytest.mark.parametrize("lane", COMMANDS[:-1], ids=str)
def test_a_sound_command_under_deep_headers_is_answered_or_kept(stack, lane):
    draw = drawn("sound", lane)
    with StaffTool(stack, f"staff.reply.{new_id()}") as tool:
        for depth in [33, 300, draw.randint(34, 299)]:
            event, answer = lane.event(), new_id()
            headers = entries(("deep", nested("".join(draw.choices("FA", k=depth)))))
            lane.publish_event(stack, event, headers, reply_to=tool.reply_to, correlation_id=answer)
            with RawLetters(stack, lane.service) as letters:

                def is_through():
                    tool.connection.process_data_events(time_limit=0)
                    letters.connection.arrive(0.2)
                    return tool.answered([answer]) or any(event["id"].encode() in letter.body
                                                          for letter in letters.connection.letters)

                observed(is_through, f"headers {depth} deep", PATIENCE)


NAMES = [b"", b"\xff\xfe", b"\0", b"a\0b", "é".encode() * 127 + b"x", b"x" * 255, b"1", b" ", b"$", b"\n",
         b"\xed\xa0\x80", b"\xc0\x80", "\u202e".encode()]
VALUES = [b"Q1234", b"", b"S\0\0\0\xffabc", b"F\0\0\0\x05ab", b"F\0\0\0\x01\x05", b"A\0\0\0\x02S\0", b"S\xff\xff\xff\xff",
          b"L12345678", b"B1", b"u12", b"i1234", b"s12", b"f1234", b"d\x7f\xf8\0\0\0\0\0\0", b"D\xff\xff\xff\xff\xff",
          b"T\xff\xff\xff\xff\xff\xff\xff\xff", b"V", b"t\x02", b"x\0\0\0\x02\0\xff", text(b"\xff\xfe\0"), text(b""),
          counted(b"F", entries((b"", text("x")))), array(array(), table((b"", b"V")))]


@pytest.mark.parametrize("lane", ONE_OF_EACH_QUEUE, ids=str)
def test_headers_with_malformed_names_and_values_make_nobody_reconnect_for_ever(stack, onlooker, lane):
    draw, words = drawn("malformed", lane), []
    pairs = [(b"", text("x")), (b"x", VALUES[2])] + [(name, text("x")) for name in draw.sample(NAMES[1:], 5)] + [
        ("x", value) for value in draw.sample(VALUES, 6)]
    for pair in pairs:
        word = mark()
        try:
            lane.publish(stack, unreadable(word), properties(entries(pair), message_id=word))
            words.append(word)
        except Closed:
            pass  # the broker itself cannot read it
    assert words, "the broker lets nothing of the kind through any more: this test shows nothing"
    onlooker.sees_all_well(lane.service)
    assert_buried(stack, lane, words, "undecodable")
    onlooker.plays_a_hire()


# Letters that hardly fit


def hardly_fitting(lane):
    """Bodies with their properties, each with a word by which its letter is known; all are broken or far too long."""
    def broken(word, headers=None, **given):
        return word, unreadable(word), properties(headers, **given)

    def long(word, **attributes):
        event = lane.event() | {"id": word} | attributes
        return word, json.dumps(event), properties(message_id="short", type=event["type"][:255])

    def filled(word, size):
        return (word + "é" * size).encode()[:size]

    yield broken(mark(), message_id=filled(mark(), 254) + b"x")
    yield broken(mark(), message_id="é" * 127 + "x", type="é" * 127, correlation_id="ü" * 127, app_id="ï" * 127,
                 cluster_id="ö" * 127, content_encoding="ô" * 127)
    for room in (300, 500, 900):
        yield broken(mark(), entries(("long", text("x" * (FRAME - room)))), message_id="é" * 50)
    yield broken(mark(), b"".join(entries((f"h{number}", text("y" * 20))) for number in range(4_000)))
    word = mark()
    yield word, json.dumps(lane.event() | {"id": word + "i" * (256 - len(word))}), properties(type=lane.type)
    yield long(mark(), source="https://" + "s" * 3_000)
    yield long(mark(), correlationid="c" * 3_000)
    yield long(mark(), causationid="c" * 3_000)
    yield long(mark(), traceparent="t" * 3_000)
    yield long(mark(), subject="s" * 100_000, source="no uri \0")


@pytest.mark.parametrize("lane", ONE_OF_EACH_QUEUE, ids=str)
def test_letters_that_hardly_fit_are_kept_all_the_same(stack, onlooker, notifications, lane):
    words = []
    for word, body, sent in hardly_fitting(lane):
        try:
            lane.publish(stack, body, sent)
            words.append(word)
        except Closed:
            pass
    for service in services_of(stack, lane):
        with RawLetters(stack, service) as letters:
            for word in words:
                assert letters.marked(word).reason, word
    onlooker.sees_all_well(lane.service)


@pytest.mark.parametrize("service, key, field", [
    ("members", "members.invite-member", "correlationid"), ("offers", "offers.register-company", "causationid"),
    ("rewards", "rewards.choose-option", "correlationid")])
def test_a_story_id_of_3000_characters_does_not_silence_what_is_told_of_a_letter(stack, notifications, service, key,
                                                                                field):
    lane = Lane(service, "commands", "coopt.commands", key, "staff")
    event = lane.event() | {field: "c" * 3_000}
    lane.publish_event(stack, event)
    with RawLetters(stack, service) as letters:
        assert letters.marked(event["id"]).reason == "invalid-message"
    told = notifications.expect("staff.message-dead-lettered", lambda m: m.details.get("messageId") == event["id"])
    assert told.details["reason"] == "invalid-message"


@pytest.mark.parametrize("lane, make", [(lane, new_id) for lane in ONE_OF_EACH_QUEUE] + [
    (drawn("told").choice(ONE_OF_EACH_QUEUE), mark)], ids=lambda value: getattr(value, "__name__", str(value)))
def test_what_is_told_names_the_amqp_message_id_where_the_envelope_has_none(stack, notifications, lane, make):
    word = make()  # a UUID, or any other text
    lane.publish(stack, unreadable("nothing"), properties(message_id=word))
    for service in services_of(stack, lane):
        told = notifications.expect("staff.message-dead-lettered", lambda m: m.details.get("messageId") == word
                                    and m.details["service"] == service, PATIENCE)
        assert (told.details["queue"], told.details["reason"]) == (f"{service}.{lane.kind}", "undecodable")


def test_thirty_such_letters_keep_nobody_from_publishing_what_a_killed_process_owed(stack, staff, events):
    lane = next(lane for lane in COMMANDS if lane.service == "offers")
    for _ in range(3):
        for _, body, sent in hardly_fitting(lane):
            try:
                lane.publish(stack, body, sent)
            except Closed:
                pass
    sent = [staff.send("offers.register-company", {"name": f"Société {unique()}"}) for _ in range(600)]
    staff.await_answers(sent, 20)
    processes = StackProcesses(stack)
    processes.kill("offers")
    processes.start("offers")
    replies = staff.replies(sent, 90)
    assert {reply.type for reply in replies} == {ACCEPTED}
    companies = {reply.data["companyId"] for reply in replies}

    def is_told(event):
        return event.routing_key == "offers.company-registered" and event.data["companyId"] in companies

    # Of what was under way when the process was killed some comes twice, under the same id: companies count, not messages.
    observed(lambda: {event.data["companyId"] for event in events.matching(is_told)} == companies,
             "every company is told of", 90)


# Ways that lead past what the broker asks


DEATH = array(table(("count", b"l" + struct.pack(">q", 1)), ("reason", text("expired")), ("queue", text("staff.x")),
                    ("exchange", text("")), ("routing-keys", array(text("x")))))
DEATHS = [DEATH, array(), text("x"), b"V"]


def honest_event(lane):
    """What would have an effect if it were taken."""
    data = {
        "members.invite-member": {"email": f"forged.{unique()}@example.org"},
        "offers.register-company": {"name": f"Forgée {unique()}"},
        "hire.reported": {"applicationId": new_id(), "sourceSystem": "ats.example.com", "offerId": new_id(),
                          "candidate": {"email": f"forged.{unique()}@example.org"}, "hiredAt": instant()},
        "hire.withdrawn": {"applicationId": new_id(), "sourceSystem": "ats.example.com", "withdrawnAt": instant()},
        "webhooks.map-job": {"source": "greenhouse", "job": f"forged-{unique()}", "offerId": new_id()},
        "payout.confirmed": {"payoutId": new_id(), "paidAt": instant(), "reference": unique()},
        "recommendations.hire-attributed": forged_hire(new_id()),
        "rewards.listing-credits-granted": {"companyId": new_id(), "credits": 3, "rewardId": new_id()},
        "members.charter-signed": {"memberId": new_id(), "charterVersion": "2026-forged"},
        "offers.wave-dispatched": {"offerId": new_id(), "wave": 1, "level": "beginner", "memberIds": [new_id()]},
    }.get(lane.key, {})
    return lane.event(data)


def copied_by(lane):
    """Logins that can reach a lane's queue by a copy: the key that they may write, on the lane's exchange."""
    if lane.kind == "commands":
        other = next(each for each in COMMANDS if each.service != lane.service)
        return [("staff", other.key)]
    if lane.kind == "integration":
        return [("ats", "hire.withdrawn" if lane.key == "hire.reported" else "hire.reported"),
                ("finance", "payout.failed" if lane.key.startswith("payout") else "payout.confirmed")]
    return [(service, f"{service}.something-else") for service in SERVICES if service != lane.service]


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: f"{lane}-{lane.key}")
def test_a_copy_by_cc_or_bcc_counts_for_nothing(stack, lane):
    words = []
    for login, key in copied_by(lane):
        for header in ("CC", "BCC"):
            event = honest_event(lane)
            words.append(event["id"])
            copy = Lane(lane.service, lane.kind, lane.exchange, lane.key, login)
            copy.publish_event(stack, event, entries((header, array(text(lane.key)))), key=key)
    with RawLetters(stack, lane.service) as letters:
        for word in words:
            letter = letters.take(lambda each: word.encode() in each.body
                                  and each.text("x-coopt-queue") == lane.queue)
            assert letter.reason == "sender-not-allowed"


@pytest.mark.parametrize("lane", ONE_OF_EACH_QUEUE, ids=str)
def test_what_a_login_for_answers_puts_into_a_queue_counts_for_nothing(stack, lane):
    words = []
    for login in SERVICES:
        event = honest_event(lane)
        words.append(event["id"])
        Lane(lane.service, lane.kind, "", lane.queue, f"{login}_replies").publish_event(stack, event, type=lane.type)
    with RawLetters(stack, lane.service) as letters:
        for word in words:
            letter = letters.marked(word)
            assert letter.reason == "sender-not-allowed"
            assert (letter.text("x-coopt-exchange"), letter.text("x-coopt-routing-key")) == ("", lane.queue)


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: f"{lane}-{lane.key}")
def test_what_was_dead_lettered_before_counts_for_nothing(stack, lane):
    words = []
    for death in DEATHS:
        event = honest_event(lane)
        words.append(event["id"])
        lane.publish_event(stack, event, entries(("x-death", death)))
    assert_buried(stack, lane, words, "sender-not-allowed")


def other_types(stack, lane):
    """Types that the same queue takes under other keys."""
    if lane.kind == "integration":
        return [other.type for other in LANES if other.queue == lane.queue and other.key != lane.key]
    if lane.kind == "commands":
        return [f"coopt.{lane.service}.get-policy.v1"]
    bindings = stack.management("/api/exchanges/coopt/coopt.events/bindings/source")
    return sorted(f"coopt.{binding['routing_key']}.v1" for binding in bindings if binding["destination"] == lane.queue
                  and binding["routing_key"] != lane.key and "*" not in binding["routing_key"])


@pytest.mark.parametrize("lane", [lane for lane in LANES if lane.key != "payout.confirmed"],
                         ids=lambda lane: f"{lane}-{lane.key}")
def test_a_key_that_is_not_that_of_the_type_counts_for_nothing(stack, lane):
    event = honest_event(lane) | {"type": drawn("wrong-key", lane).choice(other_types(stack, lane))}
    lane.publish_event(stack, event)
    # Of commands an earlier reading says `invalid-message`.
    reasons = ["sender-not-allowed"] + (["invalid-message"] if lane.kind == "commands" else [])
    with RawLetters(stack, lane.service) as letters:
        assert letters.marked(event["id"]).reason in reasons


@pytest.mark.parametrize("login, exchange, key", [
    ("finance", "coopt.integration", "hire.reported"), ("finance", "coopt.integration", "payout.confirmed"),
    ("staff", "coopt.commands", "members.invite-member")])
@pytest.mark.parametrize("way", ["alternate", "expiry"])
def test_the_detours_that_a_login_can_build_itself_count_for_nothing(stack, login, exchange, key, way):
    lane = next(lane for lane in LANES if lane.key == key)
    event, name = honest_event(lane), f"{login}.detour.{new_id()}"
    sent = pika.BasicProperties(content_type="application/cloudevents+json", message_id=event["id"],
                                type=event["type"], expiration="1" if way == "expiry" else None)
    with Participant(stack.amqp_url(login)) as builder:
        try:
            if way == "alternate":
                builder.channel.exchange_declare(name, "topic", auto_delete=False,
                                                 arguments={"alternate-exchange": exchange})
                builder.channel.basic_publish(name, key, json.dumps(event), sent)
            else:
                builder.channel.exchange_declare(name, "fanout")
                builder.channel.queue_declare(name, exclusive=True, arguments={
                    "x-dead-letter-exchange": exchange, "x-dead-letter-routing-key": key})
                builder.channel.queue_bind(name, name)
                builder.channel.basic_publish(name, key, json.dumps(event), sent)
            with RawLetters(stack, lane.service) as letters:
                assert letters.marked(event["id"]).reason == "sender-not-allowed"
        except pika.exceptions.ChannelClosedByBroker as closed:
            assert closed.reply_code == 403  # the broker does not let it be built: better still
            return
        with Participant(stack["COOPT_ADMIN_AMQP_URL"]) as admin:
            admin.channel.exchange_delete(name)


def test_a_letter_that_is_forged_for_a_service_ends_as_a_letter(stack):
    """Services write dead letters: by a copy, or the default exchange, one can reach what another reads of its own."""
    words = []
    for login in SERVICES:
        for exchange, key, header in (("coopt.dead-letters", f"{login}.forged", ("CC", array(text("rejected.rewards")))),
                                      ("", "rewards.rejected", ("x-death", DEATH))):
            event = Lane("rewards", "events", exchange, "recommendations.hire-attributed", login).event(
                forged_hire(new_id()))
            words.append(event["id"])
            with RawConnection(stack.amqp_url(login if exchange else f"{login}_replies")) as connection:
                connection.publish(exchange, key, json.dumps(event),
                                   properties(entries(header), message_id=event["id"], type=event["type"]))
                connection.confirm()
    with RawLetters(stack, "rewards") as letters:
        for word in words:
            letters.marked(word)


# Nothing of it reaches the books


def test_hires_forged_by_any_login_mint_no_bonus(stack, scene, books):
    lane = next(lane for lane in EVENTS if lane.service == "rewards")
    words = []

    def forge(login, exchange, key, headers=None):
        event = cloud_event(lane.type, forged_hire(scene.member.id), f"/coopt/{login}")
        words.append(event["id"])
        Lane("rewards", "events", exchange, key, login).publish_event(stack, event, headers, type=lane.type)

    for login in SERVICES:
        forge(f"{login}_replies", "", "rewards.events")
        forge(f"{login}_replies", "", "rewards.commands")
        forge(login, "coopt.events", f"{login}.something-else", entries(("CC", array(text(lane.key)))))
        forge(login, "coopt.events", f"{login}.something-else", entries(("BCC", array(text(lane.key)))))
    forge("recommendations", "coopt.events", lane.key, entries(("x-death", DEATH)))
    with RawLetters(stack, "rewards") as letters:
        for word in words:
            assert letters.marked(word).reason == "sender-not-allowed"
    assert money(books, scene) == {}


def test_payouts_confirmed_by_any_other_login_are_not_paid(stack, scene, tracker, books, notifications):
    scene.hire(tracker)
    told = notifications.expect("staff.payout-requested",
                                lambda m: m.details["beneficiary"]["id"] == scene.member.id, PATIENCE)
    before, words = money(books, scene), []

    def forge(login, exchange, key, headers=None):
        event = cloud_event("coopt.integration.payout-confirmed.v1", {
            "payoutId": told.details["payoutId"], "paidAt": instant(), "reference": unique()}, "https://forged.example")
        words.append(event["id"])
        Lane("rewards", "integration", exchange, key, login).publish_event(stack, event, headers)

    for header in ("CC", "BCC"):
        forge("ats", "coopt.integration", "hire.reported", entries((header, array(text("payout.confirmed")))))
    for login in SERVICES:
        forge(f"{login}_replies", "", "rewards.integration")
    for death in DEATHS:
        forge("finance", "coopt.integration", "payout.confirmed", entries(("x-death", death)))
    with RawLetters(stack, "rewards") as letters:
        for word in words:
            assert letters.marked(word).reason == "sender-not-allowed"
    assert money(books, scene) == before and before[f"member:{scene.member.id}:payable"] < 0
    with Finance(stack) as finance:
        assert finance.reply(finance.confirm(told.details["payoutId"]), PATIENCE).type == ACCEPTED


# Replies to nobody


def forged_reply_queue(draw):
    """Direct reply-tos that no client has: of every form that a broker or a service may look into."""
    word = "".join(draw.choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/", k=draw.randint(4, 90)))
    return draw.choice([f"amq.rabbitmq.reply-to.{word}", f"amq.rabbitmq.reply-to.{word}==.{word}",
                        f"amq.rabbitmq.reply-to.g1h{word}.{word}==", "amq.rabbitmq.reply-to.", "amq.rabbitmq.reply-to.."])


@pytest.mark.parametrize("lane", COMMANDS[:-1] + INTEGRATION[:1] + INTEGRATION[2:], ids=str)
def test_forged_direct_reply_tos_make_nobody_else_wait(stack, lane):
    draw = drawn("reply-to", lane)
    with RawConnection(stack.amqp_url(lane.login)) as hostile, StaffTool(stack) as direct, \
            StaffTool(stack, f"staff.reply.{new_id()}") as queued:
        for _ in range(40):
            event = lane.event({"x": 1})
            hostile.publish(lane.exchange, lane.key, json.dumps(event), properties(
                message_id=event["id"], type=event["type"], reply_to=forged_reply_queue(draw),
                correlation_id=new_id()))
        hostile.confirm()
        asked = 0
        for tool in (direct, queued) * 5:  # each answer took 5 to 20 s
            asked += tool.ask(f"{lane.service}.do-nothing", {}, 10).type == REJECTED
        assert asked == 10


# What letters keep


KEPT = {
    "priority": b"B\x07", "decimal": b"D\x02" + struct.pack(">i", 12345), "bytes": counted(b"x", b"\0\xff\xfe"),
    "no-utf-8": text(b"caf\xe9 \xff\xfe"), "instant": b"T" + struct.pack(">Q", 1_700_000_000), "yes": b"t\x01",
    "nothing": b"V", "small": b"s" + struct.pack(">h", -5), "large": b"l" + struct.pack(">q", -2**63),
    "float": b"f" + struct.pack(">f", 1.5), "double": b"d" + struct.pack(">d", -0.1),
    "list": array(text("a"), b"I\0\0\0\x01", table(("k", text(b"\xff")))), "empty-list": array(), "empty": table(),
}


@pytest.mark.parametrize("lane", ONE_OF_EACH_QUEUE, ids=str)
def test_letters_keep_properties_and_headers_as_they_were(stack, lane):
    draw, word = drawn("kept", lane), mark()
    chosen = draw.sample(sorted(KEPT), 9)
    given = {"priority": draw.randint(0, 9), "content_encoding": "identity", "correlation_id": "café",
             "timestamp": 1_700_000_000 + draw.randrange(10**6), "type": lane.type, "app_id": "naïve tool",
             "delivery_mode": 2, "message_id": word}
    lane.publish(stack, unreadable(word), properties(entries(*((name, KEPT[name]) for name in chosen)), **given))
    for service in services_of(stack, lane):
        with RawLetters(stack, service) as letters:
            letter = letters.marked(word)
        assert_is_told_well(letter, lane, service, "undecodable")
        assert letter.body == unreadable(word).encode()
        kept = {name: value.decode() if isinstance(value, bytes) else value
                for name, value in letter.properties.items()}
        assert {name: kept.get(name) for name in given} == given
        assert {name: letter.headers.get(name.encode()) for name in chosen} == {name: KEPT[name] for name in chosen}


@pytest.mark.parametrize("service, keys", [
    ("members", ["members.invite-member"]), ("qualification", ["recommendations.candidate-registered"]),
    ("rewards", ["payout.confirmed", "rewards.choose-option"])])
def test_what_expires_in_a_queue_is_a_letter_that_says_so(stack, service, keys):
    processes, sent = StackProcesses(stack), []
    processes.stop(service)
    try:
        for lane in (lane for lane in LANES if lane.key in keys):
            event = honest_event(lane)
            sent.append((lane, event["id"]))
            lane.publish_event(stack, event, expiration="100")
        with Participant(stack["COOPT_ADMIN_AMQP_URL"]) as admin:
            for lane, _ in sent:
                observed(lambda: not admin.channel.queue_declare(
                    f"{service}.{lane.kind}", passive=True).method.message_count, "all expired", PATIENCE)
    finally:
        processes.start(service)
    with RawLetters(stack, service) as letters:
        for lane, word in sent:
            assert_is_told_well(letters.marked(word), lane, service, "expired")


@pytest.mark.parametrize("key, data", [
    ("offers.publish-offer", lambda scene: {
        "companyId": scene.company_id, "title": "Luthier", "description": "Un atelier.", "sector": "C32.20",
        "zone": "FR-2A", "closesAt": later(minutes=-5)}),
    ("offers.list-published-offers", lambda scene: {"memberId": scene.member.id, "pageToken": "invented"})])
def test_what_only_its_content_makes_invalid_is_a_letter_when_nobody_asked_for_an_answer(stack, scene, key, data):
    lane = Lane("offers", "commands", "coopt.commands", key, "staff")
    scene.staff.accept_once_known("offers.list-published-offers", {"memberId": scene.member.id})
    event = lane.event(data(scene))
    lane.publish_event(stack, event)
    with DeadLetters(stack, "offers") as letters:
        kept, body = letters.take(lambda kept, _: kept.message_id == event["id"])
    assert kept.headers["x-coopt-reason"] == "invalid-message" and json.loads(body) == event


def test_all_of_it_together_leaves_no_difference_in_the_books(stack, tmp_path):
    from command_line import ACCEPTED as WELL, CommandLine
    done = CommandLine.of(stack, tmp_path)("ledger", "verify", within=300)
    assert done.returncode == WELL and done.stdout.endswith("zero difference\n"), done.stdout + done.stderr
