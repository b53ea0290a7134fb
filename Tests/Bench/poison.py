"""What bad messages cost the good ones: as many reports of hires, once alone and once with a bad one in every 200."""

import itertools
import json
import uuid
from datetime import UTC, datetime

import pika
from outside.connection import connect
from pipeline import await_depth, await_end
from progress import say

QUEUE, EVERY = "recommendations.integration", 200


def measure(running, count, repetitions):
    """Pairs of seconds: without bad messages, and with them."""
    pairs = []
    for number in range(repetitions):
        clean, poisoned = once(running, count, poisoned=False), once(running, count, poisoned=True)
        say(f"poison {number + 1} of {repetitions}: {count} reports in {clean:.2f} s, with one bad in every {EVERY} in"
            f" {poisoned:.2f} s")
        pairs.append((clean, poisoned))
    return pairs


def once(running, count, poisoned):
    running.await_idle()
    running.stop("recommendations")
    before = running.metrics.all_published()["notifications"]
    sent = publish(running, count, poisoned)
    await_depth(running, lambda depth: depth >= sent)
    starting = running.service("start", "recommendations")
    ended = await_end(running, before)
    starting.wait()
    return ended - running.processes.started("recommendations")


def publish(running, count, poisoned):
    """Reports of hires that nobody recommended, and bad ones of every kind in turn; how many messages they are."""
    connection = connect(running.stack["COOPT_ATS_AMQP_URL"])
    channel = connection.channel()
    kinds, sent = itertools.cycle(bad_ones()), 0
    for number in range(count):
        if poisoned and number % EVERY == 0:
            body, properties = next(kinds)
            channel.basic_publish("coopt.integration", "hire.reported", body, properties)
            sent += 1
        channel.basic_publish("coopt.integration", "hire.reported", json.dumps(report()).encode(), properties_of())
        sent += 1
    connection.close()
    return sent


def report():
    moment = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    return {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "/bench/poison", "time": moment,
            "type": "coopt.integration.hire-reported.v1",
            "data": {"applicationId": str(uuid.uuid4()), "sourceSystem": "bench", "offerReference": str(uuid.uuid4()),
                     "candidate": {"email": f"{uuid.uuid4()}@bench.example"}, "hiredAt": moment}}


def bad_ones():
    """One of each kind: no JSON, a field that is wrong, a type that nobody knows, one of another key, deep headers."""
    wrong, unknown, foreign = report(), report(), report()
    wrong["data"]["hiredAt"] = "soon"
    unknown["type"] = "coopt.integration.no-such-thing.v1"
    foreign["type"] = "coopt.integration.hire-withdrawn.v1"
    deep = {"leaf": 1}
    for _ in range(60):
        deep = {"inner": deep}
    return [(b"{", properties_of())] + [(json.dumps(message).encode(), properties_of())
                                        for message in (wrong, unknown, foreign)] + [
        (json.dumps(report()).encode(), properties_of(deep))]


def properties_of(headers=None):
    return pika.BasicProperties(content_type="application/cloudevents+json", delivery_mode=2, headers=headers)

