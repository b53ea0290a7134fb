"""Policies with a date: what staff schedule comes in force at its instant, and what they cancel never does."""

from datetime import datetime

import pytest

from outside.deadline import observed
from outside.envelope import instant, later
from outside.people import stranger

SERVICES_AND_CHANGES = [
    ("rewards", {"sponsorshipCents": 24_999}),
    ("offers", {"waveDelaySeconds": 3}),
    ("recommendations", {"attributionValidityDays": 3000}),
    ("members", {"invitationValidityDays": 29}),
]


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


@pytest.fixture
def schedule(staff):
    """Schedules changes; what a failing test leaves scheduled is withdrawn, so that others can change policies."""
    services = set()

    def change(service, data, **ahead):
        services.add(service)
        date = later(**ahead)
        answer = staff.accept(f"{service}.change-policy", data | {"inForceFrom": date})
        assert moment(answer["inForceFrom"]) == moment(date)
        return answer["version"], date

    yield change
    for service in services:
        upcoming = staff.accept(f"{service}.get-policy", {}).get("upcoming")
        if upcoming:
            staff.ask(f"{service}.cancel-policy-change", {"version": upcoming[0]["version"]})


def await_version(staff, service, version):
    """The policy, once a version of it is in force."""
    def in_force():
        policy = staff.accept(f"{service}.get-policy", {})
        return policy if policy["version"] == version else None

    return observed(in_force, f"version {version} of {service} is in force")


@pytest.mark.parametrize("service, change", SERVICES_AND_CHANGES)
def test_a_scheduled_change_waits_refuses_what_comes_before_it_and_can_be_cancelled(staff, schedule, service, change):
    before = staff.accept(f"{service}.get-policy", {})
    assert "upcoming" not in before
    version, date = schedule(service, change, hours=1)
    behind, _ = schedule(service, {}, hours=2)
    policy = staff.accept(f"{service}.get-policy", {})
    upcoming = policy.pop("upcoming")
    assert policy == before
    assert [planned["version"] for planned in upcoming] == [version, behind]
    assert moment(upcoming[0].pop("inForceFrom")) == moment(date)
    unchanged = {field: value for field, value in before.items() if field not in ("version", "inForceFrom")}
    assert upcoming[0] == unchanged | change | {"version": version}
    for early in ({}, {"inForceFrom": later(minutes=90)}):
        problem = staff.refuse(f"{service}.change-policy", change | early)
        assert (problem["code"], problem["status"]) == ("policy-change-pending", 409)
        assert f"Version {behind} " in problem["detail"] and "cancel-policy-change" in problem["detail"]
    refused = {policy["version"]: "policy-already-in-force", behind + 1: "policy-version-not-found"}
    for number, code in refused.items():
        assert staff.refuse(f"{service}.cancel-policy-change", {"version": number})["code"] == code
    assert staff.accept(f"{service}.cancel-policy-change", {"version": version}) == {"versions": [version, behind]}
    assert staff.refuse(f"{service}.cancel-policy-change", {"version": version})["code"] == "policy-version-not-found"
    assert staff.accept(f"{service}.get-policy", {}) == before
    assert schedule(service, change, hours=1)[0] == behind + 1


@pytest.mark.parametrize("service, change", SERVICES_AND_CHANGES)
def test_a_date_is_at_most_ten_years_ahead(staff, service, change):
    problem = staff.refuse(f"{service}.change-policy", change | {"inForceFrom": later(days=3654)})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["inForceFrom"])
    problem = staff.refuse(f"{service}.change-policy", change | {"inForceFrom": "tomorrow"})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["inForceFrom"])


def test_r7_a_scheduled_amount_is_quoted_from_its_date_on_and_a_cancelled_one_never(
        staff, make_scene, schedule, events):
    before = staff.accept("rewards.get-policy", {})
    scene = make_scene()

    def quote():
        quoted = scene.recommend(scene.publish_offer()[0], stranger())["quote"]
        return quoted["policyVersion"], quoted["amountCents"]

    cancelled, date = schedule("rewards", {"amounts": {"beginner": 66_666}}, seconds=2)
    told = events.expect("rewards.policy-changed", lambda e: e.data["version"] == cancelled)
    assert moment(told.data["inForceFrom"]) == moment(date) and told.data["amounts"]["beginner"] == 66_666
    staff.accept("rewards.cancel-policy-change", {"version": cancelled})
    events.expect("rewards.policy-change-cancelled", lambda e: e.data["versions"] == [cancelled])
    version, date = schedule("rewards", {"amounts": {"beginner": 51_515}}, seconds=3)
    assert version == cancelled + 1
    policy = await_version(staff, "rewards", version)
    assert moment(policy["inForceFrom"]) == moment(date)
    assert policy["amounts"] == before["amounts"] | {"beginner": 51_515}
    quotes = [quote()]
    observed(lambda: quotes.append(quote()) or quotes[-1][0] == version, "recommendations quote by the new version")
    assert quotes[-1] == (version, 51_515)
    assert cancelled not in {number for number, _ in quotes}
    at_once = staff.accept("rewards.change-policy", {"amounts": before["amounts"]})
    assert at_once == {"version": version + 1}
    told = events.expect("rewards.policy-changed", lambda e: e.data["version"] == version + 1)
    assert "inForceFrom" not in told.data


def test_m1_a_scheduled_validity_is_that_of_invitations_from_its_date_on(staff, schedule):
    before = staff.accept("members.get-policy", {})
    version, _ = schedule("members", {"invitationValidityDays": 3}, seconds=2)
    await_version(staff, "members", version)
    invited = staff.accept("members.invite-member", {"email": stranger().email})
    days = (moment(invited["expiresAt"]) - moment(instant())).total_seconds() / 86_400
    staff.accept("members.change-policy", {"invitationValidityDays": before["invitationValidityDays"]})
    assert 2.9 < days <= 3


@pytest.fixture
def nobody_solicited(staff):
    """No solicitations, until the test has it otherwise or ends."""
    staff.accept("offers.change-policy", {"solicitationsPerWeek": 0})
    yield
    if "solicitationsPerWeek" in staff.accept("offers.get-policy", {}):
        staff.accept("offers.change-policy", {"solicitationsPerWeek": None})


def test_o4_when_a_budget_comes_in_force_members_are_solicited_without_anybody_asking(
        staff, make_scene, nobody_solicited, schedule, events, note):
    scene = make_scene(sectors=["B07"], zones=["FR-2B"])
    offer_id = scene.publish_offer(sector="B07.10", zone="FR-2B")[0]
    question = {"offerId": offer_id, "memberId": scene.member.id}

    def out_of_budget():
        return staff.accept("offers.explain-targeting", question)["reasons"] == ["budget-exhausted"]

    observed(out_of_budget, "offers know the member, whom the budget keeps from the offer")
    version, date = schedule("offers", {"solicitationsPerWeek": None}, seconds=2.5)
    wave = events.expect("offers.wave-dispatched", lambda e: e.data["offerId"] == offer_id)
    assert wave.data["memberIds"] == [scene.member.id]
    late = (moment(wave.envelope["time"]) - moment(date)).total_seconds()
    assert late >= 0
    note(f"the first wave under a scheduled budget came {late:.3f} s after its date")
    assert staff.accept("offers.get-policy", {})["version"] == version
