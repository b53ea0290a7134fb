"""R2, R3, R4: of many who recommend one candidate at once, exactly one has them, whoever decides about whom.

Two processes of recommendations share the work; twenty members send over a connection each, and each writes the
candidate's e-mail address, telephone number and LinkedIn profile in a way of their own.
"""

import unicodedata
from types import SimpleNamespace

import pytest

from counters import counted
from crowd import admit, await_known, in_flight
from outside.client import ACCEPTED, REJECTED, StaffTool
from outside.people import stranger, unique
from outside.topic import Topic
from processes import replica
from quiet import await_rest

CALLERS, ROUNDS = 20, 8
SECOND_HAND = {"phone", "linkedinUrl"}  # what those give who do not know the candidate's address
EMAILS = (str.lower, str.upper, str.title, lambda text: unicodedata.normalize("NFD", text),
          lambda text: unicodedata.normalize("NFD", text.upper()))
PHONES = ("+33{}", "0{}", "0033{}", "+33 {} ", "0{}")
PROFILES = ("https://www.linkedin.com/in/{}", "https://fr.linkedin.com/in/{}/", "http://linkedin.com/in/{}?trk=profile",
            "https://www.linkedin.com/in/{}/en#about")


def spelt(candidate, caller):
    """The candidate as one caller knows them: two of address, number and profile are right, whichever caller it is.

    So any two of the callers have one in common at least, and are of different opinions about the others.
    """
    email = EMAILS[caller % len(EMAILS)](candidate.email)
    phone = number(candidate, caller)
    profile = (str.upper if caller % 2 else str)(PROFILES[caller % len(PROFILES)].format(candidate.profile))
    known = ({"email": email, "phone": phone}, {"email": email, "linkedinUrl": profile},
             {"phone": phone, "linkedinUrl": profile})[caller % 3]
    other = stranger()
    return {"firstName": candidate.first_name, "lastName": candidate.last_name, "email": other.email} | known


def number(candidate, caller):
    """A telephone number, national or international, grouped in one way or another."""
    digits = candidate.phone.removeprefix("+33")
    pairs = [digits[0]] + [digits[start:start + 2] for start in range(1, len(digits), 2)]
    return PHONES[caller % len(PHONES)].format(("", " ", ".", "-")[caller % 4].join(pairs))


def candidate():
    """Somebody whose address has letters that Unicode writes in two ways."""
    person = stranger("Zoé")
    person.email = f"zoé.ångström.{person.word}@example.org"
    person.profile = f"zoe-angstrom-{person.word}"
    return person


@pytest.fixture(scope="module")
def race(stack):
    with (replica(stack, "recommendations") as second, StaffTool(stack) as staff,
          Topic(stack["COOPT_ADMIN_AMQP_URL"], "coopt.events") as events):
        second.await_status("/health/ready", 200)
        members = admit(staff, [stranger() for _ in range(CALLERS)])
        offers = publish(staff)
        await_known(staff, members, offers)
        callers = [StaffTool(stack) for _ in members]
        rounds = [run(callers, members, offers[2 * turn:2 * turn + 2]) for turn in range(ROUNDS)]
        await_rest(stack, events, ("qualification",))
        metrics = stack.http_url("recommendations", "/metrics"), f"http://127.0.0.1:{second.port}/metrics"
        yield SimpleNamespace(rounds=rounds, staff=staff, events=events.collected, metrics=metrics)
        for caller in callers:
            caller.close()
        in_flight(staff, "members.leave", [{"memberId": member.id} for member in members])
        in_flight(staff, "offers.close-offer", [{"offerId": offer_id, "reason": "filled"} for offer_id in offers])


def publish(staff):
    """Two offers for each round, in France, that nobody is solicited for."""
    company_id = staff.accept("offers.register-company", {"name": f"Société {unique()}"})["companyId"]
    offers = in_flight(staff, "offers.publish-offer", [
        {"companyId": company_id, "title": "Forgeron", "description": "Une forge.", "sector": "C25.50", "zone": "FR-2A"}
        for _ in range(2 * ROUNDS)])
    return [offer["offerId"] for offer in offers]


def run(callers, members, offers):
    """All recommend the same person at once, half of them for another offer: who said what, and the answers."""
    person = candidate()
    said = [{"memberId": member.id, "offerId": offers[index % 2], "candidate": spelt(person, index)}
            for index, member in enumerate(members)]
    sent = [caller.send("recommendations.recommend-candidate", data) for caller, data in zip(callers, said)]
    answers = [SimpleNamespace(member=member, said=data, reply=caller.reply(correlation_id))
               for caller, member, data, correlation_id in zip(callers, members, said, sent)]
    return SimpleNamespace(offers=offers, winners=[each for each in answers if each.reply.type == ACCEPTED],
                           losers=[each for each in answers if each.reply.type == REJECTED])


def test_r2_r4_exactly_one_of_many_at_once_has_the_candidate(race):
    assert [(len(turn.winners), len(turn.losers)) for turn in race.rounds] == [(1, CALLERS - 1)] * ROUNDS


def test_r3_the_others_are_refused_for_that_and_nothing_names_the_owner(race):
    for turn in race.rounds:
        (winner,) = turn.winners
        assert {loser.reply.data["code"] for loser in turn.losers} == {"candidate-already-attributed"}
        secrets = winner.member.traces + [winner.reply.data["recommendationId"], winner.reply.data["candidateId"]]
        for loser in turn.losers:
            assert not [secret for secret in secrets if secret in loser.reply.text], loser.reply


def test_r2_one_attribution_is_told_and_every_refusal(race):
    for turn in race.rounds:
        attributed = [event.data["memberId"] for event in heard(race, turn, "recommendation-attributed")]
        refused = [event.data["memberId"] for event in heard(race, turn, "recommendation-refused")
                   if event.data["code"] == "candidate-already-attributed"]
        assert attributed == [winner.member.id for winner in turn.winners]
        assert sorted(refused) == sorted(loser.member.id for loser in turn.losers)


def heard(race, turn, name):
    return [event for event in race.events
            if event.routing_key == f"recommendations.{name}" and event.data["offerId"] in turn.offers]


def test_r1_r8_a_refusal_leaves_nothing_behind_neither_the_slot_nor_an_address(race):
    """The refused recommend for the same offer: those who gave an address of another's, whoever has that."""
    first = race.rounds[0]
    requests = []
    for loser in first.losers:
        address = {"email": loser.said["candidate"]["email"]} if loser.said["candidate"].keys() >= SECOND_HAND else {}
        requests.append(("recommendations.recommend-candidate",
                         loser.said | {"candidate": stranger().as_candidate(**address)}))
    accepted = race.staff.accept_all_once_known(requests)
    assert len({result["candidateId"] for result in accepted}) == CALLERS - 1
    assert first.winners[0].reply.data["candidateId"] not in {result["candidateId"] for result in accepted}


def test_both_processes_took_part(race):
    assert all(counted(url, "coopt_messages_handled_total") > ROUNDS for url in race.metrics)
