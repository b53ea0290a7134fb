"""A service as its operator sees it: health, metrics, settings, what it says when something is wrong, how it ends."""

import re
import urllib.error
import urllib.parse

import pytest

from counters import counted, get
from loopback_relay import LoopbackRelay
from outside.client import ACCEPTED
from outside.deadline import observed
from outside.people import unique
from outside.stack import SERVICES
from processes import ServiceByHand, free_port

DRAIN_SECONDS = 20


def all_counted(stack, service):
    return counted(stack.http_url(service, "/metrics"))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_says_that_it_lives_and_is_ready(stack, service):
    assert get(stack.http_url(service, "/health/live"))[0] == 200
    assert get(stack.http_url(service, "/health/ready"))[0] == 200
    with pytest.raises(urllib.error.HTTPError) as other:
        get(stack.http_url(service, "/secrets"))
    assert other.value.code == 404


@pytest.mark.parametrize("service", [service for service in SERVICES if service != "notifications"])
def test_counters_grow_with_handled_messages(stack, staff, service):
    before = all_counted(stack, service)
    staff.ask(f"{service}.get-nothing", {})
    observed(lambda: all_counted(stack, service) > before, f"the counters of {service} grow")


def test_the_counter_of_notifications_grows_too(stack, staff):
    before = all_counted(stack, "notifications")
    staff.accept("offers.register-company", {"name": unique()})
    observed(lambda: all_counted(stack, "notifications") > before, "the counters of notifications grow")


# Settings


@pytest.mark.parametrize("setting, value", [
    ("COOPT_DATABASE_URL", None),
    ("COOPT_AMQP_URL", None),
    ("COOPT_AMQP_URL", "http://127.0.0.1"),
    ("COOPT_DATABASE_URL", "no url at all"),
    ("COOPT_HTTP_PORT", "eighty"),
    ("COOPT_HTTP_PORT", "123456"),
    ("COOPT_LOG_LEVEL", "loud"),
])
def test_a_missing_or_malformed_setting_is_named_and_ends_the_process(stack, setting, value):
    with ServiceByHand(stack, "rewards", **{setting: value}) as service:
        status, said = service.await_exit()
    assert status != 0 and setting in said
    assert not [password for password in stack.passwords().values() if password in said]


def test_a_secret_that_two_services_share_is_asked_for(stack):
    with ServiceByHand(stack, "members") as service:
        status, said = service.await_exit()
    assert status != 0 and "COOPT_IDENTITY_KEY" in said


# Wrong addresses and passwords


def with_password(url, password):
    parsed = urllib.parse.urlsplit(url)
    return parsed._replace(netloc=f"{parsed.username}:{password}@{parsed.hostname}:{parsed.port}").geturl()


def with_port(url, port):
    parsed = urllib.parse.urlsplit(url)
    return parsed._replace(netloc=f"{parsed.username}:{parsed.password}@{parsed.hostname}:{port}").geturl()


@pytest.mark.parametrize("setting, broken, says", [
    ("COOPT_AMQP_URL", lambda url: with_password(url, "wrong"), "authentication|login|access.refused|password"),
    ("COOPT_AMQP_URL", lambda url: with_port(url, free_port()), "connection|refused|connect"),
    ("COOPT_DATABASE_URL", lambda url: with_password(url, "wrong"), "authentication|login|password"),
    ("COOPT_DATABASE_URL", lambda url: with_port(url, free_port()), "connection|refused|connect"),
], ids=["password of the broker", "address of the broker", "password of the database", "address of the database"])
def test_what_is_wrong_is_said_and_tried_again(stack, setting, broken, says):
    right = stack.amqp_url("rewards") if setting == "COOPT_AMQP_URL" else stack.database_url("rewards")
    with ServiceByHand(stack, "rewards", **{setting: broken(right)}) as service:
        for _ in range(2):  # said again means tried again
            service.await_line(lambda line: re.search(says, line, re.IGNORECASE) and re.search("error|warn", line))
        assert service.is_alive and service.status("/health/live") == 200
        assert service.status("/health/ready") == 503
        assert not [password for password in stack.passwords().values() if password in "".join(service.lines)]
        service.terminate()
        assert service.await_exit(DRAIN_SECONDS + 5)[0] == 0


@pytest.mark.parametrize("setting", ["COOPT_AMQP_URL", "COOPT_DATABASE_URL"], ids=["broker", "database"])
def test_a_service_that_starts_first_waits_and_begins_when_the_other_is_there(stack, setting):
    right = stack.amqp_url("rewards") if setting == "COOPT_AMQP_URL" else stack.database_url("rewards")
    relay = LoopbackRelay(urllib.parse.urlsplit(right).port)
    with ServiceByHand(stack, "rewards", **{setting: with_port(right, relay.port)}) as service:
        service.await_status("/health/live", 200)
        service.await_status("/health/ready", 503)
        relay.open()
        service.await_status("/health/ready", 200)
        service.terminate()
        assert service.await_exit(DRAIN_SECONDS + 5)[0] == 0
    relay.close()


# The end


def test_sigterm_drains_and_ends_with_zero_within_the_deadline(stack, staff, events):
    with ServiceByHand(stack, "offers", COOPT_DRAIN_SECONDS=str(DRAIN_SECONDS)) as replica:
        replica.await_status("/health/ready", 200)
        sent = [staff.send("offers.register-company", {"name": unique()}) for _ in range(400)]
        staff.await_answers(sent, 20)
        replica.terminate()
        assert replica.await_exit(DRAIN_SECONDS + 5)[0] == 0
    replies = staff.replies(sent, 30)
    assert {reply.type for reply in replies} == {ACCEPTED}
    companies = {reply.data["companyId"] for reply in replies}
    heard = events.gather(
        lambda e: e.routing_key == "offers.company-registered" and e.data["companyId"] in companies, len(sent))
    assert len(companies) == len({event.id for event in heard}) == 400
