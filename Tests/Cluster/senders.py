"""Clients that outlive the node they are connected to: what is not answered they send again, under the same id."""

import itertools
import json
import random
import threading
import time

import pika

from outside.client import ACCEPTED, DIRECT_REPLY_TO, NOT_YET_KNOWN
from outside.connection import addresses, parameters
from outside.envelope import Message, cloud_event, new_id, properties_of, received

# Seconds without an answer after which a request is sent again, and how often before another connection is tried: one
# that was opened while a queue had no leader may not reach that queue until the lost node is back.
AGAIN_AFTER, TIMES = 2, 3


def open_connection(url):
    """A connection to any node that answers; one that goes silent is missed within some seconds."""
    choices = [parameters(address) for address in addresses(url)]
    for choice in choices:
        choice.heartbeat, choice.socket_timeout, choice.stack_timeout, choice.blocked_connection_timeout = 4, 2, 4, 10
    random.shuffle(choices)
    return pika.BlockingConnection(choices)


class DoesNotAnswer(Exception):
    """A connection is open, and what is asked over it is not answered."""


def leave(connection):
    """Drops a connection that does not answer: pika's own goodbye would wait for an answer, too, and for ever."""
    connection._impl._transport.abort()


class Request:
    """Something that is asked for once, however often it has to be said."""

    def __init__(self, command, data, subject=None):
        self.command, self.data, self.subject = command, data, subject
        self.id = new_id()
        self.sent, self.replies = [], []

    @property
    def reply(self):
        return self.replies[-1][1]

    @property
    def answered_at(self):
        return self.replies[0][0]

    @property
    def is_accepted(self):
        return bool(self.replies) and self.reply.type == ACCEPTED


class Worker(threading.Thread):
    """Does its work over a connection that is made anew when it is lost."""

    def __init__(self, name, url):
        super().__init__(name=name, daemon=True)
        self.url = url
        self.losses = 0
        self.failure = None
        self.ending = threading.Event()
        self.doing = "nothing yet"
        self._doing_since = time.monotonic()

    def __str__(self):
        return f"{self.name} has been {self.doing} for {time.monotonic() - self._doing_since:.1f} s, after {self.losses} losses"

    def does(self, what):
        """Remembers what it does, for whoever waits for it in vain."""
        self.doing, self._doing_since = what, time.monotonic()

    def run(self):
        while not self.is_done():
            try:
                self.does("connecting")
                connection = open_connection(self.url)
                self.does(f"at work over port {connection._impl.params.port}")
                self.work(connection)
                connection.close()
            except DoesNotAnswer:
                leave(connection)
            except (pika.exceptions.AMQPError, OSError):
                self.losses += 1
                # While no node takes connections: not a spin.
                self.ending.wait(0.1)
            except Exception as error:  # what is wrong with the test itself has to be seen by whoever waits
                self.failure = error
                raise


class Sender(Worker):
    """Sends requests of one lane at a rate, with direct reply-to, until they are used up or it is told to stop.

    `requests` gives requests, or None when there is none at the moment.
    """

    def __init__(self, lane, url, requests, rate):
        super().__init__(lane, url)
        self.lane, self.requests, self.rate = lane, iter(requests), rate
        self.source = f"https://{lane}.example.com"
        self.made, self.outstanding = [], {}
        self.stopping, self.used_up = False, False
        self.renewals = 0
        self._next_at = 0

    def __str__(self):
        return (f"{super().__str__()}; {self.renewals} connections left that did not answer, {len(self.outstanding)} of"
                f" {len(self.made)} not answered")

    def stop(self):
        """No further requests; what was asked is still waited for."""
        self.stopping = True

    def is_done(self):
        return (self.stopping or self.used_up) and not self.outstanding

    def work(self, connection):
        channel, opened = connection.channel(), time.monotonic()
        channel.basic_consume(DIRECT_REPLY_TO, self._answered, auto_ack=True)
        for request in list(self.outstanding.values()):
            self._send(channel, request)
        while not self.is_done():
            now = time.monotonic()
            late = [r for r in self.outstanding.values() if now - r.sent[-1] > AGAIN_AFTER]
            if any(sum(sent > opened for sent in request.sent) >= TIMES for request in late):
                self.renewals += 1
                raise DoesNotAnswer
            for request in late:
                self._send(channel, request)
            if now >= self._next_at and len(self.outstanding) < 24:
                self._next_at = now + 1 / self.rate
                self._begin(channel)
            connection.process_data_events(time_limit=0.02)

    def _begin(self, channel):
        if self.stopping or self.used_up:
            return
        try:
            request = next(self.requests)
        except StopIteration:
            self.used_up = True
            return
        if request is not None:
            self.made.append(request)
            self.outstanding[request.id] = request
            self._send(channel, request)

    def _send(self, channel, request):
        exchange, key, type = route(request.command)
        request.sent.append(time.monotonic())
        event = cloud_event(type, request.data, self.source, request.id)
        properties = properties_of(event, reply_to=DIRECT_REPLY_TO, correlation_id=request.id)
        channel.basic_publish(exchange, key, json.dumps(event), properties)

    def _answered(self, _channel, method, properties, body):
        reply = Message(method.routing_key, properties, body)
        request = self.outstanding.pop(properties.correlation_id, None)
        if request is None:  # an answer to a repetition
            request = next(r for r in self.made if r.id == properties.correlation_id)
        elif reply.type != ACCEPTED and reply.data.get("code") in NOT_YET_KNOWN:
            # As the contract has it: said again under a new id, until it is known.
            request.id = new_id()
            self.outstanding[request.id] = request
            return
        request.replies.append((time.monotonic(), reply))

    # What was seen

    def answered(self, since=0.0):
        """Requests first sent after a moment that have been answered."""
        return [request for request in self.made if request.replies and request.sent[0] >= since]

    def longest_silence(self, since):
        """Between two answers, one of them after a moment, seconds in which none came."""
        times = sorted(request.answered_at for request in self.made if request.replies)
        return max((b - a for a, b in itertools.pairwise(times) if b > since), default=0.0)

    def slowest(self, since):
        """Seconds that the slowest of those answered after a moment took, from the first time it was sent."""
        return max((r.answered_at - r.sent[0] for r in self.made if r.replies and r.answered_at > since), default=0.0)


class Listener(Worker):
    """Keeps what a durable queue of three gets; what comes again after a lost connection is kept as often as it comes."""

    def __init__(self, url, queue, keys):
        super().__init__(queue, url)
        self.queue, self.keys = queue, keys
        self.heard = []

    def is_done(self):
        return self.ending.is_set()

    def declare(self):
        """So that nothing is missed from here on."""
        with open_connection(self.url) as connection:
            channel = connection.channel()
            channel.queue_declare(self.queue, durable=True, arguments={"x-queue-type": "quorum"})
            for key in self.keys:
                channel.queue_bind(self.queue, "coopt.notifications", key)
        return self

    def work(self, connection):
        where = self.doing
        self.does(f"asking to consume, {where}")
        channel = connection.channel()
        channel.basic_qos(prefetch_count=100)
        channel.basic_consume(self.queue, self._keep)
        self.does(where)
        while not self.is_done():
            connection.process_data_events(time_limit=0.1)
        channel.queue_delete(self.queue)

    def _keep(self, channel, method, properties, body):
        for message in received(method.routing_key, properties, body):
            self.heard.append((time.monotonic(), message))
        channel.basic_ack(method.delivery_tag)


def route(command):
    """Exchange, routing key and type of a command or report."""
    if command.split(".")[0] in ("hire", "payout"):
        return "coopt.integration", command, f"coopt.integration.{command.replace('.', '-')}.v1"
    return "coopt.commands", command, f"coopt.{command}.v1"
