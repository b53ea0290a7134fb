"""A hire's clock (H1) and what it is matched with (H2), as an outside system and staff see them."""

import json
import random
from datetime import datetime, timedelta, timezone
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from bonuses import money, of
from dead_letters import DeadLetters
from outside.client import ACCEPTED, REJECTED
from outside.envelope import cloud_event, instant, later, new_id
from outside.people import stranger
from quiet import await_rest

HIRED, WITHDRAWN = "hire.reported", "hire.withdrawn"


def send(tracker, key, data, id=None, **envelope):
    """Publishes a report whose envelope says what the test says; `time=None` leaves that out. Its correlation id."""
    event = cloud_event(f"coopt.integration.{key.replace('.', '-')}.v1", data, tracker.source, id) | envelope
    return tracker.publish("coopt.integration", key, {name: value for name, value in event.items() if value is not None})


class Application:
    """One application of a scene's candidate in an outside system."""

    def __init__(self, tracker, scene):
        self.tracker, self.scene = tracker, scene
        self.pair = {"applicationId": new_id(), "sourceSystem": tracker.system}

    def told(self, key, data, **envelope):
        """Sends a report of it, which is accepted; the answer."""
        hire = {"offerId": self.scene.offer_id, "candidate": {"email": self.scene.candidate.email}}
        data = self.pair | (hire if key == HIRED else {}) | data
        reply = self.tracker.reply(send(self.tracker, key, data, **envelope))
        assert reply.type == ACCEPTED, reply.raw
        return reply.data

    def hired(self, at, asOf=None, startsAt=None, **envelope):
        data = {"hiredAt": at, "asOf": asOf, "startsAt": startsAt}
        return self.told(HIRED, {name: value for name, value in data.items() if value}, **envelope)

    def withdrawn(self, at, asOf=None, **envelope):
        return self.told(WITHDRAWN, {"withdrawnAt": at} | ({"asOf": asOf} if asOf else {}), **envelope)


@pytest.fixture
def application(tracker, scene):
    return Application(tracker, scene)


@pytest.fixture
def paid(stack, scene, events, books):
    """What the member is owed once all is handled."""

    def ask():
        await_rest(stack, events, ("recommendations", "rewards"))
        return -money(books, scene).get(f"member:{scene.member.id}:payable", 0)

    return ask


def quoted(scene):
    return scene.recommendation["quote"]["amountCents"]


# As-of instants


def test_h1_a_start_date_in_the_future_is_withdrawn_before_it_and_counts_again(application, scene, paid, events):
    start = later(days=60)
    application.hired(start, startsAt=start)
    assert paid() == quoted(scene)
    told = events.expect("recommendations.hire-attributed", of(scene))
    assert told.data["revision"] == 1 and told.data["startsAt"][:19] == start[:19] and "asOf" in told.data
    application.withdrawn(instant())
    assert paid() == 0
    application.hired(start, startsAt=start)
    assert paid() == quoted(scene)
    revisions = [event.data["revision"] for event in events.matching(
        lambda e: e.routing_key in ("recommendations.hire-attributed", "recommendations.hire-withdrawn")
        and e.data["hireId"] == told.data["hireId"])]
    assert sorted(revisions) == [1, 2, 3]


def test_h1_without_an_envelopes_time_a_message_speaks_as_of_its_own_date(application, scene, paid):
    application.hired(later(hours=3), time=None)
    application.withdrawn(later(hours=2), time=None)
    assert paid() == quoted(scene)
    application.withdrawn(later(hours=4), time=None)
    assert paid() == 0


@pytest.mark.parametrize("hired_as_of, withdrawn_as_of, in_force", [
    (later(hours=-1), later(hours=-2), True), (later(hours=-2), later(hours=-1), False),
    (later(hours=-1), later(hours=-1), False)], ids=["later", "earlier", "at once"])
@pytest.mark.parametrize("order", ["hire first", "withdrawal first"])
def test_h1_what_a_message_says_of_its_instant_goes_before_dates_and_envelope(
        application, scene, paid, hired_as_of, withdrawn_as_of, in_force, order):
    steps = [lambda: application.hired(later(days=5), hired_as_of, time=later(days=300)),
             lambda: application.withdrawn(instant(), withdrawn_as_of, time="2001-01-01T00:00:00Z")]
    for step in steps if order == "hire first" else reversed(steps):
        step()
    assert paid() == (quoted(scene) if in_force else 0)


def test_h1_the_envelopes_time_counts_where_it_is_earlier_than_the_date(application, scene, paid):
    application.hired(later(days=30), time=later(hours=-2))
    application.withdrawn(later(hours=1), time=later(hours=-1))
    assert paid() == 0


@pytest.mark.parametrize("seed", range(3))
def test_h1_rehired_in_any_order_and_however_often_told_the_member_is_owed_the_same(
        stack, tracker, scene, events, books, seed):
    """Hired, withdrawn, hired again with a start in the future, withdrawn, hired: and the last report left out as well."""
    now = datetime.now(timezone.utc)
    story = [(key, instant(now + timedelta(days=days)), instant(now + timedelta(minutes=minute)))
             for key, days, minute in ((HIRED, 0, 1), (WITHDRAWN, 0, 2), (HIRED, 40, 3), (WITHDRAWN, 0, 4), (HIRED, 10, 5))]
    for told in (story, story[:-1]):
        tellings = random.Random(seed).sample(list(permutations(told)), 4)
        for telling in tellings:
            application, sent = Application(tracker, scene), []
            for key, date, as_of in [*telling, *random.Random(seed).choices(telling, k=3)]:
                hire = {"offerId": scene.offer_id, "candidate": {"email": scene.candidate.email}, "hiredAt": date}
                data = application.pair | (hire if key == HIRED else {"withdrawnAt": date}) | {"asOf": as_of}
                sent.append(send(tracker, key, data))
            assert {reply.type for reply in tracker.replies(sent)} == {ACCEPTED}
            await_rest(stack, events, ("recommendations", "rewards"))
            owed = -money(books, scene).get(f"member:{scene.member.id}:payable", 0)
            assert owed == (quoted(scene) if told is story else 0), telling
            application.withdrawn(instant(now), instant(now + timedelta(hours=20)))  # makes room for the next telling


def test_h1_a_corrected_date_is_told_with_the_next_revision_and_what_is_no_news_is_not(
        stack, application, scene, events):
    date, start, first, second = later(days=9), later(days=20), later(minutes=1), later(minutes=2)
    corrected = later(days=5)
    for hired_at, as_of in ((date, first), (date, first), (corrected, second), (date, first), (corrected, second)):
        assert application.hired(hired_at, as_of, start)["outcome"] == "attributed"
    await_rest(stack, events, ("recommendations",))
    told = events.matching(lambda e: e.routing_key == "recommendations.hire-attributed" and of(scene)(e))
    assert [(event.data["revision"], event.data["hiredAt"][:19]) for event in told] == [(1, date[:19]), (2, corrected[:19])]
    assert {event.data["startsAt"][:19] for event in told} == {start[:19]}


# Reports that come too late, and dates that cannot be


def test_h1_a_report_that_a_later_withdrawal_outdates_is_told_to_staff_once_for_each_message(
        stack, application, scene, events, notifications):
    hired, withdrawn = later(hours=-2), later(hours=-1)
    hire = application.withdrawn(withdrawn)["hireId"]
    ids = [new_id(), new_id()]
    for id in (ids[0], ids[0], ids[1]):
        assert application.hired(hired, id=id)["hireId"] == hire
    await_rest(stack, events, ("recommendations",))
    outdated = events.matching(
        lambda e: e.routing_key == "recommendations.hire-report-outdated" and e.data["hireId"] == hire)
    assert [event.causation_id for event in outdated] == ids
    assert outdated[0].data.items() >= application.pair.items()
    assert outdated[0].data["asOf"] < outdated[0].data["withdrawnAsOf"]
    told = notifications.gather(
        lambda m: m.routing_key == "staff.hire-report-outdated" and m.details["hireId"] == hire, 2)
    assert len(told) == 2 and not events.matching(
        lambda e: e.routing_key == "rewards.reward-granted" and of(scene)(e))


@pytest.mark.parametrize("key, field, date, valid", [
    (HIRED, "hiredAt", later(days=401), later(days=399)), (HIRED, "hiredAt", "1999-12-31T23:59:59Z", None),
    (HIRED, "startsAt", later(days=4000), later(days=500)), (HIRED, "startsAt", "0202-01-01T00:00:00Z", None),
    (HIRED, "asOf", later(days=2), later(hours=23)), (HIRED, "asOf", "1999-12-31T23:59:59Z", "2000-01-01T00:00:00Z"),
    (WITHDRAWN, "withdrawnAt", later(days=2), later(hours=23)), (WITHDRAWN, "withdrawnAt", "1970-01-01T00:00:00Z", None),
    (WITHDRAWN, "asOf", later(days=2), later(hours=23)), (WITHDRAWN, "asOf", "1999-12-31T23:59:59Z", None)])
def test_h1_a_date_that_cannot_be_is_refused_by_its_field_and_leaves_no_hire(
        stack, staff, tracker, scene, key, field, date, valid):
    system = f"ats.{new_id()}.example.com"
    data = {"applicationId": new_id(), "sourceSystem": system} | (
        {"offerId": scene.offer_id, "candidate": {"email": stranger().email}, "hiredAt": instant()} if key == HIRED
        else {"withdrawnAt": instant()})
    reply = tracker.reply(send(tracker, key, data | {field: date}))
    assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message"), reply.raw
    assert [error["field"] for error in reply.data["errors"]] == [field]
    assert staff.accept("recommendations.list-hires", {"sourceSystem": system}) == {"hires": []}
    if valid:
        assert tracker.reply(send(tracker, key, data | {field: valid})).type == ACCEPTED


def test_h1_such_a_report_that_nobody_waits_for_is_a_dead_letter(stack, tracker, scene):
    event = cloud_event("coopt.integration.hire-reported.v1", {
        "applicationId": new_id(), "sourceSystem": tracker.system, "offerId": scene.offer_id,
        "candidate": {"email": scene.candidate.email}, "hiredAt": "2626-01-01T00:00:00Z"}, tracker.source)
    tracker.publish("coopt.integration", HIRED, event, wants_reply=False)
    with DeadLetters(stack, "recommendations") as letters:
        properties, body = letters.take(lambda properties, _: properties.message_id == event["id"])
    assert properties.headers["x-coopt-reason"] == "invalid-message" and json.loads(body) == event
    assert "hiredAt" in properties.headers["x-coopt-detail"]


@pytest.mark.parametrize("phone", ["call me", "-", "12"])
def test_a_telephone_number_that_is_none_is_refused(tracker, scene, phone):
    reply = scene.hire(tracker, candidate={"email": scene.candidate.email, "phone": phone})
    assert (reply.type, reply.data["code"]) == (REJECTED, "invalid-message")
    assert [error["field"] for error in reply.data["errors"]] == ["candidate.phone"]


# What a hire is matched with


def test_h2_of_several_offers_with_the_reference_the_newest_counts_for_which_the_candidate_was_recommended(
        tracker, scene, events):
    reposted = scene.publish_offer(externalReference=scene.reference)[0]
    other = scene.admit()
    again = scene.publish_offer(externalReference=scene.reference)[0]
    scene.recommend(again, stranger(), other)  # nobody whom the report names
    newest = scene.recommend(reposted, scene.candidate)
    scene.hire(tracker, offerId=None, offerReference=scene.reference)
    told = events.expect("recommendations.hire-attributed", of(scene))
    assert told.data["recommendationId"] == newest["recommendationId"]


def test_h2_a_hire_of_the_day_of_its_recommendation_is_not_before_it(tracker, scene):
    """Many systems know no more than the day: midnight, in the policy's time zone, is before every recommendation of it."""
    day = datetime.now(ZoneInfo("Europe/Paris")).replace(hour=0, minute=0, second=0, microsecond=0)
    assert scene.hire(tracker, hiredAt=instant(day)).data["outcome"] == "attributed"
    scene.application = {"applicationId": new_id()}
    assert scene.hire(tracker, hiredAt=instant(day - timedelta(days=1))).data["outcome"] == "unattributed"


def test_h2_what_is_not_matched_is_told_to_notifications_with_what_was_reported(tracker, scene, events, notifications):
    email, reference = stranger().email, scene.reference
    reply = scene.hire(tracker, offerId=None, offerReference=reference, candidate={"email": email, "phone": "+33 6 39 98 12 34"})
    assert reply.data["reason"] == "no-match"
    told = events.expect("recommendations.hire-particulars", lambda e: e.data["hireId"] == reply.data["hireId"])
    assert told.data.items() >= {"sourceSystem": tracker.system, "offerReference": reference,
                                 "reason": "candidate-unknown"}.items()
    assert told.data["applicationId"] == scene.application["applicationId"]
    assert told.data["candidate"] == {"email": email, "phone": "+33 6 39 98 12 34"}
    plain = events.expect("recommendations.hire-unattributed", lambda e: e.data["hireId"] == reply.data["hireId"])
    assert plain.data == {"hireId": reply.data["hireId"], "reason": "candidate-unknown"}
    notifications.expect("staff.hire-unattributed", lambda m: m.details["hireId"] == reply.data["hireId"])


def test_h2_a_hire_of_an_offer_that_is_published_later_is_matched_by_hand_alone(staff, tracker, scene):
    offer_id = new_id()
    report = {"offerId": offer_id, "asOf": instant()}
    assert scene.hire(tracker, **report).data["reason"] == "no-match"
    assert scene.publish_offer(offerId=offer_id)[0] == offer_id
    scene.recommend(offer_id, scene.candidate)
    assert scene.hire(tracker, **report).data["reason"] == "no-match"


# The list


def test_a1_hires_are_listed_by_outcome_reason_system_and_member(staff, tracker, make_scene):
    scene, system = make_scene(), f"ats.{new_id()}.example.com"
    hires = {}
    for name, more in (("ours", {}), ("nobody's", {"candidate": {"email": stranger().email}}),
                       ("elsewhere", {"offerId": new_id()})):
        scene.application = {"applicationId": name, "sourceSystem": system}
        hires[name] = scene.hire(tracker, **more).data["hireId"]

    def listed(**question):
        found, token = [], {}
        while True:
            page = staff.accept("recommendations.list-hires", {"sourceSystem": system, "pageSize": 1} | question | token)
            found += [hire["applicationId"] for hire in page["hires"]]
            if "nextPageToken" not in page:
                return found
            token = {"pageToken": page["nextPageToken"]}

    assert listed() == ["elsewhere", "nobody's", "ours"]
    assert listed(outcome="attributed") == listed(memberId=scene.member.id) == ["ours"]
    assert listed(outcome="unattributed") == ["elsewhere", "nobody's"]
    assert listed(reason="candidate-unknown") == ["nobody's"] and listed(reason="detached") == []
    (ours,) = staff.accept("recommendations.list-hires", {"memberId": scene.member.id})["hires"]
    assert ours.items() >= {
        "hireId": hires["ours"], "sourceSystem": system, "applicationId": "ours", "offerId": scene.offer_id,
        "outcome": "attributed", "inForce": True, "recommendationId": scene.recommendation_id}.items()
    assert staff.refuse("recommendations.list-hires", {"pageToken": "x"})["code"] == "invalid-message"
