"""How long five hundred hires take, published at once: until the last bonus, and until staff have heard of it.

usage: measure.py [REPETITIONS]   on a running stack; set COOPT_STACK_ENV for another than that of `make up`
"""

import sys
import time

import conftest  # noqa: F401  finds the package `outside`
from community import SPONSORS, Community
from outside.client import ApplicantTracker, StaffTool
from outside.stack import Stack
from outside.topic import Topic

MEMBERS, OFFERS = 25, 20


def measure(stack):
    started = time.monotonic()
    with (StaffTool(stack) as staff, ApplicantTracker(stack) as tracker,
          Topic(stack["COOPT_STAFF_AMQP_URL"]) as told):
        community = Community(staff, told, MEMBERS, OFFERS)
        members = {member.id for member in community.members}
        set_up = time.monotonic() - started
        rewards = len(community.recommendations) + MEMBERS - SPONSORS
        with Topic(stack["COOPT_ADMIN_AMQP_URL"], "coopt.events", ["rewards.reward-granted"]) as granted:
            published = time.monotonic()
            sent = [tracker.hire(recommendation.hire) for recommendation in community.recommendations]
            accepted = time.monotonic() - published
            tracker.replies(sent, 300)
            attributed = time.monotonic() - published
            granted.gather(lambda e: e.data["memberId"] in members, rewards, 300)
            settled = time.monotonic() - published
            told.gather(lambda m: m.routing_key == "staff.reward-granted" and m.details["memberId"] in members,
                        rewards, 300)
            notified = time.monotonic() - published
        community.disband()
    print(f"set-up {set_up:.2f} s ({len(members)} members, {len(community.recommendations)} recommendations)")
    print(f"{len(sent)} hires published {accepted:.2f} s, attributed {attributed:.2f} s,"
          f" last bonus {settled:.2f} s, last staff notification {notified:.2f} s", flush=True)


if __name__ == "__main__":
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        measure(Stack.from_environment())
