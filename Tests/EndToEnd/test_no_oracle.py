"""What an answer must not say: whom the platform knows (M1, M8, H2, R3)."""

import random

import pytest

from outside.client import ACCEPTED
from outside.envelope import later, new_id
from outside.people import stranger

SEEDS = range(3)


# Systems that report hires


@pytest.mark.parametrize("seed", SEEDS)
def test_h2_whoever_reports_a_hire_does_not_learn_whether_somebody_is_known(tracker, scene, seed):
    """Whatever is unknown, and whatever is known of it, the answer has the same form and the same words."""
    other = scene.publish_offer()[0]
    scene.recommend(other, stranger())  # from here on the attribution knows the offer
    known, nobody = {"email": scene.candidate.email}, {"email": stranger().email}
    reports = [{"offerId": new_id(), "candidate": known}, {"offerId": new_id(), "candidate": nobody},
               {"offerId": scene.offer_id, "candidate": nobody}, {"offerId": other, "candidate": known},
               {"offerId": scene.offer_id, "candidate": known, "hiredAt": later(days=-2)},
               {"offerId": scene.offer_id, "candidate": {"candidateId": new_id()}},
               {"offerReference": new_id(), "candidate": {"phone": scene.candidate.phone}}]
    random.Random(seed).shuffle(reports)
    for report in reports:
        reply = tracker.reply(tracker.hire({"hiredAt": later(minutes=1)} | report))
        assert reply.type == ACCEPTED
        assert reply.data == {"hireId": reply.data["hireId"], "outcome": "unattributed", "reason": "no-match"}, report


# Members


def test_m1_who_invites_a_member_does_not_learn_it(staff, scene, notifications):
    sponsor, member, other = scene.admit(), scene.admit(), stranger()
    local, domain = member.email.split("@")
    answers, refusals = [], []
    for email in (f"{local.upper()}+tag@{domain}", other.email):
        answer = staff.accept("members.invite-as-member", {"memberId": sponsor.id, "email": email, "deliver": "email"})
        answers.append(answer)
        charter = staff.accept("members.get-charter", {})["charterVersion"]
        joining = stranger().profile(["T97"], ["BE"], invitationCode=answer["invitationCode"], charterVersion=charter, email=email)
        # What costs no invitation is refused the same for both.
        refusals.append([staff.refuse("members.join", joining | changed)["code"]
                         for changed in ({"charterVersion": "1999-01"}, {"memberId": sponsor.id})])
        if email != other.email:
            assert staff.refuse("members.join", joining)["code"] == "invitation-not-found"
        else:
            staff.accept("members.join", joining)
    assert answers[0].keys() == answers[1].keys() and refusals[0] == refusals[1]
    told = notifications.expect(f"invitee.{answers[0]['invitationId']}.already-member")
    assert answers[0]["invitationCode"] not in told.raw and sponsor.id not in told.raw
    notifications.expect(f"invitee.{answers[1]['invitationId']}.invited")
    assert staff.refuse("members.invite-member", {"email": f"{local}+other@{domain}"})["code"] == "already-member"


def test_m1_a_member_may_say_any_address_and_staff_read_whose_it_is(staff, scene, notifications):
    holder, curious = scene.admit(), scene.admit()
    for email in (holder.email.upper(), stranger().email):
        assert staff.accept("members.update-profile", {"memberId": curious.id, "email": email}) == {}
    told = notifications.expect("staff.member-identity-conflict", lambda m: m.details["memberId"] == curious.id)
    assert told.details["holderId"] == holder.id


@pytest.fixture
def two_refusals_a_day(staff):
    before = staff.accept("recommendations.get-policy", {})["refusalsPerDay"]
    staff.accept("recommendations.change-policy", {"refusalsPerDay": 2})
    yield
    staff.accept("recommendations.change-policy", {"refusalsPerDay": before})


def test_r3_who_tries_many_candidates_is_told_nothing_any_more(staff, scene, two_refusals_a_day):
    curious = scene.admit()
    scene.recommend(scene.publish_offer()[0], stranger(), curious)  # from here on the attribution knows the member

    def tried(candidate):
        data = {"offerId": scene.publish_offer()[0], "memberId": curious.id, "candidate": candidate.as_candidate()}
        return known_offer(staff, data)
    assert [tried(scene.candidate) for _ in range(2)] == ["candidate-already-attributed"] * 2
    assert [tried(who) for who in (scene.candidate, stranger(), scene.candidate)] == ["too-many-refusals"] * 3


def known_offer(staff, data):
    """How a recommendation is answered once its offer is known."""
    while True:
        reply = staff.reply(staff.send("recommendations.recommend-candidate", data))
        if reply.data.get("code") != "offer-not-open":
            return reply.data.get("code")


def test_the_id_of_a_message_of_another_type_does_not_get_its_answer(staff):
    id = new_id()
    answer = staff.accept("members.invite-member", {"email": stranger().email}, id=id)
    problem = staff.refuse("members.join", {}, id=id)
    assert problem["code"] in ("id-already-used", "invalid-message") and answer["invitationCode"] not in str(problem)
    problem = staff.refuse("members.leave", {"memberId": new_id()}, id=id)
    assert problem["code"] == "id-already-used"
    assert staff.accept("members.invite-member", {"email": stranger().email}, id=id) == answer
