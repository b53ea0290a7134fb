"""Somebody honest who uses the platform while others attack it, and says whether all is well."""

import urllib.error
import urllib.request

import pytest

from bonuses import money
from finance import Finance
from outside.client import ACCEPTED, ApplicantTracker, StaffTool
from outside.deadline import observed
from outside.stack import SERVICES
from outside.topic import Topic
from processes import StackProcesses
from scene import Scene

# Far longer than anything takes on a crowded machine; what takes longer has stopped.
PATIENCE = 30


def readiness(stack, service):
    """Status and text of a service's readiness; (None, "") when nobody answers."""
    try:
        with urllib.request.urlopen(stack.http_url(service, "/health/ready"), timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return None, str(error)


class Onlooker:
    """Asks every service something, and plays a hire from the company to the payout."""

    def __init__(self, stack, books):
        self.stack, self.books = stack, books

    def sees_all_well(self, *services):
        """These services, or all, answer and are ready; and nobody's process was replaced meanwhile unseen."""
        services = services or SERVICES
        with StaffTool(self.stack) as staff:
            sent = [staff.send(f"{service}.do-nothing", {}) for service in services]
            replies = staff.replies(sent, PATIENCE)
        assert [reply.data["code"] for reply in replies] == ["unknown-command"] * len(services)
        for service in services:
            observed(lambda: readiness(self.stack, service)[0] == 200, f"{service} is ready", PATIENCE)

    def plays_a_hire(self):
        """Every lane has to do something for it: commands, events, reports of both systems."""
        with StaffTool(self.stack) as staff, ApplicantTracker(self.stack) as tracker, Finance(self.stack) as finance, \
                Topic(self.stack["COOPT_STAFF_AMQP_URL"]) as topic:
            scene = Scene(staff)
            scene.interview()
            assert scene.hire(tracker).data["outcome"] == "attributed"
            payout = topic.expect("staff.payout-requested",
                                  lambda m: m.details["beneficiary"]["id"] == scene.member.id, PATIENCE)
            reply = finance.reply(finance.confirm(payout.details["payoutId"]), PATIENCE)
            assert reply.type == ACCEPTED, reply.raw
            amount = scene.recommendation["quote"]["amountCents"]
            held = money(self.books, scene)
            assert held["platform:cash"] == -amount and f"member:{scene.member.id}:payable" not in held, held
            told = staff.accept_once_known("offers.explain-targeting",
                                           {"offerId": scene.offer_id, "memberId": scene.member.id})
            assert told["decision"] == "not-targeted", told
            scene.end()

    def processes(self):
        """The process ids of the services: other ones mean that somebody ended."""
        return {service: (self.stack.directory / "run" / f"{service}.pid").read_text().split()[0]
                for service in SERVICES}

    def lives(self, service):
        """Whether the process that the stack started still runs."""
        try:
            with open(f"/proc/{self.processes()[service]}/stat") as stat:
                return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
        except OSError:
            return False


@pytest.fixture
def onlooker(stack, books):
    return Onlooker(stack, books)


@pytest.fixture(autouse=True)
def nobody_is_stopped(stack, onlooker):
    """After each attack every service lives, is ready and answers; one that ended is started for the next test."""
    yield
    ended = [service for service in SERVICES if not onlooker.lives(service)]
    for service in ended:
        StackProcesses(stack).start(service)
    assert not ended, f"the attack ended {ended}"
    onlooker.sees_all_well()
