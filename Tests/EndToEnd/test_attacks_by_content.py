"""Hostile content in sound frames: huge bodies, extreme numbers and times, texts that deceive. Each is named or kept."""

import json
from pathlib import Path

import pika
import pytest

from bonuses import money
from lanes import COMMANDS, INTEGRATION, LANES, ONE_OF_EACH_QUEUE, Lane, drawn, forged_hire, services_of
from onlooker import PATIENCE, nobody_is_stopped, onlooker  # noqa: F401 (fixtures)
from outside.client import ACCEPTED, REJECTED, SOMEBODY, Client
from outside.envelope import cloud_event, instant, new_id
from outside.people import stranger, unique
from outside.stack import SERVICES
from raw_amqp import Closed, RawConnection, RawLetters, properties

MEGABYTE = 1_000_000


def named(reply):
    """The fields that a refusal names."""
    assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message"), reply.raw[:2_000]
    return [error["field"] for error in reply.data["errors"]]


class Sender(Client):
    """Whoever may write to a lane, with a reply queue of their own."""

    def __init__(self, stack, lane):
        super().__init__(stack.amqp_url(lane.login), f"https://{lane.login}.example.com",
                         f"{lane.login}.reply.{new_id()}")
        self.lane = lane

    def ask(self, data, **attributes):
        """The reply to an envelope of the lane, whatever it says."""
        actor = SOMEBODY if self.lane.login == "staff" else None
        event = cloud_event(self.lane.type, data, self.source, actor=actor) | attributes
        sent = pika.BasicProperties(content_type="application/cloudevents+json", delivery_mode=2,
                                    type=self.lane.type)
        return self.ask_raw(json.dumps(event), sent)

    def ask_raw(self, body, sent):
        return self.reply(self.publish_raw(self.lane.exchange, self.lane.key, body, sent), PATIENCE)


# Bodies


@pytest.mark.parametrize("lane", ONE_OF_EACH_QUEUE, ids=str)
def test_a_body_over_a_megabyte_is_a_letter(stack, onlooker, lane):
    draw, words = drawn("body", lane), []
    for size in [MEGABYTE + 100_000, draw.randint(MEGABYTE + 200_000, 8 * MEGABYTE)]:
        event = lane.event({"padding": "x" * size})
        try:
            lane.publish_event(stack, event)
            words.append(event["id"])
        except Closed:
            pass  # more than the broker takes
    assert words
    onlooker.sees_all_well(lane.service)
    for service in services_of(stack, lane):
        with RawLetters(stack, service) as letters:
            for word in words:
                assert letters.marked(word).reason


def test_a_body_of_which_the_broker_would_choke_is_not_taken(stack):
    lane = COMMANDS[0]
    with pytest.raises((Closed, OSError)):
        lane.publish(stack, b"x" * (48 * MEGABYTE))
        with RawLetters(stack, "members") as letters:
            letters.take(lambda letter: len(letter.body) == 48 * MEGABYTE, 60)


@pytest.mark.parametrize("lane", [COMMANDS[1], INTEGRATION[0], LANES[-2]], ids=str)
def test_many_large_bodies_do_not_fill_the_memory(stack, onlooker, lane):
    pid, count = onlooker.processes()[lane.service], 40
    with RawConnection(stack.amqp_url(lane.login)) as connection:
        for _ in range(count):
            connection.publish(lane.exchange, lane.key, json.dumps(lane.event({"padding": "x" * (3 * MEGABYTE)})),
                               properties(type=lane.type))
        connection.confirm()
    onlooker.sees_all_well(lane.service)
    for service in services_of(stack, lane):
        with RawLetters(stack, service) as letters:
            for _ in range(count):
                letters.take(lambda letter: b"padding" in letter.body[:1_000] and len(letter.body) > 3 * MEGABYTE)
    status = Path(f"/proc/{pid}/status").read_text()
    peak = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
    assert peak < 250_000, f"{peak} kB"


# Numbers


EXTREMES = [-1, -2**31, -2**63, 2**63 - 1, 2**63, 2**64, 10**400, 1.5, -0.5, 1e308]


@pytest.mark.parametrize("cents", [-1, -2**63, 2**63 - 1, 2**63, 10**30, 0.5])
def test_forged_amounts_post_nothing_and_stop_nobody(stack, scene, books, onlooker, cents):
    lane = Lane("rewards", "events", "coopt.events", "recommendations.hire-attributed", "recommendations")
    event = lane.event(forged_hire(scene.member.id, cents))
    lane.publish_event(stack, event)
    for service in services_of(stack, lane):
        with RawLetters(stack, service) as letters:
            assert letters.marked(event["id"]).reason == "invalid-message"
    assert money(books, scene) == {} and not books.imbalances()
    onlooker.plays_a_hire()


EVENTS_WITH_NUMBERS = {
    "recommendations.recommendation-attributed": lambda n: {
        "recommendationId": new_id(), "offerId": new_id(), "companyId": new_id(), "memberId": new_id(),
        "candidateId": new_id(), "conflictOfInterest": False,
        "quote": {"level": "beginner", "amountCents": n, "currency": "EUR", "policyVersion": n}},
    "rewards.points-awarded": lambda n: {
        "memberId": new_id(), "points": n, "rule": "daily-visit", "total": n, "causeId": new_id()},
    "rewards.listing-credits-granted": lambda n: {"companyId": new_id(), "credits": n, "rewardId": new_id()},
    "rewards.listing-credits-revoked": lambda n: {"companyId": new_id(), "credits": n, "rewardId": new_id()},
    "rewards.reward-granted": lambda n: {
        "rewardId": new_id(), "hireId": new_id(), "memberId": new_id(), "kind": "recommendation", "amountCents": n,
        "currency": "EUR", "state": "held"},
    "rewards.level-changed": lambda n: {"memberId": new_id(), "from": "beginner", "to": "expert", "points": n},
    "offers.wave-dispatched": lambda n: {"offerId": new_id(), "wave": n, "level": "beginner", "memberIds": []},
    "members.profile-updated": lambda n: {"memberId": new_id(), "revision": n, "sectors": ["J"], "zones": ["FR"],
                                          "charterVersion": "1", "identityKeys": [], "locale": "fr"},
}


@pytest.mark.parametrize("key", EVENTS_WITH_NUMBERS)
def test_extreme_numbers_in_events_stop_nobody(stack, onlooker, key):
    login = key.split(".")[0]
    lane = Lane("notifications", "events", "coopt.events", key, login)
    for number in EXTREMES:
        lane.publish_event(stack, lane.event(EVENTS_WITH_NUMBERS[key](number)))
    onlooker.plays_a_hire()


NUMBERS_IN_COMMANDS = [
    ("offers.list-published-offers", "pageSize", {"memberId": new_id()}),
    ("rewards.get-statement", "year", {"memberId": new_id()}),
    ("offers.change-policy", "waveDelaySeconds", {}), ("offers.change-policy", "waveMaximumSize", {}),
    ("offers.change-policy", "solicitationsPerWeek", {}), ("members.change-policy", "invitationValidityDays", {}),
    ("recommendations.change-policy", "attributionValidityDays", {}), ("rewards.change-policy", "sponsorshipCents", {}),
    ("rewards.change-policy", "matchingCents", {}), ("rewards.change-policy", "listingCredits", {}),
]


@pytest.mark.parametrize("name, field, more", NUMBERS_IN_COMMANDS, ids=lambda value: value if isinstance(value, str) else "")
def test_extreme_numbers_in_commands_are_refused_by_the_field(staff, name, field, more):
    service = name.split(".")[0]
    before = staff.accept(f"{service}.get-policy", {}) if name.endswith("change-policy") else {}
    taken = []
    for number in EXTREMES:
        reply = staff.ask(name, more | {field: number}, PATIENCE)
        if reply.type == ACCEPTED:
            taken.append(number)
            if before:
                staff.accept(name, {field: before.get(field)}, PATIENCE)
        elif name != "rewards.get-statement" or reply.data["code"] != "member-not-found":
            assert field in named(reply), (number, reply.raw)
    assert not [number for number in taken if number < 0 or number != int(number) or number >= 2**63], taken
    assert not [number for number in taken if name == "rewards.change-policy"], "no such bonus can be meant"


# Times


TIMES = ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00", "10000-01-01T00:00:00Z", "0000-12-31T23:59:59Z",
         "-0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999-00:01", "+10000-01-01T00:00:00Z"]


def hire(**more):
    return {"applicationId": new_id(), "sourceSystem": "ats.example.com", "offerId": new_id(),
            "candidate": {"email": stranger().email}, "hiredAt": instant()} | more


TIMED = [
    ("members.record-visit", "at", "staff", lambda at: {"memberId": new_id(), "at": at}),
    ("members.invite-member", "expiresAt", "staff", lambda at: {"email": stranger().email, "expiresAt": at}),
    ("offers.publish-offer", "closesAt", "staff", lambda at: {
        "companyId": new_id(), "title": "t", "description": "d", "sector": "J", "zone": "FR", "closesAt": at}),
    ("qualification.record-interview", "interviewedAt", "staff", lambda at: {
        "recommendationId": new_id(), "outcome": "qualified", "candidateInformed": True, "interviewedAt": at}),
    ("hire.reported", "hiredAt", "ats", lambda at: hire(hiredAt=at)),
    ("hire.reported", "startsAt", "ats", lambda at: hire(startsAt=at)),
    ("hire.withdrawn", "withdrawnAt", "ats", lambda at: {
        "applicationId": new_id(), "sourceSystem": "ats.example.com", "withdrawnAt": at}),
    ("payout.confirmed", "paidAt", "finance", lambda at: {"payoutId": new_id(), "paidAt": at, "reference": "r"}),
]


def lane_of(key, login):
    if login == "staff":
        return Lane(key.split(".")[0], "commands", "coopt.commands", key, login)
    return next(lane for lane in INTEGRATION if lane.key == key)


@pytest.mark.parametrize("key, field, login, data", TIMED, ids=lambda value: value if isinstance(value, str) else "")
def test_a_time_outside_the_years_1_to_9999_is_refused_by_its_field(stack, key, field, login, data):
    with Sender(stack, lane_of(key, login)) as sender:
        for time in TIMES:
            assert named(sender.ask(data(time))) == [field], time


@pytest.mark.parametrize("lane", COMMANDS[:-1] + INTEGRATION, ids=lambda lane: lane.key)
def test_an_envelope_of_such_a_time_is_refused_too(stack, lane):
    data = {lane.key: data for lane, data in ((lane_of(key, login), data(instant())) for key, _, login, data in TIMED)}
    with Sender(stack, lane) as sender:
        for time in TIMES:
            reply = sender.ask(data.get(lane.key, {}), time=time)
            assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message") and "time" in reply.raw


@pytest.mark.parametrize("time", TIMES)
def test_a_forged_hire_of_such_a_time_does_not_get_lost_on_the_way_to_the_books(stack, scene, books, time):
    lane = Lane("rewards", "events", "coopt.events", "recommendations.hire-attributed", "recommendations")
    event = lane.event(forged_hire(scene.member.id) | {"hiredAt": time})
    lane.publish_event(stack, event)
    with RawLetters(stack, "rewards") as letters:
        assert letters.marked(event["id"]).reason == "invalid-message"


# Texts


def recommendation(**candidate):
    return {"offerId": new_id(), "memberId": new_id(), "candidate": stranger().as_candidate() | candidate}


def joining(**more):
    return stranger().profile(["J"], ["FR"], invitationCode="x", charterVersion="1") | more


def offer(**more):
    return {"companyId": new_id(), "title": "t", "description": "d", "sector": "J", "zone": "FR"} | more


NAMES = [
    ("offers.register-company", "name", lambda text: {"name": text}),
    ("offers.publish-offer", "title", lambda text: offer(title=text)),
    ("members.join", "firstName", lambda text: joining(firstName=text)),
    ("members.join", "lastName", lambda text: joining(lastName=text)),
    ("members.join", "employer.name", lambda text: joining(employer={"name": text})),
    ("recommendations.recommend-candidate", "candidate.firstName", lambda text: recommendation(firstName=text)),
    ("recommendations.recommend-candidate", "candidate.lastName", lambda text: recommendation(lastName=text)),
    ("recommendations.recommend-candidate", "candidate.currentEmployer.name",
     lambda text: recommendation(currentEmployer={"name": text})),
    ("rewards.register-charity", "name", lambda text: {"name": text}),
]
TEXTS = NAMES + [
    ("offers.publish-offer", "description", lambda text: offer(description=text)),
    ("offers.publish-offer", "externalReference", lambda text: offer(externalReference=text)),
    ("members.join", "invitationCode", lambda text: joining(invitationCode=text)),
    ("members.join", "charterVersion", lambda text: joining(charterVersion=text)),
    ("members.join", "phone", lambda text: joining(phone=text)),
    ("members.join", "email", lambda text: joining(email=f"a{text}@example.org")),
    ("members.join", "sectors[0]", lambda text: joining(sectors=[text])),
    ("members.join", "locale", lambda text: joining(locale=text)),
    ("recommendations.recommend-candidate", "message", lambda text: recommendation() | {"message": text}),
    ("recommendations.recommend-candidate", "candidate.linkedinUrl",
     lambda text: recommendation(linkedinUrl=f"https://www.linkedin.com/in/{text}")),
    ("recommendations.attribute-hire", "reason",
     lambda text: {"hireId": new_id(), "recommendationId": new_id(), "reason": text}),
    ("qualification.record-interview", "summary", lambda text: {
        "recommendationId": new_id(), "outcome": "qualified", "candidateInformed": True, "summary": text}),
    ("qualification.record-interview", "reason", lambda text: {
        "recommendationId": new_id(), "outcome": "rejected", "candidateInformed": True, "reason": text}),
    ("rewards.choose-option", "option", lambda text: {"rewardId": new_id(), "option": text}),
    ("hire.reported", "applicationId", lambda text: hire(applicationId=text)),
    ("hire.reported", "sourceSystem", lambda text: hire(sourceSystem=text)),
    ("hire.reported", "offerReference", lambda text: hire(offerReference=text)),
    ("hire.reported", "candidate.email", lambda text: hire(candidate={"email": f"a{text}@example.org"})),
    ("hire.withdrawn", "reason", lambda text: {
        "applicationId": new_id(), "sourceSystem": "ats.example.com", "withdrawnAt": instant(), "reason": text}),
    ("payout.confirmed", "reference",
     lambda text: {"payoutId": new_id(), "paidAt": instant(), "reference": text}),
]
INVISIBLE = ["\u200b", "\u200b\u200d\ufeff", "\u2060\u2063", "\u00ad", "\u3164", "\u115f\u1160", "\u180e", " \u200e ",
             "\ufe0f", "\u2800", "\U000e0041", "\u034f"]


def ids(value):
    return value if isinstance(value, str) else ""


def sender_of(stack, key):
    login = {"hire.reported": "ats", "hire.withdrawn": "ats", "payout.confirmed": "finance"}.get(key, "staff")
    return Sender(stack, lane_of(key, login))


@pytest.mark.parametrize("key, field, data", TEXTS, ids=ids)
def test_a_text_with_nul_or_a_direction_override_is_refused_by_its_field(stack, key, field, data):
    draw = drawn("text", key, field)
    with sender_of(stack, key) as sender:
        for character in ["\0", draw.choice("\u202d\u202e")]:
            text = f"a{character}b"
            fields = named(sender.ask(data(text)))
            assert fields in ([field], [field.split("[")[0]]), (character, fields)


@pytest.mark.parametrize("key, field, data", NAMES, ids=ids)
def test_a_name_that_nobody_can_see_is_refused(stack, key, field, data):
    with sender_of(stack, key) as sender:
        for text in INVISIBLE:
            assert named(sender.ask(data(text))) == [field], ascii(text)
        for text in ("न\u094dष", "Zoë\u200dX", "محمد"):  # joiners and marks that languages need
            reply = sender.ask(data(text))
            assert reply.data.get("code") != "invalid-message", reply.raw


@pytest.mark.parametrize("lane", COMMANDS[:-1] + INTEGRATION, ids=lambda lane: lane.key)
@pytest.mark.parametrize("attribute", ["source", "id", "correlationid", "causationid", "subject", "actor"])
def test_attributes_that_are_too_wide_or_hold_nul_are_refused_or_cut_and_stop_nobody(stack, lane, attribute):
    with Sender(stack, lane) as sender:
        for value in ["x" * 3_000, f"a\0{new_id()}", "é" * 100_000, ""]:
            reply = sender.ask({}, **{attribute: value})
            assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message"), reply.raw[:500]


@pytest.mark.parametrize("length, taken", [(1, True), (128, True), (129, False), (256, False), (0, False)])
def test_an_envelope_id_is_any_text_of_1_to_128_characters(stack, length, taken):
    lane = lane_of("offers.register-company", "staff")
    alphabet = drawn("id", length).choices("abcé漢/ :#%\U0001f600", k=length)
    with Sender(stack, lane) as sender:
        # One character alone could have been another's before: then the answer is a stored one.
        reply = sender.ask({"name": f"Société {unique()}"}, id="".join(alphabet))
        assert (reply.type == ACCEPTED) == taken, reply.raw


@pytest.mark.parametrize("lane", COMMANDS[:-1] + INTEGRATION[:1] + INTEGRATION[2:], ids=str)
@pytest.mark.parametrize("encode", [
    lambda event: json.dumps(event, ensure_ascii=False).encode("latin-1"),
    lambda event: json.dumps(event, ensure_ascii=False).encode("utf-16"),
    lambda event: json.dumps(event).encode().replace(b"caf\\u00e9", b"caf\xc0\x80"),
    lambda event: json.dumps(event).encode().replace(b"caf\\u00e9", b"caf\xed\xa0\x80"),
    lambda event: json.dumps(event).encode().replace(b"caf\\u00e9", b"caf\\ud800"),
], ids=["latin-1", "utf-16", "overlong", "surrogate", "escaped surrogate"])
def test_only_utf_8_is_read(stack, lane, encode):
    with Sender(stack, lane) as sender:
        event = cloud_event(lane.type, {"name": "café"}, sender.source)
        sent = pika.BasicProperties(content_type="application/cloudevents+json", delivery_mode=2)
        reply = sender.ask_raw(encode(event), sent)
        assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message")


# What answers say


def test_all_invalid_fields_are_named_at_once(stack):
    cases = {
        "members.join": (joining(email="nobody", phone=7, sectors=[], zones=["FR", "Atlantis"], lastName="x" * 201,
                                 firstName="\u200b"), {"email", "phone", "sectors", "zones[1]", "lastName", "firstName"}),
        "members.invite-member": ({"email": 5, "sponsorId": "nobody", "locale": 7}, {"email", "sponsorId", "locale"}),
        "offers.publish-offer": (offer(companyId="x", title="", sector="nothing", zone="Atlantis", closesAt="soon"),
                                 {"companyId", "title", "sector", "zone", "closesAt"}),
        "recommendations.recommend-candidate": (
            recommendation(email="nobody", firstName="x" * 201) | {"offerId": 1, "message": "m" * 10_001},
            {"candidate.email", "candidate.firstName", "offerId", "message"}),
        "qualification.record-interview": (
            {"recommendationId": "x", "outcome": "splendid", "candidateInformed": "yes", "summary": "s" * 10_001},
            {"recommendationId", "outcome", "candidateInformed", "summary"}),
        "rewards.choose-option": ({"rewardId": "x", "option": "fly", "charityId": "y"},
                                  {"rewardId", "option", "charityId"}),
        "hire.reported": (hire(applicationId="", offerId="x", hiredAt="soon", candidate={"email": "nobody"}),
                          {"applicationId", "offerId", "hiredAt", "candidate.email"}),
        "payout.confirmed": ({"payoutId": "x", "paidAt": "soon", "reference": 5.5}, {"payoutId", "paidAt", "reference"}),
    }
    found = {}
    for key, (data, fields) in cases.items():
        with sender_of(stack, key) as sender:
            found[key] = (set(named(sender.ask(data))), fields)
    assert {key: names for key, (names, fields) in found.items() if names != fields} == {}, found


@pytest.mark.parametrize("key", [key for key, *_ in TIMED] + ["rewards.get-statement", "members.join"])
def test_values_are_in_no_answer_and_in_no_log_as_keys(stack, key):
    secret = f"jean.{unique()}@x.fr"
    with sender_of(stack, key) as sender:
        for data in ({"year": 1.5, secret: 1.5}, {secret: {secret: None}, "memberId": {secret: 1}},
                     {"candidate": {secret: 1.5, "email": {secret: []}}, "hiredAt": [secret], "email": [secret]},
                     {"memberId": secret, "payoutId": secret, "companyId": secret, "recommendationId": secret},
                     [secret], secret):
            reply = sender.ask(data)
            assert reply.type == REJECTED and secret not in reply.raw, reply.raw
            event = cloud_event(sender.lane.type, data, sender.source)
            sender.publish(sender.lane.exchange, sender.lane.key, event, wants_reply=False)
            with RawLetters(stack, sender.lane.service) as letters:
                letter = letters.marked(event["id"])
            assert secret not in letter.text("x-coopt-detail")
    logs = [path.name for path in (stack.directory / "log").iterdir()
            if path.stem in SERVICES and secret in path.read_text(errors="replace")]
    assert not logs


def test_binary_attributes_that_disagree_are_refused_whichever_way_round(stack):
    lane = lane_of("hire.reported", "ats")
    with Sender(stack, lane) as sender:
        for names in (["ce-", "cloudEvents:"], ["cloudEvents_", "ce-"], ["cloudEvents:", "cloudEvents_"]) * 4:
            headers = {f"{names[0]}{name}": value for name, value in (
                ("specversion", "1.0"), ("id", new_id()), ("source", sender.source), ("time", instant()),
                ("type", lane.type))} | {f"{names[1]}id": new_id()}
            sent = pika.BasicProperties(content_type="application/json", delivery_mode=2, headers=headers)
            reply = sender.ask_raw(json.dumps(hire()), sent)
            assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message"), (names, reply.raw)


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one after the other"])
def test_application_ids_that_look_alike_are_one_hire(tracker, together):
    word = unique()
    forms = [f"caf\u00e9-{word}", f"cafe\u0301-{word}"]
    if together:
        replies = tracker.replies([tracker.hire(hire(applicationId=form)) for form in forms * 5], PATIENCE)
    else:
        replies = [tracker.reply(tracker.hire(hire(applicationId=form)), PATIENCE) for form in forms]
    assert len({reply.data["hireId"] for reply in replies}) == 1
