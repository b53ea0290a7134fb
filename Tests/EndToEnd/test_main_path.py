"""The main path, driven and heard from outside: from a company that registers to the books and the replayed stream.

The story is played once; each test looks at one promise of it.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from outside.books import Books, sums
from outside.client import ACCEPTED, ApplicantTracker, StaffTool
from outside.envelope import new_id
from outside.stack import SERVICES
from outside.story import Story
from outside.topic import Topic, replayed


@dataclass
class Played:
    """The story with what was answered and what was heard."""

    story: Story
    policy: dict
    answers: SimpleNamespace
    told: list = field(default_factory=list)
    events: list = field(default_factory=list)

    def notified(self, routing_key):
        return [message for message in self.told if message.routing_key == routing_key]

    def happened(self, routing_key, **data):
        return [event for event in self.events
                if event.routing_key == routing_key and data.items() <= event.data.items()]


@pytest.fixture(scope="module")
def played(stack):
    staff_url, admin_url = stack["COOPT_STAFF_AMQP_URL"], stack["COOPT_ADMIN_AMQP_URL"]
    with (StaffTool(stack) as staff, ApplicantTracker(stack) as tracker,
          Topic(staff_url) as topic, Topic(admin_url, "coopt.events") as tap):
        played = play(Story(staff, tracker), staff, topic, tap)
        await_the_end(played, staff, topic, tap)
    played.told = [message for message in topic.collected if concerns(played, message)]
    played.events = [event for event in tap.collected if concerns(played, event)]
    yield played
    with StaffTool(stack) as staff:
        leave_nothing_open(played, staff)


def leave_nothing_open(played, staff):
    """Those who come later on this stack are not solicited for these offers, nor these members for theirs."""
    for offer_id in (played.story.offer_id, played.answers.second_offer):
        staff.accept("offers.close-offer", {"offerId": offer_id, "reason": "filled"})
    for person in played.story.members:
        staff.accept("members.leave", {"memberId": person.id})


def play(story, staff, topic, tap):
    """Everybody does what they do in the story, each after hearing what makes them do it."""
    answers = SimpleNamespace(recommend_command=new_id(), story_id=new_id(), hire_report=new_id())
    policy = staff.accept("rewards.get-policy", {})
    story.register_company()
    for admit, person in ((story.admit_camille, story.camille), (story.admit_oliver, story.oliver),
                          (story.admit_maelle, story.maelle)):
        admit()
        topic.expect("staff.member-joined", lambda m: m.details["memberId"] == person.id)
    answers.visit = story.visit(story.oliver)
    tap.expect("rewards.points-awarded", lambda e: e.data["memberId"] == story.oliver.id and e.data["total"] >= (
        policy["points"]["sponsoredMemberJoined"] + policy["points"]["dailyVisit"]))
    answers.offer = story.publish_the_offer()
    for person in (story.camille, story.oliver):
        topic.expect(f"member.{person.id}.offer-proposed", lambda m: m.details["offerId"] == story.offer_id)
    answers.recommendation = story.recommend(id=answers.recommend_command, correlation_id=answers.story_id)
    answers.refusal = story.recommend_again()
    topic.expect("staff.interview-requested", about(story))
    answers.not_informed = staff.refuse("qualification.record-interview", {
        "recommendationId": story.recommendation_id, "outcome": "qualified", "candidateInformed": False})
    answers.interview = story.interview()
    topic.expect(f"company.{story.company_id}.candidate-transmitted")
    tap.expect("rewards.points-awarded", lambda e: e.data["memberId"] == story.oliver.id
               and e.data["rule"] == "recommendation-qualified")
    answers.hire = story.hire(answers.hire_report)
    return Played(story, policy, answers)


def about(story):
    return lambda message: message.details.get("recommendationId") == story.recommendation_id


def await_the_end(played, staff, topic, tap):
    """The last things to happen: what the hire causes, and a second offer, which Maëlle alone is told of."""
    story, oliver, camille = played.story, played.story.oliver.id, played.story.camille.id
    topic.expect("staff.hire-attributed", about(story))
    for name in ("candidate-hired", "reward-granted", "reward-settled", "level-changed"):
        topic.expect(f"member.{oliver}.{name}")
    topic.expect(f"member.{camille}.reward-granted")
    for person in (oliver, camille):
        for name in ("reward-granted", "payout-requested"):
            topic.expect(f"staff.{name}", lambda m: person in json.dumps(m.details))
    tap.expect("rewards.level-changed", lambda e: e.data["memberId"] == oliver)
    played.answers.second_offer = story.publish_offer("Q86.1", "FR-BRE")["offerId"]
    topic.expect(f"member.{story.maelle.id}.offer-proposed",
                 lambda m: m.details["offerId"] == played.answers.second_offer)
    explain = {"offerId": story.offer_id, "memberId": story.maelle.id}
    played.answers.explanation = staff.accept_once_known("offers.explain-targeting", explain)
    played.answers.solicited = staff.accept("offers.explain-targeting", explain | {"memberId": oliver})


def concerns(played, message):
    """Whether a message belongs to this story: it names somebody or something of it, and is not for somebody else.

    On a stack that has been used before, offers of others reach our members, and ours reach theirs.
    """
    story, offers = played.story, (None, played.story.offer_id, played.answers.second_offer)
    ids = [person.id for person in story.members]
    if message.routing_key.startswith("member.") and message.routing_key.split(".")[1] not in ids:
        return False
    if message.data.get("details", {}).get("offerId") not in offers:
        return False
    ids += [story.company_id, story.offer_id, story.recommendation_id, story.candidacy_id, story.lea.id,
            played.answers.hire.data["hireId"]]
    return any(id in message.text for id in ids)


# Offers and waves


def test_o2_an_offer_is_pushed_to_those_it_targets_and_to_nobody_else(played):
    story = played.story
    waves = played.happened("offers.wave-dispatched", offerId=story.offer_id)
    solicited = [member for wave in waves for member in wave.data["memberIds"]]
    assert Counter(solicited)[story.camille.id] == 1 and Counter(solicited)[story.oliver.id] == 1
    assert story.maelle.id not in solicited
    told = [m for m in played.notified(f"member.{story.maelle.id}.offer-proposed")]
    assert [m.details["offerId"] for m in told] == [played.answers.second_offer]
    second = played.happened("offers.wave-dispatched", offerId=played.answers.second_offer)
    assert not [id for id in (story.camille.id, story.oliver.id) if id in str([wave.data for wave in second])]


def test_o5_the_platform_says_who_is_solicited_and_who_is_not_and_why(played):
    explanation = played.answers.explanation
    assert explanation["decision"] == "not-targeted"
    assert sorted(explanation["reasons"]) == ["sector-not-covered", "zone-not-covered"]
    solicited = played.answers.solicited
    assert solicited["decision"] == "solicited" and solicited["reasons"] == ["covered"]
    assert solicited["wave"] >= 1 and solicited["at"]


def test_o6_an_offer_without_credits_is_on_contract(played):
    assert played.answers.offer["paidWith"] == "contract"


# Recommendation and attribution


def test_r7_the_recommendation_is_quoted_by_the_policy_in_force(played):
    quote, policy = played.answers.recommendation["quote"], played.policy
    assert quote == {"level": "beginner", "amountCents": policy["amounts"]["beginner"], "currency": "EUR",
                     "policyVersion": policy["version"]}
    assert played.answers.recommendation["conflictOfInterest"] is False


def test_r2_r3_the_second_recommendation_is_refused_and_never_names_the_first(played):
    refusal, story = played.answers.refusal, played.story
    assert refusal["code"] == "candidate-already-attributed"
    assert refusal["type"] == "urn:coopt:problem:candidate-already-attributed"
    assert refusal["title"] and refusal["status"] and refusal["detail"]
    told = played.notified(f"member.{story.camille.id}.recommendation-refused")
    assert [m.details["code"] for m in told] == ["candidate-already-attributed"]
    for text in [json.dumps(refusal, ensure_ascii=False)] + [m.text for m in told]:
        assert not [trace for trace in story.oliver.traces if trace in text]
    assert len(played.notified("staff.recommendation-refused")) == 1


# Qualification


def test_q3_nothing_is_transmitted_before_the_candidate_was_informed(played):
    assert played.answers.not_informed["code"] == "candidate-not-informed"
    assert len(played.notified("staff.candidate-transmitted")) == 1


def test_q2_m8_the_company_learns_of_the_candidate_and_nothing_of_the_member(played):
    story = played.story
    (message,) = played.notified(f"company.{story.company_id}.candidate-transmitted")
    assert message.details["candidacyId"] == story.candidacy_id
    for known in (story.lea.last_name, story.lea.email, story.summary):
        assert known in message.text
    assert not traces_of_the_members(played, message)


def test_m8_the_event_of_the_transmission_tells_nothing_of_the_member(played):
    story = played.story
    (event,) = played.happened("qualification.candidate-transmitted", candidacyId=story.candidacy_id)
    assert event.data["companyId"] == story.company_id
    assert not [trace for member in story.members for trace in member.traces if trace in json.dumps(event.data)]
    assert story.recommendation_id not in json.dumps(event.data)


def test_n1_the_candidate_is_told_once_that_a_member_recommended_them(played):
    (message,) = played.notified(f"candidate.{played.story.lea.id}.recommended")
    assert message.data["subject"] and message.data["text"]
    assert not [trace for member in played.story.members for trace in member.traces if trace in message.text]
    assert played.story.recommendation_id not in message.text


def traces_of_the_members(played, message):
    """What in a message would tell who recommended: ids, names and what joins messages."""
    story = played.story
    secrets = [trace for member in story.members for trace in member.traces]
    secrets += [story.recommendation_id, story.lea.id, played.answers.story_id, played.answers.recommend_command]
    return [secret for secret in secrets if secret in message.text]


# Hire, rewards, books


def test_h2_the_reporting_system_hears_that_the_hire_is_attributed_and_not_to_whom(played):
    reply = played.answers.hire
    assert reply.type == ACCEPTED and reply.data["outcome"] == "attributed" and reply.data["hireId"]
    assert not traces_of_the_members(played, reply)


def test_w1_w2_the_member_gets_the_quoted_bonus_and_the_sponsor_a_share(played):
    rewards = {(e.data["kind"], e.data["memberId"]): e.data for e in played.happened("rewards.reward-granted")
               if e.data["hireId"] == played.answers.hire.data["hireId"]}
    story, policy = played.story, played.policy
    assert set(rewards) == {("recommendation", story.oliver.id), ("sponsorship", story.camille.id)}
    bonus = rewards["recommendation", story.oliver.id]
    share = rewards["sponsorship", story.camille.id]
    assert (bonus["amountCents"], bonus["state"]) == (played.answers.recommendation["quote"]["amountCents"], "settled")
    assert (share["amountCents"], share["state"]) == (policy["sponsorshipCents"], "settled")


def test_w5_the_books_hold_bonus_share_and_points_and_every_transaction_sums_to_zero(played, stack):
    books = Books(stack["COOPT_ADMIN_DATABASE_URL"])
    story, policy = played.story, played.policy
    entries = books.of_members([story.oliver.id, story.camille.id])
    assert not books.imbalances()
    assert set(sums(entries, lambda e: (e.transaction_id, e.unit)).values()) == {0}
    held = sums(entries, lambda e: (e.account, e.unit))
    bonus, share = played.answers.recommendation["quote"]["amountCents"], policy["sponsorshipCents"]
    assert held[f"member:{story.oliver.id}:payable", "eur-cents"] == -bonus
    assert held[f"member:{story.camille.id}:payable", "eur-cents"] == -share
    assert held["platform:bonus-expense", "eur-cents"] == bonus + share
    assert held[f"member:{story.oliver.id}:points", "points"] == -points_of_oliver(policy)
    assert held[f"member:{story.camille.id}:points", "points"] == -policy["points"]["sponsoredMemberJoined"]
    balances = books.balances()
    assert balances[f"member:{story.oliver.id}:payable", "eur-cents"] == -bonus
    books.close()


def test_w5_every_entry_leads_back_to_message_recommendation_and_policy(played, stack):
    books = Books(stack["COOPT_ADMIN_DATABASE_URL"])
    story = played.story
    entries = books.of_members([story.oliver.id, story.camille.id])
    money = [entry for entry in entries if entry.unit == "eur-cents"]
    assert len({entry.cause_id for entry in money}) == len({entry.transaction_id for entry in money}) == 2
    assert all(entry.message_id and entry.policy_version for entry in entries)
    assert {entry.recommendation_id for entry in money} == {story.recommendation_id}
    books.close()


def points_of_oliver(policy):
    """A member sponsored, a visit, a recommendation qualified, a hire."""
    rules = ("sponsoredMemberJoined", "dailyVisit", "recommendationQualified", "candidateHired")
    return sum(policy["points"][rule] for rule in rules)


def test_w7_points_are_awarded_by_rule_and_raise_the_level(played):
    story, policy = played.story, played.policy
    awarded = played.happened("rewards.points-awarded", memberId=story.oliver.id)
    scale = policy["points"]
    assert {e.data["rule"]: e.data["points"] for e in awarded} == {
        "sponsored-member-joined": scale["sponsoredMemberJoined"], "daily-visit": scale["dailyVisit"],
        "recommendation-qualified": scale["recommendationQualified"], "candidate-hired": scale["candidateHired"]}
    assert len(awarded) == 4 and max(e.data["total"] for e in awarded) == points_of_oliver(policy)
    (change,) = played.happened("rewards.level-changed", memberId=story.oliver.id)
    assert (change.data["from"], change.data["to"]) == ("beginner", "confirmed")


def test_w6_the_statement_says_what_the_books_say(played, staff):
    story = played.story
    statement = staff.accept("rewards.get-statement", {"memberId": story.oliver.id})
    bonus = played.answers.recommendation["quote"]["amountCents"]
    assert statement["balances"]["payableCents"] == bonus
    assert statement["balances"]["claimCents"] == 0
    assert statement["balances"]["points"] == points_of_oliver(played.policy)
    assert [(r["kind"], r["amountCents"], r["state"]) for r in statement["rewards"]] == [
        ("recommendation", bonus, "settled")]
    accounts = {entry["account"] for entry in statement["entries"]}
    assert accounts == {f"member:{story.oliver.id}:payable", f"member:{story.oliver.id}:points"}


# Notifications


def test_n1_every_step_reaches_staff_and_the_members_it_concerns(played):
    story = played.story
    oliver, camille, maelle = (f"member.{person.id}" for person in (story.oliver, story.camille, story.maelle))
    wanted = Counter({
        "staff.member-joined": 3, "staff.recommendation-attributed": 1, "staff.recommendation-refused": 1,
        "staff.interview-requested": 1, "staff.candidate-qualified": 1, "staff.candidate-transmitted": 1,
        "staff.hire-attributed": 1, "staff.reward-granted": 2, "staff.payout-requested": 2,
        f"{oliver}.offer-proposed": 1, f"{oliver}.recommendation-attributed": 1, f"{oliver}.candidate-qualified": 1,
        f"{oliver}.candidate-hired": 1, f"{oliver}.reward-granted": 1, f"{oliver}.reward-settled": 1,
        f"{oliver}.level-changed": 1, f"{oliver}.sponsored-member-joined": 1,
        f"{camille}.offer-proposed": 1, f"{camille}.recommendation-refused": 1, f"{camille}.reward-granted": 1,
        f"{camille}.sponsored-member-joined": 1, f"{maelle}.offer-proposed": 1,
        f"company.{story.company_id}.candidate-transmitted": 1, f"candidate.{story.lea.id}.recommended": 1})
    heard = Counter(key for key, _ in {(message.routing_key, message.id) for message in played.told})
    assert {key: heard[key] for key in wanted} == wanted


def test_n2_a_notification_has_its_type_its_audience_and_words_in_the_language_of_the_recipient(played):
    story = played.story
    for message in played.told:
        audience = message.routing_key.split(".")[0]
        if audience == "finance":  # it reads data, not words
            continue
        assert message.type == f"coopt.notifications.{audience}-{message.name}.v1"
        assert (message.data["audience"], message.data["name"]) == (audience, message.name)
        assert message.data["subject"].strip() and message.data["text"].strip() and message.data["notificationId"]
        assert "{{" not in message.data["subject"] + message.data["text"]
        wanted = "en" if message.routing_key.startswith(f"member.{story.oliver.id}.") else "fr"
        assert message.data["locale"] == wanted, message.routing_key


def test_n2_details_hold_the_fields_of_the_event_that_is_told(played):
    events = {event.data["rewardId"]: event.data for event in played.happened("rewards.reward-granted")}
    for message in played.notified("staff.reward-granted"):
        assert events[message.details["rewardId"]].items() <= message.details.items()


def test_n3_the_stream_replays_every_notification_of_the_story(played, stack):
    ids = {message.id for message in played.told}
    messages = replayed(stack["COOPT_STAFF_AMQP_URL"], ids)
    assert {id: message.envelope for id, message in messages.items()} == {
        message.id: message.envelope for message in played.told}


def test_the_story_carries_its_correlation_id_to_everybody_inside(played):
    story, answers = played.story, played.answers
    recommended = ("staff.recommendation-attributed", "staff.interview-requested",
                   f"member.{story.oliver.id}.recommendation-attributed")
    for key in recommended:
        assert {message.correlation_id for message in played.notified(key)} == {answers.story_id}, key
    hired = ("staff.hire-attributed", "staff.reward-granted", "staff.payout-requested",
             f"member.{story.oliver.id}.candidate-hired", f"member.{story.oliver.id}.reward-granted",
             f"member.{story.oliver.id}.level-changed", f"member.{story.camille.id}.reward-granted")
    for key in hired:
        assert {message.correlation_id for message in played.notified(key)} == {answers.hire_report}, key
        assert all(message.causation_id for message in played.notified(key)), key
    assert answers.hire.correlation_id == answers.hire_report


def test_m8_what_goes_outside_begins_a_story_of_its_own(played):
    outside = [message for message in played.told if message.routing_key.startswith(("company.", "candidate."))]
    assert len(outside) == 2
    inside = {trace(message) for message in played.told if message not in outside}
    for message in outside:
        assert message.correlation_id == message.id and message.causation_id is None
        assert trace(message) not in inside


def trace(message):
    """The trace that a message belongs to: the second part of its traceparent."""
    return message.envelope["traceparent"].split("-")[1]


def test_messages_are_cloud_events_with_the_properties_of_the_contract(played):
    for message in played.told + played.events:
        envelope, properties = message.envelope, message.properties
        assert envelope["specversion"] == "1.0" and envelope["datacontenttype"] == "application/json"
        assert envelope["time"].endswith("Z") and envelope["source"].startswith("/coopt/")
        service, name = envelope["type"].split(".")[1:3]
        assert envelope["dataschema"] == f"urn:coopt:schema:{service}.{name}:v1"
        assert properties.content_type == "application/cloudevents+json" and properties.delivery_mode == 2
        assert (properties.message_id, properties.type) == (envelope["id"], envelope["type"])
        assert properties.timestamp and properties.app_id and properties.headers["traceparent"]


def test_m9_events_and_logs_name_nobody(played, stack):
    people = played.story.members + [played.story.lea]
    open_to_services = [event for event in played.events if event.routing_key not in (
        "members.contact-changed", "recommendations.candidate-registered", "offers.company-contact-changed")]
    texts = {repr(event): event.text for event in open_to_services}
    logs = {service: (stack.directory / "log" / f"{service}.log").read_text() for service in SERVICES}
    for where, text in (texts | logs).items():
        for person in people:
            assert not [trace for trace in (person.email, person.phone, person.word) if trace in text], where[:200]
