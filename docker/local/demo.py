#!/usr/bin/python3
"""Plays one case on the running stack, from a company that registers to the bonus, with a person watching.

Each scene says who does what, which messages flow because of it, and who is told. It waits for all of them, and ends
with a clear message and a status other than zero when one does not come in time.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta, timezone

import pika
from aftermath_scenes import AftermathScenes
from guarded_scenes import GuardedScenes
from hooks_scene import HooksScene
from narrator import Narrator
from outside.books import Books, sums
from outside.client import ApplicantTracker, Refused, StaffTool
from outside.deadline import NotInTime
from outside.stack import ROOT, Stack
from outside.story import Story
from outside.topic import Topic, replayed
from sequel_scenes import SequelScenes

WITHIN = 20


class Demo(SequelScenes, AftermathScenes, GuardedScenes, HooksScene):
    """The story, told while it happens."""

    def __init__(self, stack, staff, tracker, notifications, events, narrator):
        self.stack = stack
        self.staff = staff
        self.notifications = notifications
        self.events = events
        self.narrator = narrator
        self.story = Story(staff, tracker)
        self.sequel = self.aftermath = self.hooked = None
        self.began = time.monotonic()
        self.began_at = datetime.now(timezone.utc)

    def play(self):
        self.narrator.title("Coopt: from an offer to the bonus, and what may come after")
        self.register_company()
        self.admit_members()
        self.publish_offer()
        self.recommend()
        self.interview()
        self.hire()
        self.close_offer()
        self.play_sequel()
        self.forged_bonus()
        self.repaired_letter()
        self.play_aftermath()
        self.play_hooks()
        took = time.monotonic() - self.began
        self.show_books()
        self.verify_books()
        self.replay()
        self.narrator.heading(f"The story took {took:.2f} s. The stack stays up: 'make down' stops it.")
        self.show_console()

    def show_console(self):
        """Where all of that is to be seen, for a person; nothing where the stack has no console."""
        address = self.stack.values.get("COOPT_CONSOLE_URL")
        if not address:
            return
        story = self.story
        self.narrator.line()
        self.narrator.lines("console", [
            f"{address}: sign in as ada (administrator), remi (reader), rita (recruiter), fay (finance) or otto (operator)",
            f"{address}/recommendations/{story.recommendation_id} is this story as a timeline",
            f"{address}/rewards leads to where each euro of the bonus went"])

    # The scenes

    def register_company(self):
        story = self.story
        self.scene(f"Staff register a company, {story.company_name}.")
        story.register_company()
        self.answered("offers.register-company", f"company {story.company_id}")
        self.happens("offers.company-registered")
        self.end()

    def admit_members(self):
        story = self.story
        self.scene("Staff invite Camille Durand, who knows information technology in Hauts-de-France. She joins"
                   " with the code and signs the charter.")
        self.joins(story.camille, story.admit_camille)
        self.end()
        self.scene("Camille invites Oliver Bennett, who works all over France and reads English: she is his sponsor.")
        self.joins(story.oliver, story.admit_oliver, story.camille)
        self.end()
        self.scene("Oliver invites Maëlle Le Goff, who works in hospitals in Brittany. He also visits the site.")
        self.joins(story.maelle, story.admit_maelle, story.oliver)
        counted = story.visit(story.oliver)["counted"]
        self.answered("members.record-visit", f"counted: {'yes' if counted else 'no'}")
        self.happens("rewards.points-awarded", memberId=story.oliver.id, rule="daily-visit")
        self.end()

    def joins(self, person, admit, sponsor=None):
        admit()
        self.answered("members.invite-member", "an invitation code, handed over")
        self.answered("members.join", f"member {person.id}")
        self.happens("members.member-joined", memberId=person.id)
        self.tells("staff.member-joined", memberId=person.id)
        if sponsor:
            self.happens("rewards.points-awarded", memberId=sponsor.id, rule="sponsored-member-joined")
            self.tells(f"member.{sponsor.id}.sponsored-member-joined")

    def publish_offer(self):
        story = self.story
        self.scene("The company publishes an offer in Lille, for a software engineer. It is pushed to the members whom"
                   " it targets, and to nobody else.")
        offer = story.publish_the_offer()
        self.answered("offers.publish-offer", f"offer {story.offer_id}, paid with {offer['paidWith']}")
        self.happens("offers.wave-dispatched", offerId=story.offer_id)
        for person in (story.camille, story.oliver):
            self.tells(f"member.{person.id}.offer-proposed", offerId=story.offer_id)
        question = {"offerId": story.offer_id, "memberId": story.maelle.id}
        why = self.staff.accept_once_known("offers.explain-targeting", question)
        self.answered("offers.explain-targeting", f"Maëlle: {why['decision']}, {', '.join(why['reasons'])}")
        self.end()

    def recommend(self):
        story = self.story
        self.scene("Oliver recommends Léa Fontaine, with whom he has worked. She is told so, as the law asks.")
        quote = story.recommend()["quote"]
        self.answered("recommendations.recommend-candidate",
                      f"quoted {euros(quote['amountCents'])} as {quote['level']}, policy {quote['policyVersion']}")
        for key in ("staff.recommendation-attributed", "staff.interview-requested"):
            self.tells(key, recommendationId=story.recommendation_id)
        self.tells(f"member.{story.oliver.id}.recommendation-attributed")
        self.tells(f"candidate.{story.lea.id}.recommended")
        self.end()
        self.scene("Camille recommends Léa too, a moment later. The candidate belongs to the first; who that is,"
                   " nobody says.")
        refusal = story.recommend_again()
        self.answered("recommendations.recommend-candidate", f"{refusal['code']}: {refusal['detail']}", "refused")
        self.tells("staff.recommendation-refused", memberId=story.camille.id)
        self.tells(f"member.{story.camille.id}.recommendation-refused")
        self.end()

    def interview(self):
        story = self.story
        self.scene("Staff interview Léa by telephone. She is qualified, and the company learns of her: of her alone.")
        story.interview()
        self.answered("qualification.record-interview", f"candidacy {story.candidacy_id}")
        self.happens("rewards.points-awarded", memberId=story.oliver.id, rule="recommendation-qualified")
        self.tells("staff.candidate-qualified", recommendationId=story.recommendation_id)
        self.tells("staff.candidate-transmitted", candidacyId=story.candidacy_id)
        self.tells(f"member.{story.oliver.id}.candidate-qualified")
        self.tells(f"company.{story.company_id}.candidate-transmitted")
        self.end()

    def hire(self):
        story, oliver, camille = self.story, self.story.oliver.id, self.story.camille.id
        self.scene("The company's applicant tracking system, somebody else's program, reports: Léa is hired.")
        reply = story.hire().data
        self.answered("hire.reported", f"{reply['outcome']}, hire {reply['hireId']}")
        self.happens("rewards.level-changed", memberId=oliver)
        self.tells("staff.hire-attributed", hireId=reply["hireId"])
        for person in (oliver, camille):
            self.tells("staff.reward-granted", memberId=person)
        for name in ("candidate-hired", "reward-granted", "reward-settled", "level-changed"):
            self.tells(f"member.{oliver}.{name}")
        for name in ("reward-granted", "reward-settled"):
            self.tells(f"member.{camille}.{name}")
        for person in (oliver, camille):
            payout = self.happens("rewards.payout-requested", beneficiary={"kind": "member", "id": person})
            self.tells("staff.payout-requested", payoutId=payout.data["payoutId"])
        self.end()

    def close_offer(self):
        story = self.story
        self.scene("The company closes the offer: the post is filled, and no further wave goes out.")
        story.close_offer(story.offer_id)
        self.answered("offers.close-offer", "filled")
        self.happens("offers.offer-closed", offerId=story.offer_id)
        self.end()

    def replay(self):
        self.narrator.heading("A staff tool that was away replays the story from the stream.")
        told = [message.id for message in self.notifications.matching(self.is_ours)]
        since = self.began_at - timedelta(seconds=1)
        messages = replayed(self.stack["COOPT_STAFF_AMQP_URL"], told, since, WITHIN)
        self.narrator.lines("replayed", [f"{len(messages)} notifications, all that were heard live"])

    # The books

    def show_books(self):
        books = Books(self.stack["COOPT_ADMIN_DATABASE_URL"])
        entries = books.of_members([person.id for person in (*self.story.members, self.aftermath.salome)])
        self.narrator.heading("The books of this story: debits are positive, and each transaction sums to zero.")
        self.narrator.table([row for own in by_transaction(entries) for row in self.transaction_rows(own)])
        self.narrator.heading("What each account got by it.")
        accounts = sums(entries, lambda e: (e.account, e.unit))
        self.narrator.table([(self.named(account), signed(amount, unit))
                             for (account, unit), amount in sorted(accounts.items())])
        self.check_balance(books)
        books.close()

    def verify_books(self):
        """The operators' own check, from outside: also that the received messages come to the same books."""
        self.narrator.heading("coopt ledger verify")
        for line in self.tool("ledger", "verify").splitlines():
            self.narrator.line(f"    {line}")

    def tool(self, *arguments):
        """What the command line says, which has to succeed."""
        built = os.environ.get("COOPT_PRODUCTS") or ROOT / ".build" / os.environ.get("CONFIGURATION", "release")
        done = subprocess.run([f"{built}/coopt", *arguments], env=os.environ | self.stack.values, capture_output=True,
                              text=True, timeout=300)
        if done.returncode:
            raise NotInTime(f"coopt {' '.join(arguments)} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def transaction_rows(self, entries):
        """A transaction: each entry, and its sum."""
        unit = entries[0].unit
        total = sum(entry.amount for entry in entries)
        rows = [(entry.account, signed(entry.amount, unit)) for entry in entries] + [("sum", signed(total, unit))]
        cause = f"policy {entries[0].policy_version}, {self.named(entries[0].cause_id)}"
        return [("",), (cause,), *((f"  {self.named(account)}", amount) for account, amount in rows)]

    def check_balance(self, books):
        imbalances, totals = books.imbalances(), books.totals()
        whole = ", ".join(f"{count} entries in {unit} sum to {total}" for unit, count, total in totals)
        self.narrator.heading(f"All books since the first day: {whole}.")
        if imbalances or any(total != 0 for _, _, total in totals):
            raise NotInTime(f"the books do not balance: {imbalances or totals}")

    # What a scene is made of

    def scene(self, sentence):
        self.narrator.scene(sentence)
        self.scene_began = time.monotonic()
        self.first_event, self.first_told = len(self.events.collected), len(self.notifications.collected)

    def answered(self, request, answer, verdict="accepted"):
        self.narrator.lines("sent", [request])
        self.narrator.lines(verdict, [answer])

    def happens(self, key, **data):
        return self.events.expect(key, lambda event: data.items() <= event.data.items(), WITHIN)

    def tells(self, key, **details):
        return self.notifications.expect(key, lambda message: details.items() <= message.details.items(), WITHIN)

    def end(self):
        """Says what flowed and who was told since the scene began."""
        took = time.monotonic() - self.scene_began
        self.events.matching(self.is_ours)
        self.notifications.matching(self.is_ours)
        flowed = Counter(event.routing_key for event in self.events.collected[self.first_event:] if self.is_ours(event))
        self.narrator.lines("events", [key + (f" × {count}" if count > 1 else "") for key, count in flowed.items()])
        told = [message for message in self.notifications.collected[self.first_told:]
                if self.is_ours(message) and message.data.get("subject")]
        self.narrator.lines("told", [f"{self.recipient(message)}: {message.data['subject']}" for message in told])
        self.narrator.lines("took", [f"{took:.2f} s"])

    def names(self):
        people = self.story.members + [self.story.lea] + (self.sequel.candidates if self.sequel else [])
        people += [self.aftermath.salome, *self.aftermath.candidates] if self.aftermath else []
        people += self.hooked.candidates if self.hooked else []
        names = {person.id: person.full_name for person in people if person.id}
        if self.sequel and self.sequel.charity_id:
            names[self.sequel.charity_id] = self.sequel.charity_name
        if self.aftermath and self.aftermath.charity_id:
            names[self.aftermath.charity_id] = self.aftermath.charity_name
        return names | {self.story.company_id: self.story.company_name}

    def is_ours(self, message):
        """Others may use the stack too; what they do and what they are told is not part of the story."""
        if message.data.get("audience") == "member" and message.data["recipientId"] not in self.names():
            return False
        ids = [*self.names(), self.story.offer_id, self.story.recommendation_id, self.story.candidacy_id,
               *(self.sequel.ids if self.sequel else []),
               *(self.aftermath.ids if self.aftermath else []), *(self.hooked.ids if self.hooked else [])]
        return any(id in message.text for id in ids if id)

    def recipient(self, message):
        return self.names().get(message.data.get("recipientId"), message.data["audience"])

    @staticmethod
    def amount(line):
        """What a line of a settlement hands out."""
        return euros(-line["amount"]) if line["unit"] == "eur-cents" else f"{-line['amount']} {line['unit']}"

    def named(self, account):
        """An account or cause with the name in the place of a person's id."""
        for id, name in self.names().items():
            account = account.replace(id, name)
        return account


def by_transaction(entries):
    """The entries of each transaction; one with several units counts as one for each."""
    groups = {}
    for entry in entries:
        groups.setdefault((entry.transaction_id, entry.unit), []).append(entry)
    return groups.values()


def euros(cents):
    return f"{cents / 100:.2f} €"


def signed(amount, unit):
    if unit == "eur-cents":
        return f"{amount / 100:+.2f} €" if amount else "0.00 €"
    return f"{amount:+d} {unit}" if amount else f"0 {unit}"


def main():
    stack = Stack.from_environment()
    staff_url, admin_url = stack["COOPT_STAFF_AMQP_URL"], stack["COOPT_ADMIN_AMQP_URL"]
    with (StaffTool(stack) as staff, ApplicantTracker(stack) as tracker,
          Topic(staff_url, queue_prefix="staff.demo") as notifications,
          Topic(admin_url, "coopt.events", queue_prefix="demo.tap") as events):
        Demo(stack, staff, tracker, notifications, events, Narrator()).play()


if __name__ == "__main__":
    try:
        main()
    except (NotInTime, Refused) as failure:
        sys.exit(f"\ndemo: this did not happen as it should: {failure}\n"
                 "demo: 'docker/local/stack logs SERVICE' shows what a service says")
    except pika.exceptions.AMQPConnectionError as failure:
        sys.exit(f"demo: the broker does not answer ({failure!r}); does the stack run? 'docker/local/stack status'")
    except KeyboardInterrupt:
        sys.exit(130)
