"""M8, M9: personal data stay where they are needed. Canaries are planted everywhere, and then looked for everywhere.

Members with a sponsor, candidates, hires, a charity; commands that are refused, messages that cannot be read. What
belongs where is said by the contract and by the READMEs of the services.
"""

import json
from types import SimpleNamespace

import pika
import pytest

from canaries import Canaries
from crowd import admit
from dead_letters import DeadLetters
from outside.client import ApplicantTracker, StaffTool
from outside.envelope import cloud_event, instant, new_id
from outside.people import unique
from outside.stack import SERVICES
from outside.topic import Topic
from quiet import await_rest, query

# What a kind of data is called, and where it may be. "Refused" is what no service had to keep.
MEMBER, CANDIDATE, EMPLOYER, COLLEAGUE = "member", "candidate", "member's employer", "candidate's employer"
MESSAGE, SUMMARY, CONTACT, REFUSED = "member's message", "summary", "company's contact", "refused"
REPORTED = "somebody whom a report of a hire names and nobody knows"  # H2: for staff alone

KEPT = {
    "members": {MEMBER, EMPLOYER},
    "offers": {CONTACT},
    "recommendations": {EMPLOYER},  # R6
    "qualification": {CANDIDATE, MESSAGE, SUMMARY},
    "rewards": set(),
    "notifications": {MEMBER, CANDIDATE, MESSAGE, SUMMARY, CONTACT, REPORTED},
    "webhooks": set(),  # none was posted here; what it keeps of those, test_webhooks.py looks at
}
TOLD = {
    "members.contact-changed": {MEMBER},
    "members.member-joined": {EMPLOYER},
    "recommendations.candidate-registered": {CANDIDATE, COLLEAGUE, MESSAGE},
    "qualification.candidacy-described": {SUMMARY},
    "offers.company-contact-changed": {CONTACT},
    "recommendations.hire-particulars": {REPORTED},
}


class Story:
    """A sponsor, two members who recommend, their candidates, and whatever goes wrong."""

    def __init__(self, staff, tracker):
        self.staff, self.tracker, self.canaries = staff, tracker, Canaries()
        self.broken = {}

    def play(self, told):
        self.set_up()
        for member, candidate in ((self.named, self.lea), (self.nameless, self.noe)):
            self.recommend(member, candidate)
            self.interview(candidate)
            told.expect(f"company.{self.company_id}.candidate-transmitted",
                        lambda m: candidate.last_name in m.text)
            self.hire(candidate)
            told.expect(f"member.{member.id}.reward-settled")
        self.refused()
        self.unmatched()
        self.unreadable()
        self.staff.accept("members.leave", {"memberId": self.nameless.id})

    def set_up(self):
        person, word = self.canaries.person, self.canaries.word
        self.sponsor, self.named, self.nameless = (person(MEMBER) for _ in range(3))
        self.lea, self.noe = person(CANDIDATE), person(CANDIDATE)
        self.charity_id = self.staff.accept("rewards.register-charity", {"name": f"Asso {unique()}"})["charityId"]
        contact = f"{word(CONTACT)}@example.com"
        self.company_id = self.staff.accept(
            "offers.register-company", {"name": f"Société {unique()}", "contactEmail": contact})["companyId"]
        offer = {"companyId": self.company_id, "title": "Forgeron", "description": "Une forge.", "sector": "C25.50",
                 "zone": "FR-2A"}
        self.offer_id = self.staff.accept("offers.publish-offer", offer)["offerId"]
        admit(self.staff, [self.sponsor])
        admit(self.staff, [self.named, self.nameless], lambda _: self.sponsor, self.profile)

    def profile(self, member):
        return {"employer": {"name": self.canaries.word(EMPLOYER)}, "rewardOption": {
            "option": "donate", "charityId": self.charity_id, "inMyName": member is self.named}}

    def recommendation(self, member, candidate, kinds=(COLLEAGUE, MESSAGE), **more):
        employer, message = (self.canaries.word(kind) for kind in kinds)
        described = candidate.as_candidate(currentEmployer={"name": employer}, **more)
        return {"offerId": self.offer_id, "memberId": member.id, "candidate": described, "message": message}

    def recommend(self, member, candidate):
        profile = f"https://www.linkedin.com/in/{self.canaries.word(CANDIDATE)}"
        recommendation = self.recommendation(member, candidate, linkedinUrl=profile)
        result = self.staff.accept_once_known("recommendations.recommend-candidate", recommendation)
        candidate.id, candidate.recommendation_id = result["candidateId"], result["recommendationId"]

    def interview(self, candidate):
        self.staff.accept_once_known("qualification.record-interview", {
            "recommendationId": candidate.recommendation_id, "outcome": "qualified", "candidateInformed": True,
            "summary": self.canaries.word(SUMMARY)})

    def hire(self, candidate):
        reply = self.tracker.reply(self.tracker.hire(self.hired(candidate)))
        assert reply.data["outcome"] == "attributed", reply

    def hired(self, candidate):
        return {"offerId": self.offer_id, "hiredAt": instant(),
                "candidate": {"email": candidate.email, "phone": candidate.phone}}

    def refused(self):
        """Commands with personal data that are refused, for each reason that has to do with them."""
        stranger, refuse = self.canaries.person(REFUSED), self.staff.refuse
        joining = stranger.profile(["J"], ["FR"], invitationCode="none", charterVersion="2012-02",
                                   employer={"name": self.canaries.word(REFUSED)})
        words = (REFUSED, REFUSED)
        refusals = [
            refuse("members.join", joining),
            refuse("members.join", joining | {"zones": [self.canaries.word(REFUSED)]}),
            refuse("members.join", joining | {"email": self.canaries.word(REFUSED)}),
            refuse("members.update-profile", {"memberId": new_id(), "email": stranger.email}),
            refuse("recommendations.recommend-candidate", self.recommendation(self.sponsor, self.lea, words)),
            refuse("recommendations.recommend-candidate",
                   self.recommendation(self.sponsor, stranger, words, email=self.sponsor.email)),
            refuse("recommendations.recommend-candidate",
                   self.recommendation(self.sponsor, stranger, words) | {"memberId": new_id()}),
            refuse("recommendations.recommend-candidate",
                   self.recommendation(self.sponsor, stranger, words, email=self.canaries.word(REFUSED))),
            refuse("qualification.record-interview", {
                "recommendationId": new_id(), "outcome": "qualified", "candidateInformed": True,
                "summary": self.canaries.word(REFUSED)}),
        ]
        self.codes = [refusal["code"] for refusal in refusals]

    def unmatched(self):
        """Hires of somebody whom nobody knows, and a withdrawal with a reason."""
        stranger = self.canaries.person(REPORTED)
        application = {"applicationId": new_id()}
        reply = self.tracker.reply(self.tracker.hire(self.hired(stranger) | application))
        assert reply.data["outcome"] == "unattributed", reply
        self.tracker.reply(self.tracker.report("hire.withdrawn", application | {
            "sourceSystem": self.tracker.system, "withdrawnAt": instant(), "reason": self.canaries.word(REFUSED)}))

    def unreadable(self):
        """Messages with personal data that become dead letters, by the service whose dead letters they are."""
        stranger = self.canaries.person(REFUSED)
        body = json.dumps(stranger.profile(["J"], ["FR"]))
        for service in ("members", "recommendations", "rewards"):
            self.lose(service, self.staff, "coopt.commands", f"{service}.no-command", body[:-1])
        invalid = cloud_event("coopt.members.join.v1", stranger.profile([], ["FR"]), self.staff.source)
        self.lose("members", self.staff, "coopt.commands", "members.join", json.dumps(invalid))
        report = self.hired(stranger) | {"hiredAt": self.canaries.word(REFUSED)}
        hire = cloud_event("coopt.integration.hire-reported.v1", report, self.tracker.source)
        self.lose("recommendations", self.tracker, "coopt.integration", "hire.reported", json.dumps(hire))
        unknown = cloud_event("coopt.integration.hire-celebrated.v1", report, self.tracker.source)
        self.lose("recommendations", self.tracker, "coopt.integration", "hire.celebrated", json.dumps(unknown))

    def lose(self, service, sender, exchange, key, body):
        properties = pika.BasicProperties(content_type="application/cloudevents+json", delivery_mode=2)
        sender.publish_raw(exchange, key, body, properties, wants_reply=False)
        self.broken.setdefault(service, []).append(body.encode())

    def end(self):
        for member in (self.sponsor, self.named):
            self.staff.accept("members.leave", {"memberId": member.id})
        self.staff.accept("offers.close-offer", {"offerId": self.offer_id, "reason": "filled"})


@pytest.fixture(scope="module")
def played(stack):
    with (StaffTool(stack) as staff, ApplicantTracker(stack) as tracker, Topic(stack["COOPT_STAFF_AMQP_URL"]) as told,
          Topic(stack["COOPT_ADMIN_AMQP_URL"], "coopt.events") as events):
        story = Story(staff, tracker)
        story.play(told)
        letters = [taken for service, bodies in story.broken.items() for taken in take(stack, service, bodies)]
        told.gather(lambda message: message.routing_key == "staff.message-dead-lettered", len(letters))
        await_rest(stack, events)
        told.catch_up()
        yield SimpleNamespace(story=story, canaries=story.canaries, letters=letters, told=told.collected,
                              events=events.collected)
        story.end()


def take(stack, service, bodies):
    """The dead letters with these bodies."""
    with DeadLetters(stack, service) as letters:
        return [letters.take(lambda _, kept: kept == body) for body in bodies]


def notified(played, audience):
    return [message for message in played.told if message.routing_key.startswith(f"{audience}.")]


# What services write down


@pytest.mark.parametrize("log", [*SERVICES, "postgres", "rabbitmq"])
def test_m9_logs_name_nobody(played, stack, log):
    text = (stack.directory / f"log/{log}.log").read_text(errors="replace")
    assert text and not played.canaries.kinds_in(text)


@pytest.mark.parametrize("service", SERVICES)
def test_m9_a_service_keeps_only_what_it_needs(played, stack, service):
    tables = query(stack, "select table_name from information_schema.tables where table_schema = %s"
                          " and table_type = 'BASE TABLE'", [service])
    found = {}
    for (table,) in tables:
        rows = query(stack, f'select t::text from "{service}"."{table}" t where lower(t::text) like any(%s)',
                     [played.canaries.patterns])
        found |= {f"{table}: {kind}": kind for (row,) in rows for kind in played.canaries.kinds_in(row)}
    assert len(tables) > 3 and set(found.values()) == KEPT[service], found


# What services tell each other


def test_m9_events_name_nobody_but_those_that_are_there_for_it(played):
    found = {}
    for event in played.events:
        if kinds := played.canaries.kinds_in(event.text):
            found.setdefault(event.routing_key, set()).update(kinds)
    assert found.keys() == TOLD.keys()
    for key, kinds in found.items():
        assert kinds <= TOLD[key], key


# What members are recognised by


@pytest.fixture(scope="module")
def keys(played, stack):
    """The keyed hashes of the members, as recommendations compare them."""
    members = [member.id for member in (played.story.sponsor, played.story.named, played.story.nameless)]
    rows = query(stack, "select unnest(identity_keys) from recommendations.members where member_id = any (%s::uuid[])", [members])
    found = {key for (key,) in rows}
    assert len(found) >= 2 * len(members)
    return found


@pytest.mark.parametrize("service", sorted(set(SERVICES) - {"members", "recommendations"}))
def test_m9_hashes_of_members_are_only_where_they_are_compared(keys, stack, service):
    tables = query(stack, "select table_name from information_schema.tables where table_schema = %s"
                          " and table_type = 'BASE TABLE'", [service])
    patterns = [f"%{text}%" for key in keys for text in (key, key.encode().hex())]
    for (table,) in tables:
        assert query(stack, f'select count(*) from "{service}"."{table}" t where t::text like any(%s)', [patterns]) == [(0,)], table


def test_m9_hashes_of_members_are_told_to_recommendations_alone(keys, played):
    holding = {event.routing_key for event in played.events if any(key in event.text for key in keys)}
    assert holding == {"members.member-identified"}
    assert not [message for message in played.told if any(key in message.raw for key in keys)]


# What could not be handled


def test_the_refusals_are_those_that_were_meant(played):
    assert played.story.codes == [
        "invitation-not-found", "invalid-message", "invalid-message", "member-not-active",
        "candidate-already-attributed", "self-recommendation", "member-not-active", "invalid-message",
        "interview-not-found"]


def test_m9_a_dead_letter_says_what_is_wrong_and_not_with_whom(played):
    assert len(played.letters) == 6
    for properties, body in played.letters:
        assert played.canaries.kinds_in(body.decode()) == {REFUSED}
        assert properties.headers["x-coopt-reason"] and not played.canaries.kinds_in(str(properties))


def test_m9_staff_hear_of_a_dead_letter_without_its_contents(played):
    told = [message for message in notified(played, "staff") if message.name == "message-dead-lettered"]
    assert len(told) >= len(played.letters)
    assert not [message for message in told if played.canaries.kinds_in(message.text)]


# What goes outside


def ids(played):
    """Ids that would lead to the members."""
    story = played.story
    members = [member.id for member in (story.sponsor, story.named, story.nameless)]
    return members + [candidate.recommendation_id for candidate in (story.lea, story.noe)]


def test_m8_m9_a_company_learns_of_its_candidate_and_nothing_of_a_member(played):
    messages = notified(played, f"company.{played.story.company_id}")
    assert len(messages) == 2
    for message in messages:
        assert played.canaries.kinds_in(message.text) == {CANDIDATE, SUMMARY}
        assert not [id for id in ids(played) + [played.story.lea.id, played.story.noe.id] if id in message.text]


def test_m8_m9_a_candidate_learns_nothing_of_a_member(played):
    for candidate in (played.story.lea, played.story.noe):
        (message,) = notified(played, f"candidate.{candidate.id}")
        assert played.canaries.kinds_in(message.text) <= {CANDIDATE}
        assert not [id for id in ids(played) if id in message.text]


def test_w3_m9_a_charity_learns_a_name_where_the_member_wants_it_and_no_more(played):
    messages = notified(played, f"charity.{played.story.charity_id}")
    assert len(messages) == 2
    named = [message for message in messages if played.story.named.last_name in message.data["text"]]
    assert len(named) == 1 and played.story.named.first_name in named[0].data["text"]
    for message in messages:
        assert played.canaries.kinds_in(message.text) <= ({MEMBER} if message in named else set())
        assert not [trace for trace in contacts(played.story.named) + ids(played) if trace in message.text]


def contacts(person):
    return [person.email, person.phone]


def test_m9_finance_learns_of_no_person(played):
    messages = [message for message in notified(played, "finance") if played.story.charity_id in message.text]
    assert len(messages) == 2
    assert not [message for message in messages if played.canaries.kinds_in(message.text)]


def test_m8_members_learn_of_no_other_member_but_sponsor_and_sponsored(played):
    story = played.story
    for member, strangers in ((story.named, [story.nameless]), (story.nameless, [story.named])):
        messages = notified(played, f"member.{member.id}")
        assert messages
        for message in messages:
            for stranger in strangers:
                traces = [stranger.id, stranger.first_name, stranger.last_name, *contacts(stranger)]
                assert not [trace for trace in traces if trace in message.text], message
            assert not {MESSAGE, SUMMARY, EMPLOYER, COLLEAGUE, REFUSED} & played.canaries.kinds_in(message.text)
