"""Every event of the contract with the fields of its row, and every name under which staff and members hear of them.

One story in which all of it happens is played once; each test looks at one row.
"""

from types import SimpleNamespace

import pytest

from everything import Everything
from outside.client import ApplicantTracker, StaffTool
from outside.topic import Topic
from quiet import await_rest

# The fields of each event that are always there; `subject` repeats the one given first.
FIELDS = {
    "members.member-invited": "invitationId expiresAt",
    "members.member-joined": "memberId sectors zones charterVersion identityKeys locale",
    "members.profile-updated": "memberId revision sectors zones charterVersion identityKeys locale rewardOption",
    "members.charter-published": "charterVersion",
    "members.charter-signed": "memberId charterVersion",
    "members.member-visited": "memberId day",
    "members.member-left": "memberId",
    "members.contact-changed": "memberId",
    "offers.company-registered": "companyId name",
    "offers.offer-published": "offerId companyId title sector zone publishedAt paidWith",
    "offers.wave-dispatched": "offerId wave level memberIds",
    "offers.offer-closed": "offerId reason",
    "recommendations.recommendation-attributed": "recommendationId offerId companyId memberId candidateId quote"
                                                 " conflictOfInterest",
    "recommendations.recommendation-refused": "recommendationId offerId memberId code",
    "recommendations.candidate-registered": "candidateId recommendationId",
    "recommendations.hire-attributed": "hireId recommendationId offerId memberId quote conflictOfInterest hiredAt",
    "recommendations.hire-unattributed": "hireId reason",
    "recommendations.hire-withdrawn": "hireId recommendationId",
    "qualification.interview-requested": "recommendationId offerId",
    "qualification.candidate-qualified": "recommendationId memberId offerId",
    "qualification.candidate-rejected": "recommendationId memberId offerId reasonCode",
    "qualification.candidate-transmitted": "candidacyId offerId companyId",
    "rewards.points-awarded": "memberId points rule total causeId",
    "rewards.level-changed": "memberId from to points",
    "rewards.reward-granted": "rewardId hireId memberId kind amountCents currency state",
    "rewards.reward-settled": "rewardId memberId option lines",
    "rewards.reward-reversed": "rewardId memberId hireId",
    "rewards.payout-requested": "payoutId rewardId beneficiary amountCents currency",
    "rewards.payout-cancelled": "payoutId",
    "rewards.listing-credits-granted": "companyId credits rewardId",
    "rewards.listing-credits-revoked": "companyId credits rewardId",
}
STAFF = ["recommendation-attributed", "recommendation-refused", "interview-requested", "candidate-qualified",
         "candidate-rejected", "candidate-transmitted", "hire-attributed", "hire-unattributed", "hire-withdrawn",
         "reward-granted", "reward-settled", "reward-held", "reward-reversed", "payout-requested", "member-joined"]
MEMBER = ["offer-proposed", "recommendation-attributed", "recommendation-refused", "candidate-qualified",
          "candidate-rejected", "candidate-hired", "reward-granted", "reward-settled", "level-changed"]


@pytest.fixture(scope="module")
def played(stack):
    with (StaffTool(stack) as staff, ApplicantTracker(stack) as tracker, Topic(stack["COOPT_STAFF_AMQP_URL"]) as told,
          Topic(stack["COOPT_ADMIN_AMQP_URL"], "coopt.events") as events):
        story = Everything(staff, tracker, events)
        story.play()
        await_rest(stack, events)
        told.catch_up()
        yield SimpleNamespace(story=story, facts=story.facts, events=events.collected, told=told.collected,
                              by_id={event.id: event for event in events.collected})
        story.end()


@pytest.mark.parametrize("key", FIELDS)
def test_an_event_says_what_its_row_says_and_is_about_what_is_named_first(played, key):
    of_that_kind = [event for event in played.events if event.routing_key == key]
    about_us = [event for event in of_that_kind if played.facts[key].items() <= event.data.items()]
    assert about_us, of_that_kind
    fields = FIELDS[key].split()
    for event in about_us:
        assert event.data.keys() >= set(fields), event
        assert event.type == f"coopt.{key}.v1"
        assert event.envelope["subject"] == event.data[fields[0]]


def test_no_event_of_the_contract_is_left_out(played):
    assert played.facts.keys() == FIELDS.keys()


@pytest.mark.parametrize("name", STAFF)
def test_n1_staff_hear_of_every_step_with_all_fields_of_its_event(played, name):
    causes = told(played, f"staff.{name}")
    assert causes
    for message, event in causes:
        assert event.data.items() <= message.details.items(), (event, message)


@pytest.mark.parametrize("name", MEMBER)
def test_n1_a_member_hears_of_every_step_that_concerns_them(played, name):
    causes = told(played, f"member.{played.story.member.id}.{name}")
    assert causes
    for message, event in causes:
        assert message.data["recipientId"] == played.story.member.id
        assert all(event.data[key] == value for key, value in message.details.items() if key in event.data)


def told(played, routing_key):
    """What was told under a key, each with the event that it tells."""
    return [(message, played.by_id[message.causation_id]) for message in played.told
            if message.routing_key == routing_key and message.causation_id in played.by_id]
