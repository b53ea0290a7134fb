"""Webhooks: what an ATS posts becomes a hire, once, by the right clock; nothing becomes of what nobody signed; and what is
not understood waits for somebody."""

import json
import random
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from itertools import permutations

import pytest

from canaries import Canaries
from community import Community
from counters import counted, get
from hook_cases import HookCase
from outside.client import StaffTool
from outside.deadline import observed
from outside.envelope import instant, later, new_id
from outside.hooks import SPEAKING, Door, Greenhouse, Hook, Lever
from outside.people import stranger, unique
from outside.stack import SERVICES
from outside.topic import Topic
from processes import ServiceByHand, StackProcesses
from quiet import await_rest, query
from vendor_api import VendorAPI


@pytest.fixture
def door(stack):
    return Door(stack)


@pytest.fixture
def make_case(stack, staff, tracker, events, books, make_scene):
    """Makes applications of a scene's candidate at a vendor's."""
    made = []

    def make(vendor, mapped=True, scene=None, **more):
        vendor = SPEAKING[vendor] if isinstance(vendor, str) else vendor
        made.append(HookCase(stack, staff, tracker, events, books, scene or make_scene(), vendor, mapped, **more))
        return made[-1]

    yield make
    for case in made:
        case.end()


def found(staff, source, hook, since):
    """The delivery of a source that has a hook's body, as `get-delivery` shows it; None while there is none."""
    listed = staff.accept("webhooks.list-deliveries", {"source": source, "since": since, "pageSize": 200})["deliveries"]
    for delivery in listed:
        shown = staff.accept("webhooks.get-delivery", {"deliveryId": delivery["deliveryId"]})
        if shown["bodySHA256"] == sha256(hook.body).hexdigest():
            return shown
    return None


def looked_at(staff, source, hook, since):
    """The same, once somebody has looked at it."""

    def seen():
        shown = found(staff, source, hook, since)
        return shown if shown and shown["delivery"]["state"] not in ("received", "asking") else None

    return observed(seen, f"a webhook of {source} is looked at", 30)


def at_once(count, act):
    """The results of `act(number)`, all begun at one moment."""
    barrier = threading.Barrier(count)

    def run(number):
        barrier.wait(30)
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


# What is signed becomes a hire


@pytest.mark.parametrize("source", SPEAKING)
@pytest.mark.parametrize("seed", range(2))
def test_a_signed_hire_becomes_an_attributed_hire_and_its_bonus_once(make_case, source, seed):
    since, case = instant(), make_case(source)
    hooks = case.hired()
    random.Random(f"{source} {seed}").shuffle(hooks)
    case.post(*hooks)
    # Of Ashby's three, two say of no application what was not known.
    states = [looked_at(case.staff, source, hook, since)["delivery"]["state"] for hook in hooks]
    assert sorted(states) == ["ignored"] * (len(hooks) - 1) + ["reported"]
    (delivery,) = case.settled(1)
    (attributed,) = case.told("hire-attributed")
    assert attributed.data["memberId"] == case.scene.member.id and attributed.data["offerId"] == case.scene.offer_id
    assert case.owed() == case.quoted
    (report,) = case.shown(delivery)["reports"]
    assert report["routingKey"] == "hire.reported"
    assert report["data"]["sourceSystem"] == f"hooks/{source}" and report["data"]["applicationId"] == case.id
    assert report["data"]["candidate"]["email"].lower() == case.scene.candidate.email.lower()


def test_a_hire_knows_the_report_that_it_was_made_from_and_the_report_its_webhook(make_case):
    case = make_case("greenhouse", starts_at=later(days=30)[:10])
    (hook,) = case.hired()
    case.post(hook)
    (delivery,) = case.settled(1)
    (attributed,) = case.told("hire-attributed")
    assert attributed.causation_id in delivery["messageIds"]
    assert attributed.data["startsAt"][:10] in (later(days=30)[:10], later(days=29)[:10])
    shown = case.shown(delivery)
    assert shown["body"] == hook.body.decode() and shown["bodySHA256"] == sha256(hook.body).hexdigest()
    assert "signature" not in {name.lower() for name in shown["headers"]}
    assert shown["delivery"]["event"] == "hire_candidate"


# Once


@pytest.mark.parametrize("source", ["greenhouse", "standard", "workable"])
def test_a_delivery_that_twenty_connections_bring_at_once_is_one(make_case, source):
    case = make_case(source)
    (hook,) = case.hired()
    assert [status for status, _ in at_once(20, lambda _: case.door.post(hook))] == [200] * 20
    (delivery,) = case.settled(1)
    assert delivery["receipts"] == 20 and len(delivery["messageIds"]) == 1
    assert len(case.told("hire-attributed")) == 1 and case.owed() == case.quoted


def test_one_hire_in_twenty_deliveries_at_once_is_one(make_case):
    """Each has an id of its own, as when somebody clicks again and again."""
    case = make_case("greenhouse")
    hooks = [hook for _ in range(20) for hook in case.hired()]
    assert [status for status, _ in at_once(20, lambda number: case.door.post(hooks[number]))] == [200] * 20
    case.settled(20)
    assert case.owed() == case.quoted
    assert len({event.data["hireId"] for event in case.told("hire-attributed")}) == 1


# By the clock (H1)


@pytest.mark.parametrize("source", ["greenhouse", "recruitee"])
@pytest.mark.parametrize("rounds", [1, 2])
def test_h1_hired_unhired_and_hired_again_with_the_old_date(make_case, source, rounds):
    """An unhire without a time comes after the hire, and a rehire with the first one's date after the unhire."""
    case, posted = make_case(source), 0

    def say(hooks, owed):
        nonlocal posted
        case.post(*hooks)
        posted += len(hooks)
        case.settled(posted)
        assert case.owed() == owed

    say(case.hired(), case.quoted)
    for _ in range(rounds):
        say(case.unhired(), 0)
        say(case.hired(), case.quoted)
    say(case.unhired(), 0)


@pytest.mark.parametrize("last", ["hired", "withdrawn"])
@pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda order: "".join(map(str, order)))
def test_h1_reports_that_say_as_of_when_count_by_that_in_any_order(make_case, last, order):
    case = make_case("standard")
    steps = [("hired", -3), ("withdrawn", -2), ("hired", -1)]
    if last == "withdrawn":
        steps = [("withdrawn", -3), ("hired", -2), ("withdrawn", -1)]
    hooks = []
    for what, hours in steps:
        (hook,) = case.hired() if what == "hired" else case.unhired()
        content = json.loads(hook.body)
        content["data"]["asOf"] = later(hours=hours)
        hooks.append(case.vendor.hook(case.secret, content))
    for place in [*order, order[0]]:
        case.post(hooks[place])
    case.settled(3)
    assert case.owed() == (case.quoted if last == "hired" else 0)


# What nobody signed


def spoilt(case, hook, how):
    """A request that is not what the vendor signed; and the header that its signature is in."""
    name = next(name for name in hook.headers if "signature" in name)
    if how == "missing":
        return hook.with_headers(**{name: None})
    if how == "empty":
        return hook.with_headers(**{name: ""})
    if how == "guessed":
        return case.vendor.hired("whsec_Z3Vlc3NlZA==", case.application)[0]
    if how == "cut":
        return hook.with_headers(**{name: hook.headers[name][:-4]})
    if how == "body":
        return Hook(hook.source, hook.body.replace(b"{", b"{ ", 1), hook.headers)
    if how == "another's":
        other = "workable" if case.source != "workable" else "recruitee"
        key = case.door.secret(other)
        return case.vendor.hired(key if case.source != "standard" else "whsec_b3RoZXI=", case.application)[0]
    raise AssertionError(how)


@pytest.mark.parametrize("source", SPEAKING)
def test_what_nobody_signed_is_refused_and_counted_and_nothing_of_it_is_kept(stack, staff, make_case, source):
    case, metrics = make_case(source), stack.http_url("webhooks", "/metrics")
    name = rf'coopt_hook_signatures_refused_total\{{(?=[^}}]*source="{source}")[^}}]*\}}'
    before, kept = counted(metrics, name), query(stack, "select count(*) from webhooks.deliveries")
    ways = ["missing", "empty", "guessed", "cut", "body", "another's"]
    for how in ways:
        status, said = case.door.post(spoilt(case, case.hired()[0], how))
        # Ashby never repeats what is answered 401, 403, 404, 405 or 410.
        assert status == (400 if source == "ashby" else 401), (how, status, said)
        assert case.secret not in said and case.scene.candidate.email not in said
    assert counted(metrics, name) == before + len(ways)
    assert case.deliveries() == [] and query(stack, "select count(*) from webhooks.deliveries") == kept
    # The same, signed, is taken: it was the signatures.
    case.post(*case.hired())


@pytest.mark.parametrize("minutes", [-60 * 24 * 30, -60, 60])
def test_what_was_signed_too_long_ago_or_is_yet_to_be_signed_is_refused(make_case, minutes):
    case = make_case("standard")
    content = json.loads(case.hired()[0].body)
    hook = case.vendor.hook(case.secret, content, at=int(time.time()) + 60 * minutes)
    assert case.door.post(hook)[0] == 401
    assert case.deliveries() == []


def test_one_of_several_signatures_is_enough(make_case):
    """As senders of Standard Webhooks do while they exchange their own key."""
    case = make_case("standard")
    (hook,) = case.hired()
    other = "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="
    case.post(hook.with_headers(webhook_signature=f"v1a,bm90aGluZw== {other} {hook.headers['webhook-signature']}"))
    case.settled(1)
    assert case.owed() == case.quoted


def test_two_secrets_count_while_they_are_exchanged_and_no_third(stack, make_case):
    processes, case = StackProcesses(stack), make_case("workable")

    def status(secret):
        return case.door.post(case.vendor.hired(secret, case.application)[0])[0]

    secrets = [case.secret]
    for _ in range(2):
        processes.rotate("webhook", "workable")
        stack.read()  # it is everybody's: the tests after this one sign with it
        secrets.append(case.secret)
        assert len(set(secrets)) == len(secrets)
        observed(lambda: status(secrets[-1]) == 200, "the new secret counts", 30)
        assert status(secrets[-2]) == 200
    observed(lambda: status(secrets[0]) == 401, "the first secret counts no more", 30)
    assert [status(secret) for secret in secrets] == [401, 200, 200]


# The door


@pytest.mark.parametrize("method, path, status", [
    ("POST", "/hooks/nobody", 404), ("POST", "/hooks", 404), ("POST", "/hooks/", 404), ("POST", "/", 404),
    ("POST", "/hooks/greenhouse/more", 404), ("POST", "/hooks/%2e%2e/metrics", 404)])
def test_there_is_no_other_door(stack, method, path, status):
    request = urllib.request.Request(stack.http_url("webhooks", path), data=b"{}", method=method)
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=10)
    assert refusal.value.code == status


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_a_door_is_posted_to_and_nothing_else(stack, method):
    request = urllib.request.Request(stack.http_url("webhooks", "/hooks/greenhouse"), method=method)
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=10)
    assert refusal.value.code in (404, 405)


class DoorByHand(Door):
    """That of a process which a test started."""

    def __init__(self, stack, process):
        super().__init__(stack)
        self.process = process

    def url(self, source):
        return f"http://127.0.0.1:{self.process.port}/hooks/{source}"


def test_what_is_larger_than_any_webhook_is_refused(stack):
    with ServiceByHand(stack, "webhooks", COOPT_HOOK_BODY_BYTES="10000") as process:
        process.await_status("/health/ready", 200)
        door, vendor = DoorByHand(stack, process), Greenhouse()
        secret = door.secret("greenhouse")
        frame = len(vendor.hook(secret, {"action": "ping", "filler": ""}).body)
        assert door.post(vendor.hook(secret, {"action": "ping", "filler": "x" * (10_000 - frame)}))[0] == 200
        try:
            status = door.post(vendor.hook(secret, {"action": "ping", "filler": "x" * (10_001 - frame)}))[0]
        except OSError:
            status = 413  # it hung up before all of it was read
        assert status == 413


def test_what_comes_too_fast_is_told_to_come_again_and_is_taken_then(stack, staff):
    vendor, since = Greenhouse(), instant()
    with ServiceByHand(stack, "webhooks", COOPT_HOOK_REQUESTS_PER_SECOND="5") as process:
        process.await_status("/health/ready", 200)
        door = DoorByHand(stack, process)
        pings = [vendor.hook(door.secret("greenhouse"), {"action": "ping", "number": number, "word": unique()})
                 for number in range(20)]
        statuses = [status for status, _ in at_once(len(pings), lambda number: door.post(pings[number]))]
        assert set(statuses) == {200, 429}, statuses
        for hook, status in zip(pings, statuses):
            if status == 429:
                assert door.deliver(hook) == 200
    assert all(found(staff, "greenhouse", hook, since) for hook in pings)


# What waits for somebody


def test_a_job_that_nobody_mapped_waits_and_staff_are_told_and_it_goes_through_once_they_say_which_offer(
        make_case, notifications):
    case = make_case("greenhouse", mapped=False)
    case.post(*case.hired())
    (delivery,) = case.settled(1)
    assert (delivery["state"], delivery["reason"]) == ("quarantined", "job-not-mapped")
    assert str(case.application.job) in delivery["jobs"] and case.told("hire-attributed") == []
    told = notifications.expect("staff.webhook-quarantined", lambda m: m.details["applicationId"] == case.id)
    assert told.details["deliveryId"] == delivery["deliveryId"] and told.details["source"] == "greenhouse"
    assert told.data["subject"] and "greenhouse" in told.data["text"]
    assert not [trace for trace in case.scene.candidate.traces if trace in told.text]
    assert case.map() == {"lookedAtAgain": 1}
    observed(lambda: case.deliveries()[0]["state"] == "reported", "it goes through", 30)
    case.settled(1)
    assert case.owed() == case.quoted
    notifications.catch_up()
    assert len(notifications.matching(
        lambda m: m.name == "webhook-quarantined" and m.details["applicationId"] == case.id)) == 1


def test_what_waits_is_tried_dry_then_sent_with_what_somebody_knows_and_once(staff, make_case):
    case, actor = make_case("recruitee", mapped=False), f"retries {unique()}"
    case.post(*case.hired())
    (delivery,) = case.settled(1)
    again = {"deliveryId": delivery["deliveryId"]}
    dry = staff.accept("webhooks.retry-delivery", again | {"dryRun": True}, actor=None)
    assert (dry["state"], dry["reason"], dry["reports"]) == ("quarantined", "job-not-mapped", [])
    dry = staff.accept("webhooks.retry-delivery", again | {"dryRun": True, "offerId": case.scene.offer_id}, actor=None)
    assert dry["state"] == "reported" and [report["routingKey"] for report in dry["reports"]] == ["hire.reported"]
    assert dry["reports"][0]["data"]["offerId"] == case.scene.offer_id
    (delivery,) = case.settled(1)
    assert delivery["state"] == "quarantined" and case.told("hire-attributed") == []
    sent = staff.accept("webhooks.retry-delivery", again | {"offerId": case.scene.offer_id, "reason": "Au téléphone."},
                        actor=actor)
    assert sent["state"] == "reported" and len(sent["reports"]) == 1
    case.settled(1)
    assert case.owed() == case.quoted
    assert staff.refuse("webhooks.retry-delivery", again)["code"] == "delivery-not-waiting"
    kept = [each for each in staff.accept("webhooks.list-corrections", {"pageSize": 200})["corrections"]
            if each["actor"] == actor]
    assert [(each["command"], each["subject"], each["reason"]) for each in kept] == [
        ("webhooks.retry-delivery", delivery["deliveryId"], "Au téléphone.")]


def test_whom_a_webhook_does_not_name_somebody_can(staff, make_case):
    case = make_case("greenhouse")
    content = json.loads(case.hired()[0].body)
    content["payload"]["application"]["candidate"]["email_addresses"] = []
    case.post(case.vendor.hook(case.secret, content))
    (delivery,) = case.settled(1)
    assert (delivery["state"], delivery["reason"]) == ("quarantined", "candidate-not-named")
    staff.accept("webhooks.retry-delivery", {"deliveryId": delivery["deliveryId"], "email": case.scene.candidate.email})
    observed(lambda: case.deliveries()[0]["state"] == "reported", "it goes through", 30)
    case.settled(1)
    assert case.owed() == case.quoted


def test_what_somebody_discards_is_nothing_any_more(staff, make_case):
    case = make_case("ashby", mapped=False)
    case.post(case.hired()[0])
    (delivery,) = case.settled(1)
    staff.accept("webhooks.discard-delivery", {"deliveryId": delivery["deliveryId"], "reason": "Un essai."})
    assert case.deliveries()[0]["state"] == "discarded"
    assert case.map() == {"lookedAtAgain": 0}
    case.settled(1)
    assert case.owed() == 0
    assert staff.refuse("webhooks.discard-delivery", {"deliveryId": new_id(), "reason": "x"})["code"] == "delivery-not-found"


NOT_UNDERSTOOD = {
    "greenhouse": [{"action": "hire_candidate"}, {"action": "hire_candidate", "payload": {"application": 7}},
                   {"action": "unhire_candidate", "payload": {"application": {"id": None}}}],
    "ashby": [{"action": "candidateHire", "data": []}],
    "workable": [{"event_type": "candidate_moved", "data": {"stage_kind": "hired"}}],
    "recruitee": [{"event_type": "candidate_moved", "event_subtype": "stage_changed", "payload": {}}],
    "merge": [{"hook": {"event": "Offer.changed"}, "data": {"status": "SIGNED"}}],
    "standard": [{"type": "hire.reported", "data": {"applicationId": "1"}}],
}


@pytest.mark.parametrize("source", NOT_UNDERSTOOD)
def test_what_is_signed_and_not_understood_is_taken_and_waits_with_the_field_that_is_at_fault(door, staff, source):
    vendor, since = SPEAKING[source], instant()
    for content in NOT_UNDERSTOOD[source]:
        hook = vendor.hook(door.secret(source), content | {"mark": unique()})
        assert door.post(hook)[0] == 200
        delivery = looked_at(staff, source, hook, since)["delivery"]
        assert (delivery["state"], delivery["reason"]) == ("quarantined", "not-understood"), content
        assert "`" in delivery["detail"], delivery
        dry = staff.accept("webhooks.retry-delivery", {"deliveryId": delivery["deliveryId"], "dryRun": True}, actor=None)
        assert dry["state"] == "quarantined" and dry["reports"] == []
        staff.accept("webhooks.discard-delivery", {"deliveryId": delivery["deliveryId"], "reason": "Un essai."})


@pytest.mark.parametrize("seed", range(12))
def test_signed_bytes_of_any_kind_are_taken_and_stop_nobody(door, staff, seed):
    draw, since, vendor = random.Random(seed), instant(), Greenhouse()
    word = unique().encode()
    body = draw.choice([
        draw.randbytes(draw.randrange(1, 4000)) + word, b"[" * draw.randrange(10, 2000) + word, b'"' + word,
        word + "\u202e\0".encode(), json.dumps({"action": "hire_candidate", "payload": {"application": {
            "id": draw.choice([1e400, -1, [], {}, "x" * 3000, True, "\0"]), "word": word.decode()}}}).encode()])
    hook = Hook("greenhouse", body, {"content-type": "application/json"} | vendor.signed(door.secret("greenhouse"), body))
    assert door.post(hook)[0] == 200
    assert looked_at(staff, "greenhouse", hook, since)["delivery"]["state"] in ("quarantined", "ignored")
    assert get(door.stack.http_url("webhooks", "/health/ready"))[0] == 200


@pytest.mark.parametrize("source, content", [
    ("greenhouse", {"action": "ping"}), ("greenhouse", {"action": "candidate_stage_change", "payload": {}}),
    ("greenhouse", {"action": "delete_candidate", "payload": {}}), ("ashby", {"action": "jobPostingPublish", "data": {}}),
    ("workable", {"event_type": "candidate_created", "data": {}}), ("merge", {"hook": {"event": "Job.changed"}, "data": {}}),
    ("standard", {"type": "invoice.paid", "data": {}})])
def test_what_is_of_no_concern_is_taken_and_forgotten(door, staff, source, content):
    since, hook = instant(), SPEAKING[source].hook(door.secret(source), content | {"mark": unique()})
    assert door.post(hook)[0] == 200
    shown = looked_at(staff, source, hook, since)
    assert shown["delivery"]["state"] == "ignored" and shown["reports"] == []


def test_recruitees_test_is_answered_though_nothing_signs_it(door):
    assert door.post(Hook("recruitee", b'{"test":true}', {"content-type": "application/json"}))[0] == 200
    assert door.post(Hook("recruitee", b'{"test":true,"event_type":"candidate_moved"}', {}))[0] == 401


# What holds ids alone


@contextmanager
def read_back(stack, source, api):
    """Webhooks reads a source's back by an API that a test has."""
    processes = StackProcesses(stack)
    plain = processes.environment
    with api:
        processes.stop("webhooks")
        processes.environment = plain | {f"COOPT_HOOK_{source.upper()}_API": api.url}
        processes.start("webhooks")
        yield api
        processes.stop("webhooks")
        processes.environment = plain
        processes.start("webhooks")


@pytest.fixture
def lever(stack):
    with read_back(stack, "lever", VendorAPI.of_lever(stack["COOPT_HOOK_LEVER_API_TOKEN"])) as api:
        yield api


@pytest.fixture
def merge(stack):
    """Its key says who asks, a second token which account is meant."""
    api = VendorAPI.of_merge(stack["COOPT_HOOK_MERGE_API_TOKEN"], stack["COOPT_HOOK_MERGE_ACCOUNT_TOKEN"])
    with read_back(stack, "merge", api) as api:
        yield api


def opportunity(case, archived):
    """What Lever says of an application: the hired are archived."""
    application = case.application
    return {f"/opportunities/{application.id}": {"data": {
        "id": application.id, "emails": [application.email], "phones": [],
        "archived": {"reason": "reason-1", "archivedAt": int(time.time() * 1000)} if archived else None,
        "applications": [{"id": new_id(), "posting": application.job}]}},
        "/archive_reasons/reason-1": {"data": {"id": "reason-1", "text": "Hired", "type": "hired"}}}


def test_of_what_holds_ids_alone_the_vendor_says_what_it_is(make_case, lever):
    case = make_case(Lever())
    lever.answers = opportunity(case, archived=True)
    case.post(*case.hired())
    case.settled(1)
    assert case.owed() == case.quoted
    assert {path.split("?")[0] for path in lever.asked} == {
        f"/opportunities/{case.application.id}", "/archive_reasons/reason-1"}
    lever.answers = opportunity(case, archived=False)
    case.post(*case.unhired())
    case.settled(2)
    assert case.owed() == 0


def test_an_offer_of_merges_with_the_id_of_its_application_alone_is_read_back_with_both_tokens(make_case, merge):
    case = make_case("merge")
    content = json.loads(case.hired()[0].body)
    applied = content["data"]["application"]
    path = f"/api/ats/v1/applications/{case.application.id}"
    merge.answers = {path: applied}
    content["data"]["application"] = case.application.id
    case.post(case.vendor.hook(case.secret, content))
    case.settled(1)
    assert case.owed() == case.quoted
    assert {asked.split("?")[0] for asked in merge.asked} == {path}


def test_what_lever_does_not_sign_can_make_us_ask_and_nothing_else(make_case, lever):
    """Whoever saw one webhook can put another opportunity in: it is asked about, and nobody is hired who is not."""
    case = make_case(Lever())
    lever.answers = opportunity(case, archived=False)
    (hook,) = case.hired()
    case.post(hook)
    case.settled(1)
    forged = json.loads(hook.body)
    forged["data"]["opportunityId"] = new_id()
    case.post(Hook(hook.source, json.dumps(forged).encode(), hook.headers))
    path = f"/opportunities/{forged['data']['opportunityId']}"
    observed(lambda: path in " ".join(lever.asked), "it is asked about", 30)
    assert case.told("hire-attributed") == [] and case.owed() == 0


# Personal data (M9)


CANDIDATE = "candidate"


def test_m9_webhooks_keep_what_came_and_name_nobody_elsewhere(stack, door, staff, events, notifications):
    canaries, since, hooks = Canaries(), instant(), []
    for source, vendor in SPEAKING.items():
        secret, person = door.secret(source), canaries.person(CANDIDATE)
        # Of an offer that nobody knows: what `standard` says is reported, what the others say waits.
        application = vendor.application(person.email, job=random.randrange(10**9, 10**12))
        content = json.loads(vendor.hired(secret, application)[0].body)
        # Understood, not understood, of another, not signed and no JSON.
        other = {"id": new_id(), "webhookActionId": new_id(), "action": "hire_candidate",
                 "payload": {"who": person.email}, "data": person.email}
        for each in (content, content | other):
            hooks.append(vendor.hook(secret, each))
            assert door.post(hooks[-1])[0] == 200
        assert door.post(vendor.hook("whsec_Z3Vlc3NlZA==", content))[0] in (400, 401)
        status, said = door.post(Hook(source, json.dumps(content).encode()[:-1], {}))
        assert status in (400, 401) and not canaries.kinds_in(said), (status, said)
    for hook in hooks:
        looked_at(staff, hook.source, hook, since)
    events.catch_up()
    notifications.catch_up()

    for log in (*SERVICES, "postgres", "rabbitmq"):
        text = (stack.directory / f"log/{log}.log").read_text(errors="replace")
        assert not canaries.kinds_in(text), log
        assert not [source for source in SPEAKING if door.secret(source) in text], log
    assert not canaries.kinds_in(get(stack.http_url("webhooks", "/metrics"))[1])
    assert not [event for event in events.collected if event.routing_key.startswith("webhooks.")
                and canaries.kinds_in(event.text)]
    told = [message for message in notifications.collected if message.name == "webhook-quarantined"]
    assert told and not [message for message in told if canaries.kinds_in(message.text)]

    tables = query(stack, "select table_name from information_schema.tables where table_schema = 'webhooks'"
                          " and table_type = 'BASE TABLE'")
    holding = {table for (table,) in tables for (row,) in query(
        stack, f'select t::text from webhooks."{table}" t where lower(t::text) like any(%s)', [canaries.patterns])
        if canaries.kinds_in(row)}
    assert "deliveries" in holding and holding <= {"deliveries", "reports"}, holding
    for table, column in (("deliveries", "headers"), ("deliveries", "detail"), ("deliveries", "jobs")):
        rows = query(stack, f"select {column}::text from webhooks.{table} where received_at >= %s", [since])
        assert not [row for (row,) in rows if row and canaries.kinds_in(row)], column


def test_headers_that_prove_who_sent_it_are_not_kept(door, staff):
    since, secret = instant(), door.secret("greenhouse")
    hook = Greenhouse().hook(secret, {"action": "ping", "mark": unique()}).with_headers(
        authorization=f"Bearer {unique()}", cookie=f"session={unique()}", x_api_key=unique())
    assert door.post(hook)[0] == 200
    kept = {name.lower() for name in looked_at(staff, "greenhouse", hook, since)["headers"]}
    assert not kept & {"signature", "authorization", "cookie", "x-api-key"} and "greenhouse-event-id" in kept


# Five hundred at once


MEMBERS, OFFERS = 25, 20
HIRES = MEMBERS * OFFERS
POSTERS = 32
WITHIN = 120


class Burst:
    """Five hundred hires of a community, each posted by one of many connections, and posted again until it is taken."""

    def __init__(self, stack, community):
        self.door, self.vendor, self.word = Door(stack), SPEAKING["standard"], unique()
        self.recommendations = community.recommendations
        self.applications = [f"{self.word}-{number}" for number in range(HIRES)]
        self.taken = []

    def hired(self, number):
        return {"type": "hire.reported", "data": self.recommendations[number].hire | {
            "applicationId": self.applications[number]}}

    def withdrawn(self, number):
        return {"type": "hire.withdrawn", "data": {
            "applicationId": self.applications[number], "withdrawnAt": instant()}}

    def id(self, kind, number):
        return f"msg_{self.word}_{kind}_{number}"

    def post(self, kind, content, number):
        """Until it is taken; an attempt is signed anew, as vendors do."""
        secret = self.door.secret("standard")
        self.door.deliver(self.vendor.hook(secret, content(number), id=self.id(kind, number)), WITHIN)
        self.taken.append(self.id(kind, number))

    def begin(self, pool, kind, content):
        return [pool.submit(self.post, kind, content, number) for number in range(HIRES)]


@pytest.fixture(scope="module")
def burst(stack):
    with StaffTool(stack) as staff, Topic(stack["COOPT_STAFF_AMQP_URL"]) as told:
        community = Community(staff, told, MEMBERS, OFFERS)
        burst = Burst(stack, community)
        burst.member_ids = {member.id for member in community.members}
        yield burst
        community.disband()


def bonuses(books, burst):
    """What each recommendation's member is owed for it, by the recommendation."""
    owed = Counter()
    for entry in books.of_members(sorted(burst.member_ids)):
        if entry.unit == "eur-cents" and entry.account.startswith("member:") and entry.account.endswith(":payable"):
            owed[entry.recommendation_id, entry.account] -= entry.amount
    return owed


def test_a_burst_of_five_hundred_is_taken_and_each_is_a_hire(stack, burst, events, books, note):
    began = time.monotonic()
    with ThreadPoolExecutor(POSTERS) as pool:
        for future in burst.begin(pool, "hired", burst.hired):
            future.result()
    took = time.monotonic() - began
    note(f"{HIRES} webhooks were taken in {took:.2f} s by {POSTERS} connections, {HIRES / took:.0f} a second")
    attributed = gathered(events, "recommendations.hire-attributed", burst)
    assert len({event.data["hireId"] for event in attributed}) == HIRES
    await_rest(stack, events, ("recommendations", "rewards"))
    owed = bonuses(books, burst)
    for recommendation in burst.recommendations:
        amount = owed[recommendation.id, f"member:{recommendation.member.id}:payable"]
        assert amount == recommendation.quote["amountCents"], recommendation.id


def gathered(events, key, burst):
    """The first event of each of the burst's recommendations."""
    ids, seen = {recommendation.id for recommendation in burst.recommendations}, set()

    def is_new(event):
        recommendation = event.data.get("recommendationId")
        if event.routing_key != key or recommendation not in ids or recommendation in seen:
            return False
        seen.add(recommendation)
        return True

    return events.gather(is_new, HIRES, WITHIN)


def test_what_was_taken_is_there_though_webhooks_is_killed_in_the_middle(stack, burst, events, books, note):
    """All of those hires are withdrawn by webhook; while they come in, the process ends without a last word."""
    processes, before = StackProcesses(stack), len(burst.taken)
    assert before == HIRES, "the hires of the test before"
    is_amid = threading.Event()

    def withdrawn(number):
        """The second half is posted when the process is about to end, however fast the first was taken."""
        assert number < HIRES // 2 or is_amid.wait(WITHIN)
        return burst.withdrawn(number)

    with ThreadPoolExecutor(POSTERS) as pool:
        futures = burst.begin(pool, "withdrawn", withdrawn)
        observed(lambda: len(burst.taken) >= before + HIRES // 4, "a quarter is taken", WITHIN, 0.002)
        is_amid.set()
        processes.kill("webhooks")
        taken = burst.taken[before:]
        rows = query(stack, "select external_id from webhooks.deliveries where source = 'standard'"
                            " and external_id = any (%s)", [taken])
        assert {id for (id,) in rows} == set(taken), "what was answered is kept"
        processes.start("webhooks")
        for future in futures:
            future.result()
    assert len(taken) < HIRES, "it was killed in the middle"
    note(f"webhooks was killed when {len(taken)} of {HIRES} webhooks were taken")
    withdrawn = gathered(events, "recommendations.hire-withdrawn", burst)
    assert len({event.data["hireId"] for event in withdrawn}) == HIRES
    await_rest(stack, events, ("recommendations", "rewards"))
    assert not any(bonuses(books, burst).values()), "all that the hires caused is taken back"
    assert books.imbalances() == []
    rows = query(stack, "select state, count(*) from webhooks.deliveries where source = 'standard'"
                        " and external_id like %s group by state", [f"msg\\_{burst.word}\\_%"])
    assert rows == [("reported", 2 * HIRES)]
