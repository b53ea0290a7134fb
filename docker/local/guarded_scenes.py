"""The last part of the demo: what somebody tries who has no right to, and what comes of it."""

import json

from outside.connection import Participant
from outside.envelope import cloud_event, instant, new_id, properties_of
from outside.people import unique


class GuardedScenes:
    """Scenes of the demo, which says how one is told."""

    def forged_bonus(self):
        oliver = self.story.oliver.id
        self.scene("Somebody who got at a queue of rewards writes a hire into it that nobody reported: a bonus of 99,999 € for"
                   " Oliver. It did not come its own way, counts for nothing, and staff are told.")
        forged = cloud_event("coopt.recommendations.hire-attributed.v1", {
            "hireId": new_id(), "recommendationId": self.story.recommendation_id, "offerId": self.story.offer_id,
            "memberId": oliver, "conflictOfInterest": False, "hiredAt": instant(),
            "quote": {"level": "expert", "amountCents": 9_999_900, "currency": "EUR", "policyVersion": 1},
        }, "/coopt/recommendations")
        with Participant(self.stack["COOPT_ADMIN_AMQP_URL"]) as intruder:
            intruder.channel.basic_publish("", "rewards.events", json.dumps(forged), properties_of(forged))
        told = self.tells("staff.message-dead-lettered", messageId=forged["id"])
        if told.details["reason"] != "sender-not-allowed":
            raise AssertionError(f"the forged hire was refused for another reason: {told.details}")
        self.narrator.lines("refused", [f"{told.details['reason']}, kept in {told.details['service']}.dead-letters"])
        self.narrator.lines("told", [f"staff: {told.data['subject']}"])
        self.end()

    def repaired_letter(self):
        self.scene("A front end invites somebody at an address that is none, and waits for no answer. The command is put aside,"
                   " staff are told which field is at fault, and an operator corrects it: under the same id it is done, once.")
        command = cloud_event("coopt.members.invite-member.v1", {"email": "rosa.at.example.org"}, "https://site.example.com")
        self.staff.publish("coopt.commands", "members.invite-member", command, wants_reply=False)
        told = self.tells("staff.message-dead-lettered", messageId=command["id"])
        self.narrator.lines("told", [f"staff: {told.data['subject']}", told.data["text"].splitlines()[0]])
        corrected = ["edit", command["id"], "--set", f"email=rosa.{unique()}@example.org", "--actor", "demo", "--reason",
                     "a slip of the pen"]
        for arguments in (["show", command["id"]], corrected, ["trail", command["id"]]):
            self.narrator.lines("coopt", ["dead-letters " + " ".join(arguments)])
            for line in self.tool("dead-letters", *arguments).splitlines():
                self.narrator.line(f"        {line}")
        self.events.expect("members.member-invited", lambda event: event.correlation_id == command["id"], 20)
        self.end()
