"""Webhooks as vendors post them: what they look like, how each is signed, and the door that they come to.

What vendors send is known from their public documentation; none of it was tried against a vendor's service.
"""

import hmac
import json
import random
import shlex
import subprocess
import time
import urllib.error
import urllib.request
from base64 import b64decode, b64encode, urlsafe_b64encode
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http.client import HTTPException

from .deadline import observed
from .envelope import instant, new_id
from .people import unique


@dataclass(frozen=True)
class Hook:
    """A request as a vendor posts it."""

    source: str
    body: bytes
    headers: dict = field(default_factory=dict)

    def with_headers(self, **headers):
        """The same with other headers; `_` stands for a hyphen, and None leaves one out."""
        given = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers={name: value for name, value in given.items() if value is not None})


def mac(secret, *parts):
    """HMAC-SHA256 of some parts, as bytes; `secret` is a text, or the bytes of a key."""
    key = secret if isinstance(secret, bytes) else secret.encode()
    return hmac.new(key, b"".join(part if isinstance(part, bytes) else part.encode() for part in parts), sha256).digest()


class Vendor:
    """How one vendor tells of hires: a subclass for each, with its body and its signature."""

    name = None

    def __init__(self, name=None):
        self.source = name or self.name

    def hook(self, secret, content):
        """A signed request of some content."""
        body = json.dumps(content, ensure_ascii=False).encode()
        return Hook(self.source, body, {"content-type": "application/json"} | self.signed(secret, body))

    def signed(self, secret, body):
        """The headers that prove who sent these bytes."""
        raise NotImplementedError

    def application(self, email, **more):
        """An application of somebody, as the vendor knows it: its id, the job, the dates."""
        raise NotImplementedError

    def hired(self, secret, application):
        """The requests, mostly one, that say that an application was hired."""
        raise NotImplementedError


@dataclass(frozen=True)
class Application:
    """An application at a vendor's."""

    email: str
    id: object
    job: object
    hired_at: str
    starts_at: str = None


def number():
    """A number that a vendor could have given."""
    return random.randrange(10**9, 10**12)


class Greenhouse(Vendor):
    name = "greenhouse"

    def signed(self, secret, body):
        return {"signature": f"sha256 {mac(secret, body).hex()}", "greenhouse-event-id": new_id()}

    def application(self, email, **more):
        return Application(**{"email": email, "id": number(), "job": number(), "hired_at": instant()} | more)

    def hired(self, secret, application):
        offer = {"id": number(), "resolved_at": application.hired_at, "starts_at": application.starts_at}
        return [self.hook(secret, self.said("hire_candidate", application, offer=offer))]

    def unhired(self, secret, application):
        """Somebody clicked "Unhire": it has no time of its own."""
        return [self.hook(secret, self.said("unhire_candidate", application))]

    def said(self, action, application, **more):
        candidate = {"id": number(), "email_addresses": [{"value": application.email, "type": "personal"}]}
        jobs = [{"id": application.job, "requisition_id": f"REQ-{application.job}", "name": "Forgeron"}]
        return {"action": action, "payload": {"application": {
            "id": application.id, "status": "hired", "candidate": candidate, "jobs": jobs} | more}}


class Ashby(Vendor):
    name = "ashby"

    def signed(self, secret, body):
        return {"ashby-signature": f"sha256={mac(secret, body).hex()}"}

    def application(self, email, **more):
        return Application(**{"email": email, "id": new_id(), "job": new_id(), "hired_at": instant()} | more)

    def hired(self, secret, application):
        """A hire is told three times, under one `webhookActionId`."""
        known = {"id": application.id, "status": "Hired", "updatedAt": instant(),
                 "candidate": {"id": new_id(), "primaryEmailAddress": {
                     "value": application.email, "type": "Personal", "isPrimary": True}},
                 "job": {"id": application.job, "title": "Forgeron"},
                 "currentInterviewStage": {"id": new_id(), "title": "Hired", "type": "Hired"}}
        offer = {"id": new_id(), "decidedAt": application.hired_at,
                 "latestVersion": {"id": new_id(), "startDate": application.starts_at}}
        action = new_id()
        return [self.hook(secret, {"action": name, "webhookActionId": action, "data": {"application": known} | more})
                for name, more in (("candidateHire", {"offer": offer}), ("applicationUpdate", {}),
                                   ("candidateStageChange", {}))]


class Workable(Vendor):
    name = "workable"

    def signed(self, secret, body):
        return {"x-workable-signature": mac(secret, body).hex()}

    def application(self, email, **more):
        given = {"email": email, "id": unique(), "job": unique().upper(), "hired_at": instant()}
        return Application(**given | more)

    def hired(self, secret, application):
        data = {"id": application.id, "email": application.email, "stage": "Hired", "stage_kind": "hired",
                "job": {"shortcode": application.job, "title": "Forgeron"}, "hired_at": application.hired_at}
        return [self.hook(secret, {"event_type": "candidate_moved", "id": unique(), "fired_at": instant(), "data": data})]


class Recruitee(Vendor):
    name = "recruitee"

    def signed(self, secret, body):
        return {"x-recruitee-signature": mac(secret, body).hex()}

    def application(self, email, **more):
        return Application(**{"email": email, "id": number(), "job": number(), "hired_at": instant()} | more)

    def hired(self, secret, application):
        return [self.moved(secret, application, {"category": "offer"}, {"category": "hire"})]

    def unhired(self, secret, application):
        """Moved away from where the hired are."""
        return [self.moved(secret, application, {"category": "hire"}, {"category": "interview"})]

    def moved(self, secret, application, former, stage):
        stages = {name: each | {"id": number(), "name": each["category"].title()}
                  for name, each in (("from_stage", former), ("to_stage", stage))}
        payload = {"candidate": {"id": application.id, "emails": [application.email]},
                   "offer": {"id": application.job, "title": "Forgeron"}, "details": stages}
        return self.hook(secret, {"id": number(), "event_type": "candidate_moved", "event_subtype": "stage_changed",
                                  "created_at": instant(), "payload": payload})


class Merge(Vendor):
    name = "merge"

    def signed(self, secret, body):
        return {"x-merge-webhook-signature": urlsafe_b64encode(mac(secret, body)).decode()}

    def application(self, email, **more):
        return Application(**{"email": email, "id": new_id(), "job": new_id(), "hired_at": instant()} | more)

    def hired(self, secret, application):
        candidate = {"id": new_id(), "email_addresses": [{"value": application.email, "email_address_type": "PERSONAL"}]}
        applied = {"id": application.id, "remote_id": unique(), "job": application.job, "candidate": candidate}
        offer = {"id": new_id(), "status": "SIGNED", "closed_at": application.hired_at,
                 "start_date": application.starts_at, "modified_at": instant(), "application": applied}
        return [self.hook(secret, {"hook": {"id": new_id(), "event": "Offer.changed"},
                                   "linked_account": {"id": new_id(), "category": "ats"}, "data": offer})]


class Standard(Vendor):
    """Whoever follows Standard Webhooks, with the contract's own data."""

    name = "standard"

    def hook(self, secret, content, id=None, at=None):
        body = json.dumps(content, ensure_ascii=False).encode()
        id, at = id or f"msg_{unique()}", str(at or int(time.time()))
        key = b64decode(secret.removeprefix("whsec_"))
        signature = f"v1,{b64encode(mac(key, f'{id}.{at}.', body)).decode()}"
        return Hook(self.source, body, {"content-type": "application/json", "webhook-id": id, "webhook-timestamp": at,
                                        "webhook-signature": signature})

    def application(self, email, **more):
        return Application(**{"email": email, "id": new_id(), "job": None, "hired_at": instant()} | more)

    def hired(self, secret, application):
        """`job` is the offer's external reference: whoever sends this knows the platform's own words."""
        data = {"applicationId": application.id, "offerReference": application.job, "hiredAt": application.hired_at,
                "candidate": {"email": application.email}}
        return [self.hook(secret, {"type": "hire.reported", "timestamp": instant(), "data": data})]

    def unhired(self, secret, application):
        data = {"applicationId": application.id, "withdrawnAt": instant()}
        return [self.hook(secret, {"type": "hire.withdrawn", "timestamp": instant(), "data": data})]


class Lever(Vendor):
    """Its webhooks hold ids, and sign nothing of them: the API says the rest."""

    name = "lever"

    def hook(self, secret, content):
        token, at = new_id(), int(time.time() * 1000)
        signature = mac(secret, f"{token}{at}").hex()
        body = json.dumps(content | {"token": token, "triggeredAt": at, "signature": signature}).encode()
        return Hook(self.source, body, {"content-type": "application/json"})

    def application(self, email, **more):
        return Application(**{"email": email, "id": new_id(), "job": new_id(), "hired_at": instant()} | more)

    def hired(self, secret, application):
        return [self.hook(secret, self.said("candidateHired", application))]

    def unhired(self, secret, application):
        """Taken out of the archive, where the hired are."""
        return [self.hook(secret, self.said("candidateArchiveChange", application))]

    def said(self, event, application):
        return {"id": new_id(), "event": event, "data": {
            "opportunityId": application.id, "candidateId": new_id(), "contactId": new_id()}}


# Those whose webhooks say everything themselves.
SPEAKING = {vendor.name: vendor() for vendor in (Greenhouse, Ashby, Workable, Recruitee, Merge, Standard)}


class Door:
    """Where the webhooks of a stack are posted to, and the secrets that its vendors sign with."""

    def __init__(self, stack):
        self.stack = stack

    def secret(self, source):
        return self.stack[f"COOPT_HOOK_{source.upper().replace('-', '_')}_SECRET"]

    def url(self, source):
        return self.stack.http_url("webhooks", f"/hooks/{source}")

    def post(self, hook, within=30):
        """The HTTP status that a request is answered with, and what the answer says."""
        request = urllib.request.Request(self.url(hook.source), data=hook.body, headers=hook.headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=within) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def deliver(self, hook, within=60):
        """Posts until it is taken, as vendors repeat what is answered 429, 503 or not at all; the status at last."""

        def taken():
            try:
                status, said = self.post(hook)
            except (OSError, HTTPException):
                return None
            if status in (429, 503):
                return None
            assert status < 300, (status, said)
            return status

        return observed(taken, f"a webhook of {hook.source} is taken", within)

    def curl(self, hook):
        """The words of a command that posts it; the body is what curl reads on its standard input."""
        headers = [word for name, value in hook.headers.items() for word in ("--header", f"{name}: {value}")]
        return ["curl", *headers, "--data-binary", "@-", self.url(hook.source)]

    def post_by_curl(self, hook):
        """The HTTP status that curl got."""
        quiet = ["--silent", "--show-error", "--max-time", "30", "--output", "/dev/null", "--write-out", "%{http_code}"]
        program, *words = self.curl(hook)
        done = subprocess.run([program, *quiet, *words], input=hook.body, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return int(done.stdout)

    def line(self, hook):
        """The same as somebody would type it."""
        return f"printf %s {shlex.quote(hook.body.decode())} | {shlex.join(self.curl(hook))}"
