"""A staff tool, behind the kit's protocol; `--wrong=…` makes one mistake that real ones make.

Right, it is an example of how a tool goes about it: it works on one notification at a time, serves the connection meanwhile,
acknowledges when the work is done, and remembers what it has worked on.
"""

import argparse
import json
import os
import sys
import time
from collections import deque
from datetime import datetime
from pathlib import Path

import pika
from pika.exceptions import AMQPError

from kit_lines import read_lines, say

QUEUE, STREAM = "staff.sample", "coopt.notifications.stream"


class Consumer:
    def __init__(self, wrong):
        self.wrong = wrong
        self.address = pika.URLParameters(os.environ["COOPT_STAFF_AMQP_URL"])
        self.address.connection_attempts, self.address.socket_timeout = 1, 5
        self.done_file = Path(os.environ["COOPT_CONFORMANCE_STATE"]) / "done"
        self.done = set(self.done_file.read_text().split()) if self.done_file.exists() else set()
        self.work, self.lines = deque(), deque()
        self.current = self.order = self.connection = self.channel = None

    def connect(self):
        self.connection = pika.BlockingConnection(self.address)
        self.channel = self.connection.channel()
        self.current = None
        self.work.clear()
        if self.wrong != "no-prefetch":
            self.channel.basic_qos(prefetch_count=200)
        if self.order["do"] == "listen":
            queue = {"server-named-queue": "", "foreign-queue": "dashboard"}.get(self.wrong, QUEUE)
            self.channel.queue_declare(queue, durable=True, exclusive=self.wrong == "exclusive-queue")
            for topic in self.order["topics"] if self.wrong != "other-topic" else ["member.#"]:
                self.channel.queue_bind(queue, "coopt.notifications", topic)
            self.channel.basic_consume(queue, self.take, auto_ack=self.wrong == "no-acks")
            return
        if "offset" in self.order:
            start = self.order["offset"] + (2 if self.wrong == "late-offset" else 0)
        else:
            start = datetime.fromisoformat(self.order["since"].replace("Z", "+00:00")).replace(tzinfo=None)
        if self.wrong == "next-only":
            start = "next"
        if self.wrong == "from-the-beginning":
            start = "first"
        arguments = {} if self.wrong == "no-offset" else {"x-stream-offset": start}
        self.channel.basic_consume(STREAM, self.take, auto_ack=self.wrong == "no-acks", arguments=arguments)

    def take(self, channel, delivery, properties, body):
        if self.wrong == "early-acks":
            channel.basic_ack(delivery.delivery_tag)
        self.work.append((delivery, properties, body))

    def is_ours(self, delivery, properties, event):
        """Whether there is work to do on it."""
        if properties.user_id != "notifications" and self.wrong != "believes-anybody":
            return False
        if not delivery.routing_key.startswith("staff."):
            return False
        if self.order["do"] == "replay" and "since" in self.order and self.wrong != "from-the-beginning":
            if datetime.fromisoformat(event["time"].replace("Z", "+00:00")) < datetime.fromisoformat(
                    self.order["since"].replace("Z", "+00:00")):
                return False
        return event["id"] not in self.done or self.wrong == "tells-again"

    def begin(self):
        """Hands the next notification over for work, if there is any."""
        while self.work and self.current is None:
            delivery, properties, body = self.work.popleft()
            event = json.loads(body)
            if self.wrong == "knows-all-fields":
                unknown = set(event["data"]) - {"notificationId", "audience", "recipientId", "name", "locale", "subject",
                                                "text", "details"}
                if unknown:
                    sys.exit(f"what are {unknown}?")
            if self.is_ours(delivery, properties, event):
                self.current = delivery.delivery_tag, event["id"]
                say(told=event["id"])
                if self.wrong == "blocks-in-callback":
                    while not self.lines:
                        time.sleep(0.05)
            else:
                self.acknowledge(delivery.delivery_tag)

    def acknowledge(self, tag):
        if self.wrong not in ("no-acks", "early-acks"):
            self.channel.basic_ack(tag)

    def worked(self, identity):
        if self.current is None or self.current[1] != identity:
            return self.remember(identity)  # The connection was lost meanwhile; it comes again, and is known then.
        self.remember(identity)
        self.acknowledge(self.current[0])
        self.current = None

    def remember(self, identity):
        self.done.add(identity)
        with self.done_file.open("a") as file:
            file.write(identity + "\n")

    def line(self, line):
        self.lines.append(line)
        try:
            self.connection.add_callback_threadsafe(lambda: None)
        except AMQPError:
            pass

    def run(self):
        self.order = json.loads(sys.stdin.readline())
        is_reading = False
        while True:
            try:
                self.connect()
                if not is_reading:
                    is_reading = True
                    read_lines(self.line)
                while True:
                    while self.lines:
                        line = self.lines.popleft()
                        if line is None or "do" in line:
                            sys.exit(0)
                        self.worked(line["worked"])
                    self.begin()
                    if not self.lines:
                        self.connection.process_data_events(time_limit=1)
            except (AMQPError, OSError) as error:
                print(f"tries again: {error!r}", file=sys.stderr, flush=True)
                if self.wrong in ("gives-up", "blocks-in-callback"):
                    raise
                time.sleep(0.2)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--wrong", default="")
    Consumer(arguments.parse_args().wrong).run()
