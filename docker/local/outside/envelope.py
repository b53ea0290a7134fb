"""CloudEvents 1.0 on AMQP, as the contract has them."""

import json
import uuid
from datetime import datetime, timedelta, timezone

import pika


def new_id():
    return str(uuid.uuid4())


def instant(moment=None):
    """RFC 3339 in UTC; now, unless a moment is given."""
    moment = moment or datetime.now(timezone.utc)
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def later(**delta):
    """The instant that is so much later than now, as `later(hours=1)`; earlier, where that is negative."""
    return instant(datetime.now(timezone.utc) + timedelta(**delta))


def cloud_event(type, data, source, id=None, correlation_id=None, actor=None):
    """An envelope in structured mode, as a dictionary; `actor` says who decides (A2)."""
    event = {
        "specversion": "1.0",
        "id": id or new_id(),
        "source": source,
        "type": type,
        "time": instant(),
        "datacontenttype": "application/json",
        "data": data,
    }
    if correlation_id:
        event["correlationid"] = correlation_id
    if actor:
        event["actor"] = actor
    return event


def properties_of(event, **more):
    """The AMQP properties that go with an envelope."""
    return pika.BasicProperties(
        content_type="application/cloudevents+json",
        delivery_mode=pika.spec.PERSISTENT_DELIVERY_MODE,
        message_id=event["id"],
        type=event["type"],
        **more,
    )


def received(routing_key, properties, body):
    """The messages in a delivery: one, or several events that services told each other at once (batch mode)."""
    if not (properties.content_type or "").startswith("application/cloudevents-batch"):
        return [Message(routing_key, properties, body)]
    return [Message(routing_key, properties, json.dumps(event).encode()) for event in json.loads(body)]


class Message:
    """A message as it was received."""

    def __init__(self, routing_key, properties, body):
        self.routing_key = routing_key
        self.properties = properties
        self.raw = body.decode()
        self.envelope = json.loads(self.raw)

    @property
    def id(self):
        return self.envelope["id"]

    @property
    def type(self):
        return self.envelope["type"]

    @property
    def data(self):
        return self.envelope["data"]

    @property
    def details(self):
        """What a notification says for programs."""
        return self.data["details"]

    @property
    def name(self):
        """The last word of the routing key."""
        return self.routing_key.rsplit(".", 1)[-1]

    @property
    def correlation_id(self):
        return self.envelope.get("correlationid")

    @property
    def causation_id(self):
        return self.envelope.get("causationid")

    @property
    def text(self):
        """The whole message as text without escapes, to search for what must not be in it."""
        headers = {key: str(value) for key, value in (self.properties.headers or {}).items()}
        return " ".join([self.routing_key, json.dumps(self.envelope, ensure_ascii=False), str(headers), self.raw])

    def __repr__(self):
        return f"<{self.routing_key} {self.raw}>"
