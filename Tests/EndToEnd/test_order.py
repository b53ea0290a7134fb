"""H1: hires, withdrawals and payments come in any order, any number of times, and the books are the same.

Each of a dozen stories is told four times to people of their own: once in its order, each message after the last was
answered; once shuffled, still one by one; twice shuffled and with repetitions, all at once. Two processes each of
recommendations and rewards share the work.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import zip_longest
from random import Random

import pytest

from crowd import in_flight
from finance import Finance
from outside.books import Books, sums
from outside.client import ACCEPTED, ApplicantTracker, StaffTool
from outside.deadline import observed
from outside.envelope import instant
from outside.topic import Topic
from processes import replica
from quiet import await_rest
from retold import EARLY, LAST, RECOMMENDATIONS, SYSTEMS, Cast, Report, Script, assemble

STORIES, TELLINGS, ONE_BY_ONE = 12, 4, 2


class Stage:
    """Where all stories are told, by those who tell them."""

    def __init__(self, stack, scripts, tellings=TELLINGS):
        self.stack = stack
        self.random = Random(2026)
        self.paid = set()
        self.staff, self.tracker, self.finance = StaffTool(stack), ApplicantTracker(stack), Finance(stack)
        self.events = Topic(stack["COOPT_ADMIN_AMQP_URL"], "coopt.events")
        self.policy = self.staff.accept("rewards.get-policy", {})
        self.casts = [[Cast(script) for _ in range(tellings)] for script in scripts]

    @property
    def everybody(self):
        return [cast for casts in self.casts for cast in casts]

    def open(self):
        """Everybody is known everywhere, and all is later than the recommendations."""
        assemble(self.staff, self.everybody)
        opening = datetime.now(timezone.utc)
        for cast in self.everybody:
            cast.opening = opening
        self.rest()
        observed(lambda: instant() > self.everybody[0].instant(EARLY[-1]), "the early moments are over")

    def rest(self):
        await_rest(self.stack, self.events, ("recommendations", "rewards"))

    def tell(self, messages_of):
        """Tells every cast its messages: the first tellings step by step, the others all at once."""
        tellings = [[self.varied(casts[telling], messages_of, telling) for casts in self.casts]
                    for telling in range(TELLINGS)]
        for telling in tellings[:ONE_BY_ONE]:
            for together in zip_longest(*telling):
                self.send([step for step in together if step])
        burst = [step for telling in tellings[ONE_BY_ONE:] for steps in telling for step in steps]
        self.random.shuffle(burst)
        self.send(burst)
        self.rest()

    def varied(self, cast, messages_of, telling):
        """The messages of a cast, in the order and as often as this telling has them."""
        steps = [(cast, message) for message in messages_of(cast)]
        if telling >= ONE_BY_ONE:
            steps = [step for step in steps for _ in range(self.random.choice((1, 2, 3)))]
        if telling:
            self.random.shuffle(steps)
        return steps

    def send(self, steps):
        """Publishes, and waits until all is answered. Who leaves twice is refused the second time."""
        reports = [self.tracker.report(message.key, cast.data(message, self.random))
                   for cast, message in steps if isinstance(message, Report)]
        due = [message.id for _, message in steps if isinstance(message, Payout)]
        self.paid.update(due)
        payments = [self.finance.confirm(payout_id) for payout_id in due]
        leavings = [self.staff.send("members.leave", {"memberId": getattr(cast, message).id})
                    for cast, message in steps if isinstance(message, str)]
        answers = self.tracker.replies(reports, 60) + self.finance.replies(payments, 60)
        self.staff.replies(leavings, 60)
        assert {answer.type for answer in answers} <= {ACCEPTED}, answers

    def books(self):
        """The books of every cast, by story."""
        books = Books(self.stack["COOPT_ADMIN_DATABASE_URL"])
        told = [[self.books_of(books, cast) for cast in casts] for casts in self.casts]
        books.close()
        return told

    def books_of(self, books, cast):
        """What each role holds, each kind of account in each unit: no ids, and nothing where nothing is left."""
        def account(entry):
            holder, kind = entry.account.rsplit(":", 1)
            return f"{cast.roles.get(holder, holder)}:{kind}", entry.unit

        held = sums(books.of_holders(cast.roles), account)
        return {account: amount for account, amount in held.items() if amount}

    def payouts(self, cast):
        """The payouts of a cast that finance has to make: requested and not cancelled."""
        cancelled = {event.data["payoutId"] for event in self.heard("rewards.payout-cancelled")}
        requested = [Payout(event.data["payoutId"], self.beneficiary(cast, event.data), event.data["amountCents"])
                     for event in self.heard("rewards.payout-requested")]
        return [payout for payout in requested if payout.role and payout.id not in cancelled]

    @staticmethod
    def beneficiary(cast, payout):
        return cast.roles.get("{kind}:{id}".format_map(payout["beneficiary"]))

    def heard(self, routing_key):
        return self.events.matching(lambda event: event.routing_key == routing_key)

    def close(self):
        """Everybody leaves, who did not yet, and every offer closes."""
        people = [person for cast in self.everybody for person in (cast.sponsor, cast.first, cast.second)]
        self.staff.replies([self.staff.send("members.leave", {"memberId": person.id}) for person in people])
        in_flight(self.staff, "offers.close-offer", [
            {"offerId": offer_id, "reason": "filled"} for cast in self.everybody for offer_id in cast.offers])
        for participant in (self.staff, self.tracker, self.finance, self.events):
            participant.close()


@dataclass(frozen=True)
class Payout:
    """Money that finance has to pay to a role of a cast."""

    id: str
    role: str | None
    cents: int


@pytest.fixture(scope="module")
def told(stack):
    stage = Stage(stack, [Script.seeded(number) for number in range(STORIES)])
    with replica(stack, "recommendations") as recommendations, replica(stack, "rewards") as rewards:
        for process in (recommendations, rewards):
            process.await_status("/health/ready", 200)
        stage.open()
        stage.tell(lambda cast: cast.script.in_order)
        stage.before_payment = stage.books()
        stage.due = [[Counter((payout.role, payout.cents) for payout in stage.payouts(cast)) for cast in casts]
                     for casts in stage.casts]
        stage.tell(payment_and_withdrawal(stage))
        stage.after_payment = stage.books()
    yield stage
    stage.close()


def payment_and_withdrawal(stage):
    """Finance pays what is due, and then some of the hires are withdrawn."""
    payouts = {cast: stage.payouts(cast) for cast in stage.everybody}

    def messages_of(cast):
        script = cast.script
        hires = {(report.recommendation, report.system) for report in script.reports}
        withdrawals = [Report("hire.withdrawn", recommendation, system, LAST)
                       for recommendation, system in sorted(hires)
                       if recommendation == script.withdrawn_after_payment]
        return payouts[cast] + withdrawals

    return messages_of


@pytest.mark.parametrize("story", range(STORIES))
def test_h1_w8_in_any_order_and_however_often_told_the_books_are_the_same(told, story):
    in_order, *others = told.before_payment[story]
    for other in others:
        assert other == in_order, told.casts[story][0].script


@pytest.mark.parametrize("story", range(STORIES))
def test_h1_w6_in_any_order_finance_has_the_same_to_pay(told, story):
    in_order, *others = told.due[story]
    for other in others:
        assert other == in_order, told.casts[story][0].script


@pytest.mark.parametrize("story", range(STORIES))
def test_w8_payment_and_withdrawal_commute(told, story):
    in_order, *others = told.after_payment[story]
    for other in others:
        assert other == in_order, told.casts[story][0].script


PAY = "finance pays what is due"
FIRST, LATER, OTHER = (Report("hire.reported", recommendation, SYSTEMS[0], moment)
                       for recommendation, moment in (("a", 1), ("a", 3), ("b", 2)))
WITHDRAWN = Report("hire.withdrawn", "a", SYSTEMS[0], 2)


@pytest.mark.parametrize("in_order, otherwise", [
    ([FIRST, OTHER, PAY, WITHDRAWN], [OTHER, FIRST, PAY, WITHDRAWN]),
    ([FIRST, PAY, WITHDRAWN, LATER], [FIRST, PAY, LATER, WITHDRAWN]),
    ([FIRST, WITHDRAWN, LATER, PAY], [FIRST, LATER, WITHDRAWN, PAY]),
], ids=["the share of two hires, of which one is withdrawn", "the bonus of a hire that is reported again",
        "all of it before finance pays"])
def test_h1_w8_claims_on_what_was_paid_do_not_depend_on_the_order(stack, in_order, otherwise):
    stage = Stage(stack, [Script(0, {})], tellings=2)
    stage.open()
    for cast, order in zip(stage.everybody, (in_order, otherwise)):
        for step in order:
            stage.send([(cast, message) for message in (stage.payouts(cast) if step is PAY else [step])])
            stage.rest()
    ((books, others),) = stage.books()
    still_due = [[payout.cents for payout in stage.payouts(cast) if payout.id not in stage.paid]
                 for cast in stage.everybody]
    stage.close()
    assert others == books
    assert still_due == [[], []]


@pytest.mark.parametrize("story", range(STORIES))
def test_h1_w2_w7_points_and_shares_are_those_of_the_hires_in_force(told, story):
    script, books = told.casts[story][0].script, told.before_payment[story][0]
    points, share = told.policy["points"], told.policy["sponsorshipCents"]
    in_force = {name: script.hired_at(name) for name in RECOMMENDATIONS}
    hires = {role: [in_force[name] for name, (member, _) in RECOMMENDATIONS.items() if member == role]
             for role in ("first", "second")}
    for role, moments in hires.items():
        scored = points["candidateHired"] * sum(bool(each) for each in moments)
        assert books.get((f"{role}:points", "points"), 0) == -scored, script
    # Who had left at the hire has no share in it: the leaving lies between the early moments and the late ones.
    counts = EARLY if script.leaves == "sponsor" else range(LAST)
    shares = sum(any(moment in counts for each in moments for moment in each) for moments in hires.values())
    assert books.get(("sponsor:payable", "eur-cents"), 0) == -share * shares, script
    assert books["sponsor:points", "points"] == -2 * points["sponsoredMemberJoined"]


def test_w5_every_transaction_balances_in_every_telling(told, books):
    assert not books.imbalances()
    entries = books.of_holders(holder for cast in told.everybody for holder in cast.roles)
    assert set(sums(entries, lambda entry: (entry.transaction_id, entry.unit)).values()) == {0}


def test_the_stories_have_in_them_what_they_are_told_for(told):
    """Otherwise the others compare nothing with nothing."""
    scripts = [casts[0].script for casts in told.casts]
    assert {script.leaves for script in scripts} == {None, "sponsor", "first"}
    reports = Counter(report.key for script in scripts for report in script.reports)
    assert min(reports.values()) >= STORIES and len(reports) == 2
    systems = [{(report.recommendation, report.system) for report in script.reports} for script in scripts]
    assert sum({(name, system) for system in SYSTEMS} <= hires for hires in systems for name in RECOMMENDATIONS) >= 3
    before, after = ({account.split(":")[1] for books in told for account, _ in books[0]}
                     for told in (told.before_payment, told.after_payment))
    assert {"payable", "points", "listing-credits", "bonus-expense"} <= before
    assert {"points", "cash", "claim", "listing-credits", "bonus-expense"} <= after
