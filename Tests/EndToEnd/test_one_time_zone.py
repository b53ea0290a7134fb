"""One time zone: what staff say to members rules the days of visits, annual statements and tax information.

Statements and tax information count what happens now, so only a run at the turn of a year could see them fall into
another one: here both are seen to go by the zone that staff chose; which year that makes is for the services' own tests.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dead_letters import DeadLetters
from finance import Finance
from outside.client import Client
from outside.deadline import observed
from outside.envelope import cloud_event, later
from quiet import await_rest, query

KIRITIMATI = "Pacific/Kiritimati"  # 14 hours ahead of UTC, the whole year
FOLLOWERS = ("rewards", "notifications", "recommendations", "offers", "qualification")


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


@pytest.fixture
def change_zone(staff):
    """Changes the time zone; in the end nothing is scheduled any more, and the zone is what it was."""
    before = staff.accept("members.get-policy", {})

    def change(zone, **more):
        return staff.accept("members.change-policy", {"timeZone": zone} | more)["version"]

    try:
        yield change
    finally:
        policy = staff.accept("members.get-policy", {})
        if "upcoming" in policy:
            staff.accept("members.cancel-policy-change", {"version": policy["upcoming"][0]["version"]})
        if policy["timeZone"] != before["timeZone"]:
            change(before["timeZone"])


def kept(stack, service, version):
    """The zone and the date of a version, and whether it was withdrawn, as a service knows them."""
    rows = query(stack, f"""
        select time_zone, in_force_since, version in (select version from {service}.withdrawn_time_zones)
        from {service}.time_zones where version = %s""", [version])
    return rows[0] if rows else None


def await_kept(stack, service, version):
    return observed(lambda: kept(stack, service, version), f"{service} knows version {version} of the members policy")


def test_m6_w6_a_changed_time_zone_is_that_of_visits_statements_and_tax_information(
        stack, staff, tracker, scene, change_zone, events, notifications):
    version = change_zone(KIRITIMATI)
    told = events.expect("members.policy-changed", lambda e: e.data["version"] == version)
    assert told.data["timeZone"] == KIRITIMATI and "inForceFrom" not in told.data
    for service in FOLLOWERS:
        assert await_kept(stack, service, version) == (KIRITIMATI, moment(told.data["inForceSince"]), False)

    # A day that stands for an instant begins there, too.
    offer_id, _ = scene.publish_offer(closesAt="2027-03-02")
    published = events.expect("offers.offer-published", lambda e: e.data["offerId"] == offer_id)
    assert moment(published.data["closesAt"]) == moment("2027-03-01T10:00:00Z")

    # On Kiritimati, 2 March 2026 began at 10:00 UTC the day before.
    visits = [staff.accept("members.record-visit", {"memberId": scene.member.id, "at": at})["counted"]
              for at in ("2026-03-01T09:59:59Z", "2026-03-01T10:00:00Z", "2026-03-02T09:59:59Z")]
    assert visits == [True, True, False]

    scene.hire(tracker)
    payout = events.expect("rewards.payout-requested", lambda e: e.data["beneficiary"]["id"] == scene.member.id)
    paid_at = later()
    with Finance(stack) as finance:
        finance.reply(finance.confirm(payout.data["payoutId"], paidAt=paid_at))
    information = notifications.expect(f"member.{scene.member.id}.tax-information")
    year = moment(paid_at).astimezone(ZoneInfo(KIRITIMATI)).year
    assert information.details["year"] == year
    decided_by = query(stack, "select year, time_zone_version from notifications.tax_information where member_id = %s",
                       [scene.member.id])
    assert decided_by == [(year, version)]

    await_rest(stack, events)
    everything = staff.accept("rewards.get-statement", {"memberId": scene.member.id})["entries"]
    assert everything
    for asked in (year - 1, year, year + 1):
        entries = staff.accept("rewards.get-statement", {"memberId": scene.member.id, "year": asked})["entries"]
        assert entries == [entry for entry in everything
                           if moment(entry["recordedAt"]).astimezone(ZoneInfo(KIRITIMATI)).year == asked]


def test_w6_a_scheduled_time_zone_that_is_cancelled_is_known_as_such_everywhere(stack, staff, change_zone, events):
    date = later(hours=1)
    version = change_zone(KIRITIMATI, inForceFrom=date)
    told = events.expect("members.policy-changed", lambda e: e.data["version"] == version)
    assert moment(told.data["inForceFrom"]) == moment(date) and "inForceSince" not in told.data
    for service in FOLLOWERS:
        assert await_kept(stack, service, version) == (KIRITIMATI, moment(date), False)
    staff.accept("members.cancel-policy-change", {"version": version})
    events.expect("members.policy-change-cancelled", lambda e: e.data["versions"] == [version])
    for service in FOLLOWERS:
        observed(lambda: kept(stack, service, version)[2], f"{service} knows that version {version} was withdrawn")


def test_a_zone_that_a_service_does_not_know_is_a_dead_letter_and_the_next_one_is_learnt(
        stack, change_zone, notifications):
    unknown = {"version": 2_000_000_000, "invitationValidityDays": 30, "timeZone": "Europe/Atlantis"}
    with Client(stack["COOPT_ADMIN_AMQP_URL"], "/coopt/members") as members:
        event = cloud_event("coopt.members.policy-changed.v1", unknown, members.source)
        members.publish("coopt.events", "members.policy-changed", event, wants_reply=False)
    for service in FOLLOWERS:
        with DeadLetters(stack, service) as letters:
            headers = letters.take(lambda properties, _: properties.message_id == event["id"])[0].headers
        assert (headers["x-coopt-reason"], headers["x-coopt-queue"]) == ("invalid-message", f"{service}.events")
        assert int(headers["x-coopt-attempts"]) == 1
        assert "timeZone" in headers["x-coopt-detail"] and "Atlantis" not in headers["x-coopt-detail"]
        notifications.expect("staff.message-dead-lettered", lambda told: told.details["service"] == service
                             and told.details.get("messageId") == event["id"])
        assert kept(stack, service, unknown["version"]) is None
    version = change_zone(KIRITIMATI)
    for service in FOLLOWERS:
        assert await_kept(stack, service, version)[0] == KIRITIMATI
