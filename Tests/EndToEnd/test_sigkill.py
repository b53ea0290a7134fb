"""Five hundred hires while services are killed: every effect once, nothing lost, balanced books."""

from collections import Counter, defaultdict

import pytest

from community import SPONSORS, Community
from outside.books import Books, sums
from outside.client import ACCEPTED, ApplicantTracker, StaffTool
from outside.deadline import observed
from outside.stack import SERVICES
from outside.topic import Topic
from processes import StackProcesses
from quiet import owed, waiting

MEMBERS, OFFERS = 25, 20
HIRES = MEMBERS * OFFERS
REWARDS = HIRES + MEMBERS - SPONSORS  # each member sponsored earns the sponsor a share, once
WITHIN = 120


class Storm:
    """Hires in flight, and services killed in the middle of them."""

    def __init__(self, stack):
        self.processes = StackProcesses(stack)
        self.staff = StaffTool(stack)
        self.tracker = ApplicantTracker(stack)
        self.topic = Topic(stack["COOPT_STAFF_AMQP_URL"])
        self.victims = {("members.join", MEMBERS - SPONSORS): "members", ("offers.publish-offer", OFFERS): "offers"}
        self.kills = []

    def set_up(self):
        self.community = Community(self.staff, self.topic, MEMBERS, OFFERS, self.set_up_is_under_way)
        self.member_ids = {member.id for member in self.community.members}

    def set_up_is_under_way(self, command, count):
        if victim := self.victims.pop((command, count), None):
            self.kill_amid([victim], 1, count, lambda: None)

    def settle(self):
        """Publishes the hires a quarter at a time, kills who settles them with each, and waits for the last bonus to be told."""
        first, second, third, last = (self.community.recommendations[start::4] for start in range(4))
        sent = self.report(first)
        self.tracker.await_answers(sent, 1)
        sent += self.kill_amid(["recommendations"], self.tracker.answered(sent), HIRES, lambda: self.report(second))
        for victims, seen, hires in (
                (["rewards"], 1, third), (["offers", "qualification", "members", "notifications"], HIRES // 2 + 1, last)):
            self.await_facts("reward-granted", "rewardId", seen)
            told = len({message.details["rewardId"] for message in self.told("reward-granted")})
            sent += self.kill_amid(victims, told, REWARDS, lambda hires=hires: self.report(hires))
        self.replies = self.tracker.replies(sent, WITHIN)
        self.await_facts("hire-attributed", "hireId", HIRES)
        self.await_facts("reward-granted", "rewardId", REWARDS)

    def report(self, recommendations):
        return [self.tracker.hire(recommendation.hire) for recommendation in recommendations]

    def kill_amid(self, services, done, of, publish):
        """Kills services the moment that `publish` has sent them more, `done` of `of` seen to be through before; starts them again.

        However fast they are, and however slowly this looks, they are in the middle of it.
        """
        published = publish()
        for service in services:
            self.processes.kill(service)
            self.kills.append((service, done, of))
        for service in services:
            self.processes.start(service)
        return published

    def told(self, name):
        """What staff have been told of our own people under one name, again and again included."""
        return self.topic.matching(
            lambda m: m.routing_key == f"staff.{name}" and m.details.get("memberId") in self.member_ids)

    def await_facts(self, name, key, count):
        """Waits until staff have been told of that many different facts."""
        facts = set()

        def is_new(message):
            is_fact = message.routing_key == f"staff.{name}" and message.details.get("memberId") in self.member_ids
            if not is_fact or message.details[key] in facts:
                return False
            facts.add(message.details[key])
            return True

        self.topic.gather(is_new, count, WITHIN)

    def end(self):
        self.community.disband()
        for participant in (self.staff, self.tracker, self.topic):
            participant.close()


@pytest.fixture(scope="module")
def storm(stack, note):
    storm = Storm(stack)
    storm.set_up()
    storm.settle()
    # What is owed is published by now: whatever came twice has come.
    observed(lambda: owed(stack) == {}, "the outboxes are empty", 60)
    yield storm
    storm.end()
    note("killed " + ", ".join(f"{service} at {done} of {of}" for service, done, of in storm.kills))


def test_every_hire_is_answered_as_attributed(storm):
    assert {reply.type for reply in storm.replies} == {ACCEPTED}
    assert {reply.data["outcome"] for reply in storm.replies} == {"attributed"}
    assert len({reply.data["hireId"] for reply in storm.replies}) == HIRES


def test_w1_w2_w5_five_hundred_bonuses_no_more_no_fewer_and_balanced_books(storm, stack):
    books = Books(stack["COOPT_ADMIN_DATABASE_URL"])
    community = storm.community
    entries = books.of_members([member.id for member in community.members])
    assert not books.imbalances()
    paid = [entry for entry in entries if entry.unit == "eur-cents" and entry.account.endswith(":payable")]
    bonuses, shares = [], []
    sponsors = {f"member:{member.id}:payable" for member in community.sponsors}
    quotes = {r.id: (f"member:{r.member.id}:payable", -r.quote["amountCents"]) for r in community.recommendations}
    for entry in paid:
        is_bonus = (entry.account, entry.amount) == quotes[entry.recommendation_id]
        (bonuses if is_bonus else shares).append(entry)
    assert Counter(entry.recommendation_id for entry in bonuses) == Counter(quotes.keys())
    assert len(shares) == MEMBERS - SPONSORS and {entry.account for entry in shares} == sponsors
    assert sum(sums(entries, lambda e: e.unit).values()) == 0
    books.close()


def test_w7_points_are_awarded_once_for_each_hire(storm, stack):
    books = Books(stack["COOPT_ADMIN_DATABASE_URL"])
    scale = storm.staff.accept("rewards.get-policy", {})["points"]
    balances = books.balances()
    for member in storm.community.members:
        sponsored = sum(other.sponsor is member for other in storm.community.sponsored)
        points = OFFERS * scale["candidateHired"] + sponsored * scale["sponsoredMemberJoined"]
        assert balances[f"member:{member.id}:points", "points"] == -points
    books.close()


@pytest.mark.parametrize("name, key, count", [
    ("hire-attributed", "hireId", HIRES),
    ("reward-granted", "rewardId", REWARDS),
    ("reward-settled", "rewardId", REWARDS),
    ("payout-requested", "payoutId", REWARDS),
])
def test_n1_every_notification_to_staff_is_there_under_one_id_for_each_fact(storm, note, name, key, count):
    rewards = {message.details["rewardId"] for message in storm.told("reward-granted")}

    def is_ours(message):
        details = message.data.get("details", {})
        return message.routing_key == f"staff.{name}" and (
            details.get("memberId") in storm.member_ids or details.get("rewardId") in rewards)

    observed(lambda: len({m.details[key] for m in storm.topic.matching(is_ours)}) >= count, f"all {name}")
    ids = defaultdict(Counter)
    for message in storm.topic.matching(is_ours):
        ids[message.details[key]][message.id] += 1
    again = sum(sum(counts.values()) - len(counts) for counts in ids.values())
    note(f"after SIGKILL, {again} of {count} staff.{name} came again under the same id")
    assert len(ids) == count
    assert not [fact for fact, counts in ids.items() if len(counts) > 1]


def test_q1_interviews_survive_the_end_of_qualification(storm):
    records = [("qualification.record-interview",
                {"recommendationId": recommendation.id, "outcome": "qualified", "candidateInformed": True})
               for recommendation in storm.community.recommendations]
    sent = [storm.staff.send(*record) for record in records[:HIRES // 2]]
    storm.staff.await_answers(sent, 1)
    sent += storm.kill_amid(["qualification"], storm.staff.answered(sent), HIRES, lambda: [
        storm.staff.send(*record) for record in records[HIRES // 2:]])
    replies = storm.staff.replies(sent, WITHIN)
    assert {reply.type for reply in replies} == {ACCEPTED}, replies
    candidacies = {reply.data["candidacyId"] for reply in replies}
    key = f"company.{storm.community.company_id}.candidate-transmitted"
    storm.topic.gather(lambda m: m.routing_key == key, HIRES, WITHIN)
    transmitted = storm.topic.matching(lambda m: m.routing_key == key)
    assert {m.details["candidacyId"] for m in transmitted} == candidacies and len(candidacies) == HIRES
    assert len({m.id for m in transmitted}) == HIRES


def test_every_service_was_killed_in_the_middle(storm):
    # Webhooks takes no part in this; test_webhooks.py kills it.
    assert {service for service, _, _ in storm.kills} == set(SERVICES) - {"webhooks"}
    assert not [kill for kill in storm.kills if not 0 < kill[1] < kill[2]]


def test_nothing_is_left_in_outboxes_and_queues(storm, stack):
    observed(lambda: owed(stack) == {}, "the outboxes are empty", 60)
    observed(lambda: waiting(stack) == {}, "the queues are empty", 60)
