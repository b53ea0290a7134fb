"""Webhooks that come all at once, signed as vendors sign, while the services work on what follows from them."""

import hashlib
import hmac
import json
import subprocess
import sys
import time
import uuid
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from outside.client import StaffTool
from processes import spent
from progress import fail, say
from report import quantile
from seeded import hire

POSTING = Path(__file__).parent / "posting.py"
CONNECTIONS = 32
# The rates that webhooks come at; none: as fast as they are answered.
RATES = (1000, None)
JOB = "bench-job"
LONGEST = 300
# What a vendor does not take for an answer, and repeats.
PUT_OFF = (429, 503)


@dataclass
class Burst:
    """What became of one burst."""

    count: int
    accepted: int        # answered 200
    put_off: int         # answered 429 or 503: the vendor is to come again
    seconds: float       # to the last answer
    milliseconds: list   # of each that was answered 200
    late: int
    through: float       # seconds until nothing is under way any more
    lost: int            # answered 200, and not kept
    astray: int          # kept, and not reported once, or as another hire
    attributed: int
    missed: int          # hires whose offer and candidate are known, and which were not attributed, or never came
    cpu: dict            # seconds by process, to the end of all that follows
    door_cpu: float      # seconds of the webhooks service while they came
    memory: float        # megabytes, resident


@dataclass
class Hook:
    """One webhook: what it is called, what it is about, and the request."""

    source: str
    external_id: str
    application_id: str
    request: str


def measure(running, count, repetitions):
    """Bursts, by rate."""
    map_job(running)
    results = {}
    for rate in RATES:
        results[rate] = [once(running, count, rate) for _ in range(repetitions)]
        for number, burst in enumerate(results[rate]):
            say(f"{name(rate)}, {number + 1} of {repetitions}: {burst.accepted / burst.seconds:.0f} accepted/s,"
                f" p99 {quantile(burst.milliseconds, 0.99):.1f} ms, all through after {burst.through:.1f} s")
    return results


def name(rate):
    return f"{rate} webhooks/s" if rate else "as fast as they are answered"


def map_job(running):
    """Which offer Greenhouse's job is; nobody recommended those whom it reports, so that their hires wait unattributed."""
    with StaffTool(running.stack) as staff:
        staff.accept("webhooks.map-job", {"source": "greenhouse", "job": JOB, "offerReference": "reference-0"})


def once(running, count, rate):
    running.await_idle()
    hooks = list(made(running, count))
    running.query("checkpoint")
    before, door, began = running.processes.cpu(), running.processes.cpu_of("webhooks"), time.monotonic()
    answers = post(running, [hook.request for hook in hooks], rate)
    door = running.processes.cpu_of("webhooks") - door
    taken = [hook for hook, status in zip(hooks, answers["statuses"]) if status == 200]
    expect_statuses(answers["statuses"])
    await_reports(running)
    running.await_idle(within=LONGEST)
    through = time.monotonic() - began
    lost, astray = compared(running, taken)
    attributed, missed = hires(running, taken)
    times = [taken_ for taken_, status in zip(answers["milliseconds"], answers["statuses"]) if status == 200]
    return Burst(count, len(taken), sum(map(answers["statuses"].count, PUT_OFF)), answers["seconds"], times, answers["late"], through,
                 lost, astray, attributed, missed, spent(before, running.processes.cpu()), door, running.processes.memory("webhooks")[0])


# What is posted


def made(running, count):
    """Webhooks in turns: a hire that Standard Webhooks tell of, and one that Greenhouse does."""
    run, first = uuid.uuid4().hex[:12], running.take((count + 1) // 2)
    host = running.stack["COOPT_WEBHOOKS_HTTP_URL"].split("//")[1]
    for number in range(count):
        word = f"{run}-{number}"
        if number % 2 == 0:
            yield standard(running, host, word, first + number // 2)
        else:
            yield greenhouse(running, host, word)


def standard(running, host, word, place):
    """A hire that is attributed, in the contract's own words."""
    offer, candidate = hire(place, running.scale.members)
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    body = json.dumps({"type": "hire.reported", "timestamp": now, "data": {
        "applicationId": word, "sourceSystem": "hooks/standard", "offerId": offer,
        "candidate": {"candidateId": candidate}, "hiredAt": now}})
    id_, timestamp = f"msg_{word}", str(int(time.time()))
    secret = b64decode(running.stack["COOPT_HOOK_STANDARD_SECRET"].removeprefix("whsec_"))
    signature = b64encode(hmac.digest(secret, f"{id_}.{timestamp}.{body}".encode(), hashlib.sha256)).decode()
    return Hook("standard", id_, word, request(host, "standard", body, {
        "webhook-id": id_, "webhook-timestamp": timestamp, "webhook-signature": f"v1,{signature}"}))


def greenhouse(running, host, word):
    """A hire as Greenhouse tells of it, with as much beside it as it has."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    body = json.dumps({"action": "hire_candidate", "payload": {"application": {
        "id": word, "status": "hired", "applied_at": now, "rejected_at": None, "credited_to": None,
        "source": {"id": 27, "name": "LinkedIn (Prospecting)"},
        "candidate": {
            "id": word, "first_name": "Dominique", "last_name": "Candidate", "title": "Previous title",
            "phone_numbers": [], "email_addresses": [{"value": f"{word}@bench.example", "type": "personal"}],
            "addresses": [], "website_addresses": [], "social_media_addresses": [], "tags": ["bench"],
            "attachments": [], "custom_fields": {"desired_level": {"name": "Level", "type": "short_text", "value": "Senior"}}},
        "jobs": [{"id": JOB, "name": "Position 0", "requisition_id": None, "status": "closed", "opened_at": now,
                  "departments": [{"id": 2, "name": "Products"}], "offices": [{"id": 4, "name": "Lille"}]}],
        "offer": {"id": word, "status": "accepted", "created_at": now, "sent_at": now, "resolved_at": now,
                  "starts_at": now[:10], "custom_fields": {}}}}})
    secret = running.stack["COOPT_HOOK_GREENHOUSE_SECRET"].encode()
    signature = hmac.digest(secret, body.encode(), hashlib.sha256).hex()
    return Hook("greenhouse", f"{word}/{hashlib.sha256(body.encode()).hexdigest()}", word, request(host, "greenhouse", body, {
        "signature": f"sha256 {signature}", "greenhouse-event-id": word}))


def request(host, source, body, headers):
    lines = [f"POST /hooks/{source} HTTP/1.1", f"host: {host}", "content-type: application/json",
             f"content-length: {len(body.encode())}", *(f"{name_}: {value}" for name_, value in headers.items())]
    return "\r\n".join(lines) + "\r\n\r\n" + body


def post(running, requests, rate):
    asked = {"url": running.stack["COOPT_WEBHOOKS_HTTP_URL"], "rate": rate, "connections": CONNECTIONS,
             "requests": requests}
    done = subprocess.run([sys.executable, POSTING], input=json.dumps(asked), stdout=subprocess.PIPE, text=True,
                          timeout=LONGEST)
    if done.returncode:
        fail("the webhooks could not be posted")
    return json.loads(done.stdout)


# What became of it


def expect_statuses(statuses):
    odd = {status: statuses.count(status) for status in set(statuses) - {200, *PUT_OFF}}
    if odd:
        fail(f"webhooks were answered otherwise than 200, or come again: {odd} (0: not at all)")
    if 200 not in statuses:
        fail("no webhook was accepted")


def await_reports(running):
    """Until everything that came is decided about, and what was made of it is published."""
    deadline = time.monotonic() + LONGEST
    while running.query("""
            select (select count(*) from webhooks.deliveries where state in ('received', 'asking'))
              + (select count(*) from webhooks.reports where published_at is null)""")[0][0]:
        if time.monotonic() > deadline:
            fail(f"webhooks are not reported after {LONGEST} s")
        time.sleep(0.2)


def compared(running, hooks):
    """How many of those that were answered 200 are not kept, and how many are not reported once."""
    kept = rows(running, """
        select deliveries.source, external_id, state, count(report_id), max(reports.application_id)
        from webhooks.deliveries left join webhooks.reports using (delivery_id)
        where external_id = any(%s)
        group by deliveries.delivery_id""", [[hook.external_id for hook in hooks]])
    found = {(source, external_id): told for source, external_id, *told in kept}
    there = [(hook, found[hook.source, hook.external_id]) for hook in hooks if (hook.source, hook.external_id) in found]
    astray = [(hook.source, told) for hook, told in there if told != ["reported", 1, hook.application_id]]
    if astray:
        say(f"not reported once, the first one: {astray[0]}")
    return len(hooks) - len(there), len(astray)


def hires(running, hooks):
    """How many hires were attributed; how many should have been and were not, or are not known at all."""
    found = dict(rows(running, """
        select application_id, recommendation_id is not null
        from recommendations.hires
        where application_id = any(%s) and source_system in ('hooks/greenhouse', 'hooks/standard') and in_force""",
                      [[hook.application_id for hook in hooks]]))
    missed = [hook for hook in hooks if found.get(hook.application_id) != (hook.source == "standard")]
    return sum(found.values()), len(missed)


def require_none_lost(results):
    """Ends the bench where something was."""
    bad = [burst for bursts in results.values() for burst in bursts if burst.lost or burst.astray or burst.missed]
    if bad:
        fail("; ".join(f"{burst.lost} of {burst.accepted} webhooks lost, {burst.astray} not reported once,"
                       f" {burst.missed} hires not as they should be" for burst in bad))


def rows(running, statement, values):
    with running.database.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
