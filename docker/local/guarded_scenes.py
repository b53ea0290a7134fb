"""The last part of the demo: what somebody tries who has no right to, and what comes of it."""

import json

from outside.connection import Participant
from outside.envelope import cloud_event, instant, new_id, properties_of


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
