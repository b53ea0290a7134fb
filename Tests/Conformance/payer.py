"""A system that pays, behind the kit's protocol; `--wrong=…` makes one mistake that real ones make.

Right, it is an example of how finance goes about it: an instruction is kept before it is acknowledged, a payment is written
down together with the report of it before the money goes, and the report is published until it is confirmed.
"""

import argparse
import json
import os
import sqlite3
import sys
import time
import uuid
from collections import deque
from datetime import datetime, timezone
from pathlib import Path

import pika
from pika.exceptions import AMQPError

from kit_lines import read_lines, say

QUEUE, SOURCE = "finance.payouts", "https://finance.example.com"
TOLD = ("finance.payout-requested", "finance.payout-cancelled")


def now():
    return datetime.now(timezone.utc).isoformat()


class Register:
    """What is to be paid, what was, and what is still to be reported: outlives the program."""

    def __init__(self, path):
        self.database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.database.execute("create table if not exists payouts (id text primary key, cents int, state text)")
        self.database.execute("create table if not exists reports (id text primary key, key text, body text, sent int)")

    def ask(self, statement, *values):
        return self.database.execute(statement, values).fetchall()

    def request(self, payout, cents):
        self.ask("insert or ignore into payouts values (?, ?, 'open')", payout, cents)

    def cancel(self, payout):
        self.ask("insert into payouts values (?, 0, 'cancelled') on conflict (id) do update set state = 'cancelled'"
                 " where state = 'open'", payout)

    def settle(self, payout, state, key, envelope):
        """The payment and what has to be said of it, together or not at all."""
        with self.database:
            self.ask("begin")
            self.ask("update payouts set state = ? where id = ?", state, payout)
            self.ask("insert into reports values (?, ?, ?, 0)", envelope["id"], key, json.dumps(envelope))


class Payer:
    def __init__(self, wrong):
        self.wrong = wrong
        self.address = pika.URLParameters(os.environ["COOPT_FINANCE_AMQP_URL"])
        self.address.connection_attempts, self.address.socket_timeout = 1, 5
        path = ":memory:" if wrong == "forgets" else Path(os.environ["COOPT_CONFORMANCE_STATE"]) / "payouts.db"
        self.register = Register(path)
        self.inbox, self.answers = deque(), {}
        self.connection = self.channel = None
        self.lines_begin = True

    def connect(self):
        self.connection = pika.BlockingConnection(self.address)
        self.channel = self.connection.channel()
        if self.wrong != "no-confirms":
            self.channel.confirm_delivery()
        if self.wrong != "no-prefetch":
            self.channel.basic_qos(prefetch_count=100)
        self.channel.basic_consume("amq.rabbitmq.reply-to", self.answered, auto_ack=True)
        queue = {"server-named-queue": "", "foreign-queue": "payouts"}.get(self.wrong, QUEUE)
        self.channel.queue_declare(queue, durable=self.wrong != "exclusive-queue", exclusive=self.wrong == "exclusive-queue")
        for key in TOLD:
            self.channel.queue_bind(queue, "coopt.notifications", key)
        if self.wrong != "never-asks":
            self.ask_what_is_open()
        self.channel.basic_consume(queue, lambda *delivery: self.inbox.append(("heard", delivery)),
                                   auto_ack=self.wrong == "no-acks")

    def answered(self, _channel, _delivery, properties, body):
        self.answers[properties.correlation_id] = json.loads(body)

    def send(self, exchange, key, envelope, **more):
        properties = pika.BasicProperties(
            content_type="application/cloudevents+json", delivery_mode=2, message_id=envelope["id"],
            type=envelope["type"], user_id=self.address.credentials.username, correlation_id=envelope["id"], **more)
        self.channel.basic_publish(exchange, key, json.dumps(envelope).encode(), properties, mandatory=True)

    def ask_what_is_open(self):
        token = None
        while True:
            data = {"state": "requested"} | ({"pageToken": token} if token else {})
            question = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": SOURCE, "time": now(),
                        "type": "coopt.rewards.list-payouts.v1", "data": data}
            self.send("coopt.commands", "rewards.list-payouts", question, reply_to="amq.rabbitmq.reply-to")
            deadline = time.monotonic() + 10
            while question["id"] not in self.answers and time.monotonic() < deadline:
                self.connection.process_data_events(time_limit=0.2)
            page = self.answers.pop(question["id"])["data"]
            for payout in page["payouts"]:
                self.register.request(payout["payoutId"], payout["amountCents"])
            token = page.get("nextPageToken")
            if not token or self.wrong == "first-page-only":
                return

    def heard(self, channel, delivery, properties, body):
        event = json.loads(body)
        data = event["data"]
        if properties.user_id != "notifications" and self.wrong != "believes-anybody":
            print(f"not the platform's word: {properties.user_id}", file=sys.stderr)
        else:
            if delivery.routing_key == "finance.payout-requested":
                if self.wrong == "pays-by-message":
                    # One payment a message, and not one an instruction.
                    self.register.request(f"{data['payoutId']} {len(self.register.ask('select * from payouts'))}",
                                          data["amountCents"])
                else:
                    self.register.request(data["payoutId"], data["amountCents"])
            elif self.wrong == "refunds":
                self.report_failure(data["payoutId"])
            elif self.wrong == "forgets-early-cancellation":
                self.register.ask("update payouts set state = 'cancelled' where id = ? and state = 'open'", data["payoutId"])
            elif self.wrong != "ignores-cancellation":
                self.register.cancel(data["payoutId"])
            if self.wrong != "silent":
                say(heard=event["id"])
        if self.wrong != "no-acks":
            channel.basic_ack(delivery.delivery_tag)

    def report(self, kind, payout, **data):
        return {"specversion": "1.0", "id": str(uuid.uuid4()), "source": SOURCE, "time": now(),
                "type": f"coopt.integration.payout-{kind}.v1", "data": {"payoutId": payout[:36]} | data}

    def report_failure(self, payout):
        self.register.settle(payout, "failed", "payout.failed",
                             self.report("failed", payout, failedAt=now(), reason="the account is closed"))

    def pay(self, refused):
        for payout, cents in self.register.ask("select id, cents from payouts where state = 'open' order by rowid"):
            if payout in refused and self.wrong != "no-failures":
                self.report_failure(payout)
                continue
            if payout in refused:
                self.register.ask("update payouts set state = 'failed' where id = ?", payout)
                continue
            paid_at = "2019-01-01T00:00:00Z" if self.wrong == "old-payment-date" else now()
            envelope = self.report("confirmed", payout, paidAt=paid_at, reference=f"BANK-{payout[:8]}")
            if self.wrong == "no-reference":
                del envelope["data"]["reference"]
            if self.wrong == "amount-in-euros":
                cents = cents // 100 + 1_000_000
            if self.wrong == "pays-before-writing":
                say(paid=payout[:36], amountCents=cents)
                self.send("coopt.integration", "payout.confirmed", envelope)
                self.register.ask("update payouts set state = 'paid' where id = ?", payout)
                continue
            self.register.settle(payout, "paid", "payout.confirmed", envelope)
            say(paid=payout[:36], amountCents=cents)
        self.publish_reports()

    def publish_reports(self):
        for identity, key, body in self.register.ask("select id, key, body from reports where sent = 0 order by rowid"):
            if self.wrong == "never-confirms" and key == "payout.confirmed":
                continue
            envelope = json.loads(body)
            if self.wrong == "new-id-on-retry":
                envelope["id"] = str(uuid.uuid4())
            self.send("coopt.integration", key, envelope)
            self.register.ask("update reports set sent = 1 where id = ?", identity)

    def do(self, order):
        if order is None or order["do"] == "end":
            sys.exit(0)
        if order["do"] != "pay":
            return say(unsupported=order["step"])
        self.pay(order["refused"])
        return say(done=order["step"])

    def run(self):
        """Serves what comes; a lost connection is made again, and what was not done is done then."""
        undone = None
        while True:
            try:
                self.connect()
                self.publish_reports() if self.wrong != "new-id-on-retry" else None
                if self.lines_begin:
                    self.lines_begin = False
                    read_lines(self.order)
                while True:
                    if undone:
                        self.do(undone)
                        undone = None
                    while self.inbox:
                        kind, what = self.inbox.popleft()
                        if kind == "heard":
                            self.heard(*what)
                        else:
                            undone = what or {"do": "end"}
                            self.do(undone)
                            undone = None
                    self.connection.process_data_events(time_limit=1)
            except (AMQPError, OSError) as error:
                print(f"tries again: {error!r}", file=sys.stderr, flush=True)
                if self.wrong == "gives-up":
                    raise
                self.inbox = deque(item for item in self.inbox if item[0] == "order")
                time.sleep(0.2)

    def order(self, order):
        self.inbox.append(("order", order))
        try:
            self.connection.add_callback_threadsafe(lambda: None)
        except AMQPError:
            pass  # It is taken when the connection is there again.


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--wrong", default="")
    Payer(arguments.parse_args().wrong).run()
