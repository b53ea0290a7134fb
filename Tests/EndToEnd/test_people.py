"""Members and invitations as staff and the members' site ask for them; people who leave, come back, or are expelled.

A1, M1, M5, M6, M10, M11.
"""

import random

import pytest

from outside.client import Client, StaffTool
from outside.envelope import later, new_id
from outside.people import stranger, telephone

ROUNDS = 5


@pytest.fixture
def site(stack):
    """The members' site, which sends what is a member's to send and nothing else."""
    class Site(StaffTool):
        def __init__(self):
            Client.__init__(self, stack["COOPT_SITE_AMQP_URL"], "https://members.example.com", f"site.{new_id()}")
            self.actor = None

    with Site() as tool:
        yield tool


def member(asker, **question):
    return asker.accept("members.get-member", question)


def pages(staff, question, things, **filters):
    """All pages of a list, each of three things."""
    found, token = [], {}
    while True:
        page = staff.accept(question, {"pageSize": 3} | filters | token)
        found.append(page[things])
        if "nextPageToken" not in page:
            return found
        token = {"pageToken": page["nextPageToken"]}


def ids(found, name):
    return [each[name] for page in found for each in page]


def join(staff, scene, person, **invitation):
    person.id = staff.accept("members.join", scene.joining(person, **invitation))["memberId"]
    return person


# Questions


def test_a1_a_member_is_found_by_id_and_by_address_and_shown_as_they_joined(staff, site, scene):
    sponsor = scene.admit()
    person = scene.admit(sponsor=sponsor, employer={"name": "Acme", "siren": "732829320"})
    for asker in (staff, site):
        for question in ({"memberId": person.id}, {"email": person.email}, {"email": person.email.upper()}):
            shown = member(asker, **question)
            assert shown["memberId"] == person.id and shown["sponsorId"] == sponsor.id
            assert (shown["firstName"], shown["lastName"]) == (person.first_name, person.last_name)
            assert (shown["email"], shown["phone"]) == (person.email, person.phone)
            assert (shown["state"], shown["sectors"], shown["zones"]) == ("active", ["J"], ["FR"])
            assert shown["employer"] == {"name": "Acme", "siren": "732829320"}
            assert shown["rewardOption"] == {"option": "self"}
            assert (shown["locale"], shown["offersByMail"]) == ("fr", "at-once")
            assert shown["charterVersion"] and shown["joinedAt"] and "leftAt" not in shown
    staff.accept("members.leave", {"memberId": person.id})
    left = member(staff, email=person.email)
    assert (left["memberId"], left["state"]) == (person.id, "left") and left["leftAt"] >= left["joinedAt"]


def test_a1_nobody_is_found_by_what_is_nobodys_any_more(staff, scene):
    person, former = scene.admit(), scene.member.email
    for question in ({"memberId": new_id()}, {"email": stranger().email}):
        assert staff.refuse("members.get-member", question)["code"] == "member-not-found"
    problem = staff.refuse("members.get-member", {})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["memberId"])
    staff.accept("members.update-profile", {"memberId": scene.member.id, "email": stranger().email})
    assert staff.refuse("members.get-member", {"email": former})["code"] == "member-not-found"
    assert member(staff, email=person.email)["memberId"] == person.id


def test_a1_members_are_listed_newest_first_by_state_and_sponsor(staff, scene):
    sponsor = scene.admit()
    sponsored = [scene.admit(sponsor=sponsor) for _ in range(8)]
    for person in sponsored[2:5]:
        staff.accept("members.leave", {"memberId": person.id})
    for person in sponsored[4:6]:
        staff.accept("members.expel", {"memberId": person.id, "reason": "un essai"})
    states = ["active"] * 2 + ["left"] * 2 + ["expelled"] * 2 + ["active"] * 2
    for state in (None, "active", "left", "expelled"):
        wanted = [each.id for each, its in zip(sponsored, states) if state in (None, its)][::-1]
        filters = {"sponsorId": sponsor.id} | ({"state": state} if state else {})
        found = pages(staff, "members.list-members", "members", **filters)
        assert ids(found, "memberId") == wanted and all(len(page) == 3 for page in found[:-1])
        for each in (each for page in found for each in page):
            assert each.keys() == {"memberId", "firstName", "lastName", "state", "joinedAt", "sponsorId"}
    newest = staff.accept("members.list-members", {"state": "expelled", "pageSize": 2})["members"]
    assert [each["memberId"] for each in newest] == [sponsored[5].id, sponsored[4].id]


def test_a1_m1_invitations_are_listed_by_state_and_sponsor_and_never_their_codes(staff, scene):
    sponsor, known = scene.admit(), scene.admit()
    made = [staff.accept("members.invite-member", {"email": email, "sponsorId": sponsor.id} | more) for email, more in [
        (stranger().email, {"expiresAt": later(hours=-1)}), (stranger().email, {"expiresAt": later(hours=-1)}),
        (stranger().email, {}), (known.email, {}), (stranger().email, {}), (stranger().email, {})]]
    for invitation in made[4:]:
        staff.accept("members.revoke-invitation", {"invitationId": invitation["invitationId"]})
    used = scene.admit(sponsor=sponsor)
    states = ["expired"] * 2 + ["open"] * 2 + ["revoked"] * 2
    for state in ("open", "expired", "revoked"):
        found = pages(staff, "members.list-invitations", "invitations", sponsorId=sponsor.id, state=state)
        assert ids(found, "invitationId") == [
            each["invitationId"] for each, its in zip(made, states) if its == state][::-1]
    [invitation] = pages(staff, "members.list-invitations", "invitations", sponsorId=sponsor.id, state="used")[0]
    assert invitation["email"] == used.email and invitation["sponsorId"] == sponsor.id
    everything = pages(staff, "members.list-invitations", "invitations", sponsorId=sponsor.id)
    assert len(ids(everything, "invitationId")) == len(made) + 1
    assert all(each["invitationCode"] not in str(everything) for each in made)
    assert {key for page in everything for each in page for key in each} == {
        "invitationId", "state", "email", "sponsorId", "expiresAt"}


@pytest.mark.parametrize("question", ["members.list-members", "members.list-invitations"])
def test_a1_what_is_no_page_is_refused_by_its_field(staff, question):
    for field, value in (("pageToken", "nonsense"), ("pageSize", 0), ("pageSize", 201), ("state", "gone")):
        problem = staff.refuse(question, {field: value})
        assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", [field])


# Invitations that are taken back


def test_m1_an_invitation_that_was_revoked_admits_nobody(staff, scene):
    person = stranger()
    joining = scene.joining(person)
    [invitation] = [each for each in staff.accept("members.list-invitations", {"state": "open"})["invitations"]
                    if each["email"] == person.email]
    for _ in range(2):
        staff.accept("members.revoke-invitation", {"invitationId": invitation["invitationId"]})
    assert staff.refuse("members.join", joining)["code"] == "invitation-not-found"
    assert staff.refuse("members.revoke-invitation", {"invitationId": new_id()})["code"] == "invitation-not-found"


def test_m1_an_invitation_that_was_used_is_not_revoked(staff, scene):
    person = stranger()
    invited = staff.accept("members.invite-member", {"email": person.email})
    charter = staff.accept("members.get-charter", {})["charterVersion"]
    staff.accept("members.join", person.profile(
        ["T97"], ["BE"], invitationCode=invited["invitationCode"], charterVersion=charter))
    refused = staff.refuse("members.revoke-invitation", {"invitationId": invited["invitationId"]})
    assert refused["code"] == "invitation-already-used"


def test_m2_who_is_invited_for_a_member_by_mail_is_told_by_whom(staff, scene, events):
    sponsor = scene.admit()
    for more in ({"sponsorId": sponsor.id}, {}):
        invited = staff.accept("members.invite-member", {"email": stranger().email, "deliver": "email"} | more)
        asked = events.expect("members.invitation-delivery-requested",
                              lambda e: e.data["invitationId"] == invited["invitationId"])
        assert asked.data.get("sponsorName") == (sponsor.full_name if more else None)


# Who is expelled


def test_m10_who_is_expelled_is_not_admitted_again_until_staff_readmit_them(staff, scene, events):
    sponsor, person = scene.admit(), scene.admit()
    former, phone = person.email, person.phone
    person.email = stranger().email
    staff.accept("members.update-profile", {"memberId": person.id, "email": person.email, "phone": telephone()})
    staff.accept("members.expel", {"memberId": person.id, "reason": "un essai"})
    events.expect("members.member-left", lambda e: e.data["memberId"] == person.id)
    assert member(staff, memberId=person.id)["state"] == "expelled"
    assert staff.refuse("members.record-visit", {"memberId": person.id})["code"] == "member-not-active"
    for email in (person.email, former.upper(), former.replace("@", "+tag@")):
        assert staff.refuse("members.invite-member", {"email": email})["code"] == "person-expelled"
        # M1, M8: a sponsor reads nothing of it.
        invited = staff.accept("members.invite-as-member", {"memberId": sponsor.id, "email": email})
        charter = staff.accept("members.get-charter", {})["charterVersion"]
        joining = person.profile(
            ["T97"], ["BE"], email=email, invitationCode=invited["invitationCode"], charterVersion=charter)
        assert staff.refuse("members.join", joining)["code"] == "invitation-not-found"
    other = stranger()
    other.phone = phone
    assert staff.refuse("members.join", scene.joining(other, sponsorId=sponsor.id))["code"] == "invitation-not-found"
    staff.accept("members.readmit", {"email": former, "reason": "une erreur"})
    again = join(staff, scene, person)
    assert member(staff, email=person.email)["memberId"] == again.id


def test_m10_who_left_is_expelled_too_and_whoever_never_was_there_is_not(staff, scene):
    person = join(staff, scene, stranger())
    staff.accept("members.leave", {"memberId": person.id})
    staff.accept("members.expel", {"memberId": person.id, "reason": "un essai"})
    assert staff.refuse("members.invite-member", {"email": person.email})["code"] == "person-expelled"
    assert staff.refuse("members.expel", {"memberId": new_id(), "reason": "un essai"})["code"] == "member-not-active"
    staff.accept("members.readmit", {"email": stranger().email, "reason": "nobody was expelled"})


def test_m10_a2_who_expels_and_readmits_is_named_and_kept(staff, scene):
    person = join(staff, scene, stranger())
    decisions = {"members.expel": {"memberId": person.id, "reason": f"un essai {new_id()}"},
                 "members.readmit": {"email": person.email, "reason": f"une erreur {new_id()}"}}
    for command, data in decisions.items():
        assert staff.refuse(command, data, actor=None)["code"] == "actor-required"
        problem = staff.refuse(command, data | {"reason": ""})
        assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["reason"])
        staff.accept(command, data, actor=f"agent.{command}")
        kept = [each for each in staff.accept("members.list-corrections", {"pageSize": 200})["corrections"]
                if each.get("reason") == data["reason"]]
        assert [(each["actor"], each["command"], each["subject"]) for each in kept] == [
            (f"agent.{command}", command, data.get("memberId") or data["email"])]


# One person, whatever memberships


def joined(events, member_id):
    return events.expect("members.member-joined", lambda e: e.data["memberId"] == member_id).data


def identified(events, member_id):
    return events.expect("members.member-identified", lambda e: e.data["memberId"] == member_id).data


@pytest.mark.parametrize("seed", range(4))
def test_m5_r5_five_rounds_of_leaving_and_joining_again_are_one_person(staff, scene, events, seed):
    draw = random.Random(seed)
    person = join(staff, scene, stranger())
    persons, keys = {joined(events, person.id)["personId"]}, set(identified(events, person.id)["identityKeys"])
    for _ in range(ROUNDS - 1):
        staff.accept("members.leave", {"memberId": person.id})
        another = stranger()
        kept = draw.choice(["email", "phone", "both"])
        if kept != "phone":
            another.email = draw.choice([person.email, person.email.upper(), person.email.replace("@", "+tag@")])
        if kept != "email":
            another.phone = draw.choice([person.phone, "0" + person.phone.removeprefix("+33")])
        # A number that is written as in France is read so.
        profile = scene.joining(another) | {"zones": ["FR"]}
        another.id = staff.accept("members.join", profile)["memberId"]
        persons.add(joined(events, another.id)["personId"])
        told = identified(events, another.id)
        assert set(told["formerKeys"]) == keys - set(told["identityKeys"])
        keys |= set(told["identityKeys"])
        another.phone = "+33" + another.phone[-9:]
        another.email = another.email.lower().replace("+tag@", "@")
        person = another
    assert len(persons) == 1
    staff.accept("members.leave", {"memberId": person.id})


def test_m5_who_joins_twice_at_once_under_two_addresses_and_one_number_is_one_person(staff, scene, events):
    phone = telephone()
    people = [stranger() for _ in range(4)]
    for person in people:
        person.phone = phone
    joining = [scene.joining(person) for person in people]
    replies = staff.replies([staff.send("members.join", each) for each in joining])
    persons = {joined(events, reply.data["memberId"])["personId"] for reply in replies}
    assert len(persons) == 1
    for reply in replies:
        staff.accept("members.leave", {"memberId": reply.data["memberId"]})


def test_m5_strangers_are_persons_of_their_own(staff, scene, events):
    people = [scene.admit() for _ in range(3)]
    assert len({joined(events, person.id)["personId"] for person in people}) == len(people)


# Profiles and visits


@pytest.mark.parametrize("phone", ["call me", "-", "12", "+33", "camille@example.org"])
def test_a_telephone_number_that_is_none_is_refused_by_its_field(staff, scene, phone):
    person = stranger()
    for command, data in (("members.join", scene.joining(person) | {"phone": phone}),
                          ("members.update-profile", {"memberId": scene.member.id, "phone": phone})):
        problem = staff.refuse(command, data)
        assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["phone"])


@pytest.mark.parametrize("front", ["0", "+33 (0)", "00 33 ", "tel. +33", None])
def test_a_telephone_number_is_shown_as_it_was_written_or_removed(staff, scene, front):
    phone = front and front + telephone().removeprefix("+33")
    staff.accept("members.update-profile", {"memberId": scene.member.id, "phone": phone})
    assert member(staff, memberId=scene.member.id).get("phone") == phone


def test_m11_how_offers_reach_a_member_by_mail_is_kept(staff, scene, events):
    for manner in ("daily", "weekly", "never", "at-once"):
        staff.accept("members.update-profile", {"memberId": scene.member.id, "offersByMail": manner})
        assert member(staff, memberId=scene.member.id)["offersByMail"] == manner
        events.expect("members.contact-changed",
                      lambda e: e.data["memberId"] == scene.member.id and e.data["offersByMail"] == manner)
    problem = staff.refuse("members.update-profile", {"memberId": scene.member.id, "offersByMail": "monthly"})
    assert (problem["code"], [error["field"] for error in problem["errors"]]) == ("invalid-message", ["offersByMail"])


def test_w3_what_a_member_wants_for_bonuses_that_wait_is_passed_on(staff, scene, events):
    staff.accept("members.update-profile", {"memberId": scene.member.id, "applyOptionToHeld": True})
    told = events.expect("members.profile-updated", lambda e: e.data["memberId"] == scene.member.id)
    assert told.data["applyOptionToHeld"] is True and told.data["rewardOption"] == {"option": "self"}
    assert told.data["revision"] == 2


def test_m6_visits_of_years_ago_do_not_count(staff, scene):
    def counted(at):
        return staff.accept("members.record-visit", {"memberId": scene.member.id, "at": at})["counted"]

    assert [counted(later(days=days)) for days in (-4000, -370, -360, -360)] == [False, False, True, False]
