"""The contract's readings of membership: invitations, visits, leaving and coming back, the policy of members."""

from datetime import datetime, timedelta, timezone

import pytest

from attempts import refused
from bonuses import of
from outside.deadline import observed
from outside.envelope import new_id
from outside.people import stranger
from quiet import await_rest

VALID_DAYS = 3


def left(staff, scene, person):
    """Somebody who joined and left again; the id of that membership."""
    person.id = staff.accept("members.join", scene.joining(person))["memberId"]
    staff.accept("members.leave", {"memberId": person.id})
    return person.id


# Invitations


def test_m1_a_sponsor_who_left_invites_nobody(staff, scene):
    sponsor_id = left(staff, scene, stranger())
    invitation = {"email": stranger().email, "sponsorId": sponsor_id}
    assert staff.refuse("members.invite-member", invitation)["code"] == "sponsor-not-active"


def test_m1_an_invitation_is_used_once_even_by_who_left_since(staff, scene):
    joining = scene.joining(stranger())
    joined = staff.accept("members.join", joining)
    staff.accept("members.leave", joined)
    assert staff.refuse("members.join", joining)["code"] == "invitation-already-used"


def test_m1_a_code_that_was_not_given_out_is_not_found(staff, scene):
    joining = scene.joining(stranger()) | {"invitationCode": "a-code-of-ones-own"}
    assert staff.refuse("members.join", joining)["code"] == "invitation-not-found"


@pytest.fixture
def members_policy(staff):
    """The policy in force before the test, and again after it."""
    policy = staff.accept("members.get-policy", {})
    yield policy
    staff.accept("members.change-policy", {name: policy[name] for name in ("invitationValidityDays", "timeZone")})


def test_m1_an_invitation_is_valid_for_the_days_of_the_policy(staff, members_policy):
    changed = staff.accept("members.change-policy", {"invitationValidityDays": VALID_DAYS})
    assert changed["version"] > members_policy["version"]
    assert staff.accept("members.get-policy", {}) == members_policy | changed | {"invitationValidityDays": VALID_DAYS}
    before = datetime.now(timezone.utc)
    expires = staff.accept("members.invite-member", {"email": stranger().email})["expiresAt"]
    after = datetime.now(timezone.utc)
    valid = timedelta(days=VALID_DAYS)
    assert before + valid <= datetime.fromisoformat(expires) <= after + valid


@pytest.mark.parametrize("field, value", [("invitationValidityDays", 0), ("timeZone", "Europe/Atlantis")])
def test_a_policy_of_members_that_makes_no_sense_is_invalid(staff, field, value):
    problem = staff.refuse("members.change-policy", {field: value})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", [field])


def test_m1_m9_the_platform_sends_an_invitation_whose_address_notifications_alone_may_bind(
        stack, staff, events, notifications):
    person = stranger()
    invited = staff.accept("members.invite-member", {"email": person.email, "deliver": "email"})
    message = notifications.expect(f"invitee.{invited['invitationId']}.invited")
    assert invited["invitationCode"] in message.data["text"]
    assert message.correlation_id == message.id and message.causation_id is None
    await_rest(stack, events, ("notifications",))
    (key,) = {event.routing_key for event in events.collected if person.email in event.text}
    bindings = stack.management("/api/exchanges/coopt/coopt.events/bindings/source")
    bound = {binding["destination"] for binding in bindings if binding["routing_key"] in (key, "#")}
    assert bound - {events.queue} == {"notifications.events"}
    for service in ("members", "offers", "recommendations", "qualification", "rewards"):
        queue = f"{service}.events"
        assert refused(stack.amqp_url(service), lambda channel: channel.queue_bind(queue, "coopt.events", key))


def test_m1_without_delivery_the_code_is_told_to_the_caller_alone(stack, staff, events, notifications):
    person = stranger()
    invited = staff.accept("members.invite-member", {"email": person.email})
    heard = events.expect("members.member-invited", lambda e: e.data["invitationId"] == invited["invitationId"])
    await_rest(stack, events)
    notifications.catch_up()
    for message in [heard, *events.collected, *notifications.collected]:
        assert invited["invitationCode"] not in message.text and person.email not in message.text


# Profiles


@pytest.mark.parametrize("field, fits, breaks", [
    ("firstName", {"firstName": "é" * 200}, {"firstName": "é" * 201}),
    ("lastName", {"lastName": "é" * 200}, {"lastName": "é" * 201}),
    ("employer.name", {"employer": {"name": "é" * 200}}, {"employer": {"name": "é" * 201}}),
    ("sectors[1]", {"sectors": ["J", "K"]}, {"sectors": ["J", "ZZ"]}),
    ("rewardOption.charityId", {"rewardOption": {"option": "donate", "charityId": new_id()}},
     {"rewardOption": {"option": "donate"}}),
    ("rewardOption.charityId", {"rewardOption": {"option": "split", "charityId": new_id()}},
     {"rewardOption": {"option": "split"}}),
    ("rewardOption.companyId", {"rewardOption": {"option": "listing-credits", "companyId": new_id()}},
     {"rewardOption": {"option": "listing-credits"}}),
])
def test_m4_what_a_profile_must_not_say_is_named_by_its_path(staff, field, fits, breaks):
    nobody = {"memberId": new_id()}
    assert staff.refuse("members.update-profile", nobody | fits)["code"] == "member-not-active"
    problem = staff.refuse("members.update-profile", nobody | breaks)
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", [field])


# Visits


def test_m6_a_visit_is_told_with_its_day_in_paris(staff, scene, events):
    # On 1 July 2026 it was 2 July in Paris from 22:00 UTC on.
    for at, day in (("2026-07-01T21:59:59Z", "2026-07-01"), ("2026-07-01T22:00:00Z", "2026-07-02")):
        assert staff.accept("members.record-visit", {"memberId": scene.member.id, "at": at})["counted"]
        events.expect("members.member-visited", lambda e: of(scene)(e) and e.data["day"] == day)


def test_m6_the_day_of_a_visit_is_that_of_the_policys_time_zone(staff, scene, events, members_policy):
    staff.accept("members.change-policy", {"timeZone": "Pacific/Auckland"})
    assert staff.accept("members.get-policy", {})["timeZone"] == "Pacific/Auckland"
    # In Auckland, 2 February 2026 began at 11:00 UTC the day before; in Paris the three are two days otherwise.
    counted = [staff.accept("members.record-visit", {"memberId": scene.member.id, "at": at})["counted"]
               for at in ("2026-02-01T10:59:59Z", "2026-02-01T11:00:00Z", "2026-02-02T10:59:59Z")]
    assert counted == [True, True, False]
    heard = events.gather(lambda e: e.routing_key == "members.member-visited" and of(scene)(e), 2)
    assert [event.data["day"] for event in heard] == ["2026-02-01", "2026-02-02"]


# Leaving and coming back


@pytest.mark.parametrize("command, more", [
    ("members.sign-charter", {"charterVersion": "2012-02"}),
    ("members.update-profile", {"sectors": ["J"]}),
    ("members.record-visit", {}),
    ("members.leave", {}),
])
def test_m5_who_left_is_no_active_member(staff, scene, command, more):
    member_id = left(staff, scene, stranger())
    assert staff.refuse(command, {"memberId": member_id} | more)["code"] == "member-not-active"


def test_m5_who_left_recommends_nobody_and_sees_no_offers(stack, staff, scene, events):
    staff.accept("members.leave", {"memberId": scene.member.id})
    await_rest(stack, events, ("offers", "recommendations"))
    recommendation = {"offerId": scene.offer_id, "memberId": scene.member.id, "candidate": stranger().as_candidate()}
    assert staff.refuse("recommendations.recommend-candidate", recommendation)["code"] == "member-not-active"
    assert staff.refuse("offers.list-published-offers", {"memberId": scene.member.id})["code"] == "member-not-active"


@pytest.fixture
def returned(stack, staff, scene, events):
    """The member of the scene, who recommended somebody, left and joined again: the id of the new membership."""
    former = scene.member
    staff.accept("members.leave", {"memberId": former.id})
    joining = scene.joining(former) | {"rewardOption": {"option": "self"}}
    member_id = staff.accept("members.join", joining)["memberId"]
    await_rest(stack, events, ("recommendations", "rewards"))
    yield member_id
    staff.accept("members.leave", {"memberId": member_id})


def test_m5_what_was_attributed_stays_with_the_former_membership(staff, tracker, scene, events, books, returned):
    told = staff.accept("recommendations.get-recommendation", {"recommendationId": scene.recommendation_id})
    assert told["memberId"] == scene.member.id != returned
    scene.hire(tracker)
    granted = events.expect("rewards.reward-granted", of(scene))
    assert granted.data["amountCents"] == scene.recommendation["quote"]["amountCents"]
    events.expect("rewards.points-awarded", lambda e: of(scene)(e) and e.data["rule"] == "candidate-hired")
    former, now = (staff.accept("rewards.get-statement", {"memberId": id}) for id in (scene.member.id, returned))
    assert [reward["rewardId"] for reward in former["rewards"]] == [granted.data["rewardId"]]
    assert former["balances"]["payableCents"] == granted.data["amountCents"]
    assert (now["rewards"], now["entries"], set(now["balances"].values())) == ([], [], {0})
    assert not books.of_members([returned])


def test_r2_who_comes_back_does_not_own_the_candidates_of_the_former_membership(staff, scene, returned):
    offer_id = scene.publish_offer()[0]
    again = {"offerId": offer_id, "memberId": returned, "candidate": scene.candidate.as_candidate()}

    def code():
        return staff.refuse("recommendations.recommend-candidate", again)["code"]

    assert observed(lambda: (said := code()) != "offer-not-open" and said, "the offer is known") == (
        "candidate-already-attributed")


def test_m5_w7_the_bonus_and_the_points_of_who_left_stay_due(staff, tracker, scene, events):
    staff.accept("members.leave", {"memberId": scene.member.id})
    scene.interview()
    scene.hire(tracker)
    granted = events.expect("rewards.reward-granted", of(scene))
    assert (granted.data["amountCents"], granted.data["state"]) == (
        scene.recommendation["quote"]["amountCents"], "settled")
    awarded = events.gather(lambda e: e.routing_key == "rewards.points-awarded" and of(scene)(e), 2)
    assert {event.data["rule"] for event in awarded} == {"recommendation-qualified", "candidate-hired"}
