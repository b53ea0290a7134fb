"""A system that reports hires, behind the kit's protocol; `--wrong=…` makes one mistake that real ones make.

Right, it is an example of how a publisher goes about it: an id made with the message, confirms, `mandatory`, an answer that
is waited for, and every failure but a refusal tried again.
"""

import argparse
import json
import os
import sys
import time
import uuid
from datetime import datetime, timezone

import pika
from pika.exceptions import AMQPError, NackError, UnroutableError

EXCHANGE, SOURCE = "coopt.integration", "https://ats.example.com"
KEYS = {"report": "hire.reported", "withdraw": "hire.withdrawn"}
LOST = (AMQPError, OSError, NackError)


def now():
    return datetime.now(timezone.utc).isoformat()


def instant(value):
    """A date or a time of an export, with a zone."""
    moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).isoformat()


class Refused(Exception):
    """The platform will not have it, however often it is sent."""


class Publisher:
    def __init__(self, wrong):
        self.wrong = wrong
        self.address = pika.URLParameters(os.environ["COOPT_ATS_AMQP_URL"])
        self.address.connection_attempts, self.address.socket_timeout = 1, 5
        self.connection = self.channel = None
        self.answers = {}

    def message(self, order):
        """The message of an order: made once, published as often as it takes."""
        if order["do"] == "report":
            data = {"hiredAt": instant(order["hiredAt"]), "offerReference": order["offerReference"],
                    "candidate": {"email": order["email"]}}
        else:
            data = {"withdrawnAt": instant(order["withdrawnAt"]), "reason": order["reason"]}
        data |= {"sourceSystem": order["sourceSystem"], "applicationId": str(order["applicationId"])}
        if "asOf" in order and self.wrong != "no-as-of":
            data["asOf"] = order["asOf"]
        if self.wrong == "application-per-message":
            data["applicationId"] = str(uuid.uuid4())
        if self.wrong == "hired-now" and order["do"] == "report":
            data["hiredAt"] = now()
        if self.wrong == "raw-exports":
            data |= {name: order[name] for name in ("applicationId", "hiredAt") if name in order}
        if self.wrong == "dates-with-two-meanings" and "hiredAt" in order:
            data["hiredAt"] = datetime.fromisoformat(data["hiredAt"]).strftime("%d/%m/%Y")
        if self.wrong == "no-offer":
            data.pop("offerReference", None)
        envelope = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": SOURCE, "time": now(),
                    "type": f"coopt.integration.hire-{'reported' if order['do'] == 'report' else 'withdrawn'}.v1",
                    "data": data}
        if self.wrong == "same-id-always":
            envelope["id"] = "1"
        if self.wrong == "platform-source":
            envelope["source"] = "/coopt/recommendations"
        if self.wrong == "old-clock":
            envelope["time"] = "2026-01-01T00:00:00Z"
        if self.wrong == "no-time":
            del envelope["time"]
        return envelope

    def properties(self, envelope, is_binary):
        properties = pika.BasicProperties(
            content_type="application/cloudevents+json", delivery_mode=2, message_id=envelope["id"],
            type=envelope["type"], user_id=self.address.credentials.username,
            reply_to="amq.rabbitmq.reply-to", correlation_id=envelope["id"])
        if is_binary:
            prefix = "x-" if self.wrong == "binary-prefix" else "ce-"
            properties.content_type = "application/json"
            properties.headers = {prefix + name: value for name, value in envelope.items() if name != "data"}
        if self.wrong == "content-type":
            properties.content_type = "text/plain"
        if self.wrong == "transient":
            properties.delivery_mode = 1
        if self.wrong == "no-user-id":
            properties.user_id = None
        if self.wrong == "other-user-id":
            properties.user_id = "ats"
        if self.wrong == "other-message-id":
            properties.message_id = str(uuid.uuid4())
        if self.wrong == "no-answers":
            properties.reply_to = None
        return properties

    def connect(self):
        if self.connection and self.connection.is_open and self.channel.is_open:
            return
        self.connection = pika.BlockingConnection(self.address)
        self.channel = self.connection.channel()
        if self.wrong == "declares-exchange":
            self.channel.exchange_declare(EXCHANGE, "topic", durable=True)
        if self.wrong != "no-confirms":
            self.channel.confirm_delivery()
        self.channel.basic_consume("amq.rabbitmq.reply-to", self.answered, auto_ack=True)

    def answered(self, _channel, _delivery, properties, body):
        self.answers[properties.correlation_id] = json.loads(body)

    def publish(self, order, envelope):
        """Publishes once and waits for what the platform says to it; throws where that is not to be had."""
        self.connect()
        is_binary = order.get("mode") == "binary"
        body = envelope["data"] if is_binary else envelope
        key = {"other-key": "hire.created", "longer-key": "hire.reported.v1"}.get(self.wrong, KEYS[order["do"]])
        if self.wrong == "new-id-on-retry":
            envelope["id"] = str(uuid.uuid4())
        self.channel.basic_publish(EXCHANGE, key, json.dumps(body).encode(), self.properties(envelope, is_binary),
                                   mandatory=self.wrong not in ("not-mandatory", "ignores-returns"))
        if self.wrong in ("no-answers", "no-confirms", "not-mandatory", "ignores-returns", "ignores-refusals", "other-key",
                          "longer-key"):
            return
        deadline = time.monotonic() + 10
        while envelope["id"] not in self.answers:
            if time.monotonic() > deadline:
                raise TimeoutError("no answer")
            self.connection.process_data_events(time_limit=0.2)
        answer = self.answers.pop(envelope["id"])
        if answer["type"] == "coopt.reply.rejected.v1":
            raise Refused(answer["data"]["code"])

    def do(self, order):
        envelope = self.message(order)
        attempts = 0
        while True:
            try:
                self.publish(order, envelope)
                return {"done": order["step"]}
            except Refused as refused:
                return {"refused": order["step"], "code": str(refused)}
            except UnroutableError:
                if self.wrong == "ignores-returns":
                    return {"done": order["step"]}
                attempts += 1
                if attempts == 3:
                    return {"failed": order["step"], "why": "no queue takes it"}
            except (*LOST, TimeoutError) as error:
                print(f"tries again: {error!r}", file=sys.stderr, flush=True)
                self.connection = None
                if self.wrong == "gives-up":
                    return {"failed": order["step"], "why": repr(error)}
                if self.wrong == "sent-is-done":
                    return {"done": order["step"]}
                time.sleep(0.2)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--wrong", default="")
    wrong = arguments.parse_args().wrong
    publisher = Publisher(wrong)
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "end":
            break
        if wrong == "silent" or wrong == "foretells" and order["step"] > 1:
            continue
        if wrong == "foretells":  # Words on steps that nobody has asked for yet, and none when they are.
            print("\n".join(json.dumps({"done": step}) for step in range(2, 10)), flush=True)
        if order["do"] not in KEYS or wrong == "no-binary-mode" and order.get("mode") == "binary":
            print(json.dumps({"unsupported": order["step"]}), flush=True)
            continue
        if wrong == "done-first":
            print(json.dumps({"done": order["step"]}), flush=True)
            publisher.do(order)
            continue
        print(json.dumps(publisher.do(order)), flush=True)
    if wrong == "exit-status":
        sys.exit(3)


if __name__ == "__main__":
    main()
