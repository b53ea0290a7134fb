"""Load from several senders while something happens to the cluster, and what has to be true of it afterwards."""

import sys
import time
import traceback
from datetime import datetime, timezone

from cluster import PATIENCE, drawn
from community import Community
from crowd import await_known, in_flight
from outside.books import Books
from outside.client import StaffTool
from outside.deadline import NotInTime, observed
from outside.envelope import instant, new_id
from outside.people import stranger, unique
from outside.topic import Topic
from quiet import owed, waiting
from senders import Listener, Request, Sender

MEMBERS, OFFERS, FURTHER_OFFERS = 10, 20, 12
# Requests a second of each lane: enough to have some of each in every moment, and to last.
RATES = {"hire": 4, "interview": 4, "payout": 50, "recommend": 4, "invite": 8, "company": 8, "charity": 8}


class Storm:
    """Every lane is asked for something all the time; what is asked is counted afterwards.

    Begins with `with`; at its end the senders stop.
    """

    def __init__(self, cluster, word):
        self.cluster, self.word = cluster, f"{word}-{unique()}"
        self.draw = drawn(word)
        self.faults = []

    def __enter__(self):
        self.began_at = datetime.now(timezone.utc).replace(tzinfo=None)  # as AMQP writes times
        with StaffTool(self.cluster) as staff, Topic(self.cluster["COOPT_STAFF_AMQP_URL"]) as topic:
            self.community = Community(staff, topic, MEMBERS, OFFERS)
            self.members = {member.id for member in self.community.members}
            self._publish_further_offers(staff)
        self._divide()
        self._listen()
        self.senders = {lane: Sender(lane, self.cluster[f"COOPT_{login}_AMQP_URL"], requests, RATES[lane])
                        for lane, login, requests in self._lanes()}
        for worker in (*self.senders.values(), self.told, self.instructed):
            worker.start()
        self.flows(since=0)
        return self

    def __exit__(self, *_):
        for sender in self.senders.values():
            sender.stop()
        for listener in (self.told, self.instructed):
            listener.ending.set()
            listener.join(20)

    # What is asked for

    def _publish_further_offers(self, staff):
        self.further_offers = [offer["offerId"] for offer in in_flight(staff, "offers.publish-offer", [
            {"companyId": self.community.company_id, "title": f"Poste {number}", "description": "Un de plus.",
             "sector": "J62.01", "zone": "FR-59"} for number in range(FURTHER_OFFERS)])]
        await_known(staff, self.community.members, self.further_offers)

    def _divide(self):
        """Half of the recommendations are hired, half interviewed: what is asked of one decides nothing of another."""
        recommendations = list(self.community.recommendations)
        self.draw.shuffle(recommendations)
        half = len(recommendations) // 2
        self.to_hire, self.to_interview = recommendations[:half], recommendations[half:]
        self.pairs = [(member, offer) for member in self.community.members for offer in self.further_offers]
        self.draw.shuffle(self.pairs)

    def _listen(self):
        self.told = Listener(self.cluster["COOPT_STAFF_AMQP_URL"], f"staff.{self.word}", ["staff.#"]).declare()
        self.instructed = Listener(self.cluster["COOPT_FINANCE_AMQP_URL"], f"finance.{self.word}",
                                   ["finance.payout-requested"]).declare()

    def _lanes(self):
        return [("hire", "ATS", map(self._hire, self.to_hire)),
                ("interview", "STAFF", map(self._interview, self.to_interview)),
                ("payout", "FINANCE", self._payouts()),
                ("recommend", "STAFF", map(self._recommendation, self.pairs)),
                ("invite", "STAFF", self._invitations()),
                ("company", "STAFF", self._named("offers.register-company", "Société")),
                ("charity", "STAFF", self._named("rewards.register-charity", "Association"))]

    @staticmethod
    def _hire(recommendation):
        data = {"sourceSystem": "ats.example.com", "applicationId": new_id()} | recommendation.hire
        return Request("hire.reported", data, recommendation)

    @staticmethod
    def _interview(recommendation):
        data = {"recommendationId": recommendation.id, "outcome": "qualified", "candidateInformed": True}
        return Request("qualification.record-interview", data, recommendation)

    @staticmethod
    def _recommendation(pair):
        member, offer_id = pair
        data = {"memberId": member.id, "offerId": offer_id, "candidate": stranger().as_candidate()}
        return Request("recommendations.recommend-candidate", data, pair)

    @staticmethod
    def _invitations():
        while True:
            person = stranger()
            yield Request("members.invite-member", {"email": person.email}, person.email)

    @staticmethod
    def _named(command, kind):
        while True:
            name = f"{kind} {unique()}"
            yield Request(command, {"name": name}, name)

    def _payouts(self):
        """What finance is told to pay to our members, each once, when it is told."""
        known, seen = set(), 0
        while True:
            fresh, seen = self.instructed.heard[seen:], len(self.instructed.heard)
            for payout in (message.data for _, message in fresh):
                if payout["beneficiary"]["id"] in self.members and payout["payoutId"] not in known:
                    known.add(payout["payoutId"])
                    yield Request("payout.confirmed", {
                        "payoutId": payout["payoutId"], "paidAt": instant(), "reference": payout["payoutId"]})
            yield None

    # What happens

    def strikes(self, name, fault):
        """Something happens, and it is waited for that every lane answers what it was asked afterwards."""
        at = time.monotonic()
        fault()
        took = time.monotonic() - at
        self.flows(at)
        self.faults.append((name, at, took, time.monotonic() - at))
        return self

    def flows(self, since, count=3, within=PATIENCE):
        """Waits until every lane has answered that many requests first sent after a moment, and staff heard of a hire."""
        try:
            observed(lambda: not self._silent(since, count), "every lane answers", within)
        except NotInTime:
            raise NotInTime(f"after {within} s there is no answer from {self._silent(since, count)};"
                            f" not ready: {self.cluster.unready()}\n{self._workers()}") from None

    def _silent(self, since, count):
        self._fail_as_senders_do()
        silent = [lane for lane, sender in self.senders.items() if lane != "payout"
                  and len(sender.answered(since)) < count and not sender.is_done()]
        hired = {request.reply.data.get("hireId") for request in self.senders["hire"].answered(since)}
        if not self.senders["hire"].is_done() and not hired & self._facts("reward-granted", "hireId").keys():
            silent.append("hire to reward-granted")
        return silent

    def _workers(self):
        """What each client does, since when, and where it is in its program."""
        frames = sys._current_frames()
        return "\n".join(f"{worker}\n" + "".join(traceback.format_stack(frames.get(worker.ident), 6))
                         for worker in (*self.senders.values(), self.told, self.instructed) if worker.is_alive())

    def _fail_as_senders_do(self):
        for worker in (*self.senders.values(), self.told, self.instructed):
            if worker.failure:
                raise worker.failure

    def rests(self):
        """No further requests: what was asked is answered, and what follows from it has happened."""
        for lane in ("invite", "company", "charity", "recommend", "interview"):
            self.senders[lane].stop()
        self.senders["hire"].rate = 100
        asked = [sender for lane, sender in self.senders.items() if lane != "payout"]
        observed(lambda: all(sender.is_done() for sender in asked), "everything is answered", PATIENCE)
        hires = len(self.senders["hire"].made)
        observed(lambda: len(self._facts("reward-granted", "hireId")) >= hires, "every hire has its bonus", PATIENCE)
        observed(lambda: not owed(self.cluster), "the outboxes are empty", PATIENCE)
        observed(lambda: not waiting(self.cluster), "the queues are empty", PATIENCE)
        paid, rewards = self.senders["payout"], len(bonuses(self.cluster, self.members))
        observed(lambda: len(paid.made) >= rewards and not paid.outstanding, "every payout is confirmed", PATIENCE)
        observed(lambda: len(self._facts("payout-requested", "payoutId")) >= rewards, "every payout is told", PATIENCE)
        observed(lambda: not owed(self.cluster) and not waiting(self.cluster), "all is quiet", PATIENCE)
        paid.stop()

    # What was seen

    def _facts(self, name, key):
        """What staff have heard of our members under a name: ids of messages by fact."""
        return facts((message for _, message in list(self.told.heard)), name, key, self.is_ours)

    def is_ours(self, message):
        """Whether a notification to staff is about a member of this storm."""
        details = message.data["details"]
        named = {details.get("memberId"), (details.get("beneficiary") or {}).get("id")}
        return bool(named & self.members)

    def figures(self):
        """Lines that say how long what took."""
        for name, at, took, until in self.faults:
            yield (f"{self.word}: {name} ({took:.1f} s); all lanes answer after {until:.1f} s; longest silence, slowest"
                   " answer: " + ", ".join(f"{lane} {sender.longest_silence(at):.1f} {sender.slowest(at):.1f}"
                                           for lane, sender in self.senders.items()))
        again = {lane: sum(len(r.sent) - 1 for r in sender.made) for lane, sender in self.senders.items()}
        renewed = ", ".join(f"{lane} {sender.renewals}" for lane, sender in self.senders.items() if sender.renewals)
        yield (f"{self.word}: asked {sum(len(s.made) for s in self.senders.values())}, said again {sum(again.values())}"
               f"; connections that did not answer and were left: {renewed or 'none'}")


def bonuses(cluster, members):
    """What the books say that members have earned in money: a line for each bonus or share."""
    books = Books(cluster["COOPT_ADMIN_DATABASE_URL"])
    try:
        return [entry for entry in books.of_members(members)
                if entry.unit == "eur-cents" and entry.account.endswith(":payable") and entry.amount < 0]
    finally:
        books.close()


def facts(messages, name, key, is_ours=lambda message: True):
    """The ids of messages, by the fact that they tell."""
    found = {}
    for message in messages:
        if message.routing_key == f"staff.{name}" and key in message.details and is_ours(message):
            found.setdefault(message.details[key], []).append(message.id)
    return found
