"""The lanes by which messages reach services, and which login writes to each: what attacks vary over."""

import json
import os
import random
from dataclasses import dataclass

from outside.envelope import cloud_event, instant, new_id
from outside.stack import SERVICES
from raw_amqp import RawConnection, properties

SEED = os.environ.get("COOPT_ATTACK_SEED", "20261128")


def drawn(*words):
    """A generator of a test's own; the same seed draws the same."""
    return random.Random(":".join([SEED, *map(str, words)]))


@dataclass(frozen=True)
class Lane:
    """A queue of a service, the exchange and a key by which it is reached, and a login that may write there."""

    service: str
    kind: str
    exchange: str
    key: str
    login: str

    def __str__(self):
        return self.queue

    @property
    def queue(self):
        return f"{self.service}.{self.kind}"

    @property
    def type(self):
        if self.exchange == "coopt.integration":
            return f"coopt.integration.{self.key.replace('.', '-')}.v1"
        return f"coopt.{self.key}.v1"

    def event(self, data=None, **more):
        """An envelope of the lane's type."""
        return cloud_event(self.type, {} if data is None else data, f"https://{self.login}.example.com") | more

    def publish(self, stack, body, sent=None, exchange=None, key=None):
        """Publishes by the lane's login and awaits the confirm; raises `Closed` when the broker will not have it."""
        with RawConnection(stack.amqp_url(self.login)) as connection:
            connection.publish(self.exchange if exchange is None else exchange, key or self.key, body, sent)
            connection.confirm()

    def publish_event(self, stack, event, headers=None, exchange=None, key=None, **given):
        """The same for an envelope with the properties that belong to it."""
        given = {"message_id": event["id"], "type": event["type"]} | given
        self.publish(stack, json.dumps(event), properties(headers, **given), exchange, key)


COMMANDS = tuple(Lane(service, "commands", "coopt.commands", key, "staff") for service, key in (
    ("members", "members.invite-member"), ("offers", "offers.register-company"),
    ("recommendations", "recommendations.recommend-candidate"), ("qualification", "qualification.record-interview"),
    ("rewards", "rewards.choose-option"), ("webhooks", "webhooks.map-job"),
    ("notifications", "notifications.do-nothing")))
INTEGRATION = (Lane("recommendations", "integration", "coopt.integration", "hire.reported", "ats"),
               Lane("recommendations", "integration", "coopt.integration", "hire.withdrawn", "ats"),
               Lane("rewards", "integration", "coopt.integration", "payout.confirmed", "finance"))
EVENTS = tuple(Lane(service, "events", "coopt.events", key, key.split(".")[0]) for service, key in (
    ("offers", "rewards.listing-credits-granted"), ("recommendations", "members.charter-signed"),
    ("qualification", "recommendations.candidate-registered"), ("rewards", "recommendations.hire-attributed"),
    ("notifications", "offers.wave-dispatched")))
LANES = COMMANDS + INTEGRATION + EVENTS
ONE_OF_EACH_QUEUE = tuple({lane.queue: lane for lane in LANES}.values())


def services_of(stack, lane):
    """Every service that gets what is published by a lane."""
    if lane.kind != "events":
        return {lane.service}
    bindings = stack.management("/api/exchanges/coopt/coopt.events/bindings/source")
    return {binding["destination"].split(".")[0] for binding in bindings if binding["routing_key"] == lane.key}


def forged_hire(member_id, cents=50_000):
    """The data of a hire that was never reported."""
    return {"hireId": new_id(), "recommendationId": new_id(), "offerId": new_id(), "memberId": member_id,
            "quote": {"level": "beginner", "amountCents": cents, "currency": "EUR", "policyVersion": 1},
            "conflictOfInterest": False, "hiredAt": instant()}


def mark():
    """A word by which a message is known again."""
    return f"mark-{new_id()}"


assert {lane.service for lane in COMMANDS} == set(SERVICES)
