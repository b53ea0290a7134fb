"""The recorded story: recorded again it says the same, and what is published is what a consumer really gets."""

import json
import random
import re
import uuid
from datetime import datetime, timedelta, timezone

import pytest

from outside.stack import ROOT
from recording import INSTANT, Recording

PUBLISHED = ROOT / "Shared/ContractDocument/Published/notifications.jsonl"


class Run:
    """One run of a story: the same people and things, under ids, addresses and times of its own."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.began = datetime(2026, 3, 1, 12, tzinfo=timezone.utc) + timedelta(
            days=self.random.randrange(300), seconds=self.random.randrange(20_000))
        self.scenes = [self.began + timedelta(seconds=2 * number) for number in range(6)]

    def id(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def word(self):
        return f"{self.random.getrandbits(32):08x}"

    def at(self, scene):
        moment = self.scenes[scene] + timedelta(milliseconds=self.random.randrange(1_900))
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def messages(self):
        members = {name: (self.id(), f"{name}.{self.word()}@example.org") for name in ("camille", "oliver")}
        offer, reference, story = self.id(), f"ANN-{self.word()}", self.id()
        start = (self.began + timedelta(days=30)).date()
        french = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
                  "novembre", "décembre"]
        written = f"{start.day}{'er' if start.day == 1 else ''} {french[start.month - 1]} {start.year}"
        told = []
        for name, (member, address) in members.items():
            told.append(self.told("staff.member-joined", 1, story, {"memberId": member, "email": address}))
            told.append(self.told(f"member.{member}.offer-proposed", 2, self.id(),
                                  {"offerId": offer, "memberId": member, "reference": reference}))
        hire = self.id()
        oliver = members["oliver"][0]
        phone = f"+336{self.random.randrange(100_000_000):08d}"
        told.append(self.told("staff.hire-attributed", 4, story, {
            "hireId": hire, "memberId": oliver, "startsOn": start.isoformat(), "phone": phone}, f"Début le {written}."))
        for amount in (50_000, 25_000):
            told.append(self.told("staff.reward-granted", 4, story, {
                "rewardId": self.id(), "hireId": hire, "memberId": oliver, "amountCents": amount}))
        self.random.shuffle(told)
        return told

    def told(self, key, scene, story, details, text="Dit."):
        id = self.id()
        trace = f"00-{self.random.getrandbits(128):032x}-{self.random.getrandbits(64):016x}-01"
        return {"routingKey": key, "properties": {"message_id": id, "user_id": "notifications"},
                "headers": {"traceparent": trace},
                "envelope": {"id": id, "time": self.at(scene), "correlationid": story, "traceparent": trace,
                             "data": {"notificationId": id, "text": text, "details": details}}}

    def lines(self):
        return Recording(self.messages(), self.scenes).lines()


@pytest.mark.parametrize("seed", range(20))
def test_two_runs_of_a_story_are_recorded_with_the_same_lines(seed):
    assert sorted(Run(2 * seed).lines()) == sorted(Run(2 * seed + 1).lines())


def test_another_story_is_recorded_otherwise_and_ids_stay_those_of_one_thing():
    run = Run(7)
    messages = run.messages()
    recorded = [json.loads(line) for line in Recording(messages, run.scenes).lines()]
    for before, after in zip(messages, recorded):
        assert after["properties"]["message_id"] == after["envelope"]["id"] == after["envelope"]["data"]["notificationId"]
        assert before["envelope"]["id"] != after["envelope"]["id"]
    ids = {message["envelope"]["id"] for message in recorded}
    assert len(ids) == len(messages)
    hire = next(message for message in messages if message["routingKey"] == "staff.hire-attributed")
    hire["envelope"]["data"]["details"]["startsOn"] = "2027-01-01"
    assert sorted(Recording(messages, run.scenes).lines()) != sorted(Run(7).lines())


def test_times_keep_the_order_of_the_scenes():
    recorded = [json.loads(line) for line in Run(3).lines()]
    joined = {m["envelope"]["time"] for m in recorded if m["routingKey"] == "staff.member-joined"}
    hired = {m["envelope"]["time"] for m in recorded if m["routingKey"] == "staff.hire-attributed"}
    assert len(joined) == len(hired) == 1 and max(joined) < min(hired)


@pytest.fixture(scope="module")
def published():
    if not PUBLISHED.exists():
        pytest.fail(f"there is no {PUBLISHED}: docker/local/record writes it")
    return [json.loads(line) for line in PUBLISHED.read_text(encoding="utf-8").splitlines()]


def test_the_published_recording_is_what_a_consumer_gets(published):
    assert len(published) > 50
    ids = [message["envelope"]["id"] for message in published]
    assert len(set(ids)) == len(ids)
    for message in published:
        envelope, properties = message["envelope"], message["properties"]
        assert properties["user_id"] == "notifications" and properties["message_id"] == envelope["id"]
        assert properties["content_type"] == "application/cloudevents+json" and properties["type"] == envelope["type"]
        assert envelope["specversion"] == "1.0" and envelope["source"] == "/coopt/notifications"
        audience, *_, name = message["routingKey"].split(".")
        assert envelope["type"] == f"coopt.notifications.{audience}-{name}.v1"
        assert INSTANT.fullmatch(envelope["time"])
    for audience in ("staff", "member", "company", "candidate", "charity", "finance"):
        assert any(message["routingKey"].startswith(f"{audience}.") for message in published), audience


def test_nobody_in_the_published_recording_can_be_reached(published):
    for message in published:
        text = json.dumps(message, ensure_ascii=False)
        assert all(address.endswith((".example", "example.org", "example.com"))
                   for address in re.findall(r"[\w.+-]+@([\w.-]+\w)", text)), text
        assert all(number.startswith("+3363998") for number in re.findall(r"\+33\d{9}", text)), text
