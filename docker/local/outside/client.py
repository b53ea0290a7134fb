"""Clients that ask and are answered: a staff tool that commands, an ATS that reports hires."""

import json

from .connection import Participant
from .deadline import Deadline, NotInTime
from .envelope import Message, cloud_event, new_id, properties_of
from .stack import SERVICES

ACCEPTED = "coopt.reply.accepted.v1"
REJECTED = "coopt.reply.rejected.v1"
DIRECT_REPLY_TO = "amq.rabbitmq.reply-to"
# The logins that services answer with, or their own where they have none for it: the broker lets nobody else name them as
# `user_id`.
ANSWERING = frozenset(SERVICES) | {f"{service}-replies" for service in SERVICES}

# What a service answers while it has not heard of something that another one owns (contract, Replies and commands).
NOT_YET_KNOWN = ("member-not-active", "offer-not-open", "company-not-found", "interview-not-found", "offer-not-found",
                 "member-not-found")


class Refused(Exception):
    """A request was refused with a problem."""

    def __init__(self, request, reply):
        super().__init__(f"{request} was refused: {reply.raw}")
        self.code = reply.data["code"]
        self.reply = reply


class Client(Participant):
    """Publishes requests and awaits their replies by correlation id, in a reply queue of its own.

    An answer is one that the broker says a service's login for replies published; `forged` has the others.
    """

    def __init__(self, url, source, reply_queue=None):
        super().__init__(url)
        self.source = source
        self.reply_to = reply_queue or DIRECT_REPLY_TO
        self._replies, self.forged = {}, []
        if reply_queue:
            self.channel.queue_declare(reply_queue, exclusive=True, auto_delete=True)
        self.channel.basic_consume(self.reply_to, self._keep, auto_ack=True)

    def _keep(self, _channel, method, properties, body):
        message = Message(method.routing_key, properties, body)
        if properties.user_id in ANSWERING:
            self._replies.setdefault(properties.correlation_id, []).append(message)
        else:
            self.forged.append(message)

    def publish(self, exchange, routing_key, event, wants_reply=True):
        """Publishes an envelope; the reply's correlation id is made here and returned."""
        return self.publish_raw(exchange, routing_key, json.dumps(event), properties_of(event), wants_reply)

    def publish_raw(self, exchange, routing_key, body, properties, wants_reply=True):
        """Publishes any bytes with any properties, as a careless system would."""
        if wants_reply:
            properties.reply_to = self.reply_to
            properties.correlation_id = new_id()
        self.channel.basic_publish(exchange, routing_key, body, properties)
        return properties.correlation_id

    def reply(self, correlation_id, within=15):
        """The reply to one request."""
        return self.replies([correlation_id], within)[0]

    def replies(self, correlation_ids, within=15):
        """The replies to several requests, in their order."""
        waiting = list(correlation_ids)

        def arrived():
            while waiting and waiting[-1] in self._replies:
                waiting.pop()
            return not waiting

        if not self.wait(Deadline(within), arrived):
            missing = len(correlation_ids) - self.answered(correlation_ids)
            raise NotInTime(f"{missing} of {len(correlation_ids)} replies did not come within {within} s")
        return [self._replies[correlation_id][-1] for correlation_id in correlation_ids]

    def answered(self, correlation_ids):
        """How many of these requests have been answered so far."""
        return sum(correlation_id in self._replies for correlation_id in correlation_ids)

    def await_answers(self, correlation_ids, count, within=15):
        """Waits until that many of the requests are answered."""
        if not self.wait(Deadline(within), lambda: self.answered(correlation_ids) >= count):
            raise NotInTime(f"{self.answered(correlation_ids)} instead of {count} replies within {within} s")


# Who sits at a staff tool where a scene does not say (A2).
SOMEBODY = "agent.7"


class StaffTool(Client):
    """Commands, as a front end or a staff tool sends them, in the name of whoever sits at it."""

    def __init__(self, stack, reply_queue=None, actor=SOMEBODY):
        super().__init__(stack["COOPT_STAFF_AMQP_URL"], "https://staff.example.com/tool", reply_queue)
        self.actor = actor

    def send(self, command, data, id=None, correlation_id=None, **envelope):
        """Publishes a command without waiting; returns the reply's correlation id. `actor=None` names nobody."""
        actor = envelope.get("actor", self.actor)
        event = cloud_event(f"coopt.{command}.v1", data, self.source, id, correlation_id, actor)
        return self.publish("coopt.commands", command, event)

    def ask(self, command, data, within=15, **envelope):
        """The reply to a command, whatever it says."""
        try:
            return self.reply(self.send(command, data, **envelope), within)
        except NotInTime:
            raise NotInTime(f"{command} was not answered within {within} s") from None

    def accept(self, command, data, within=15, **envelope):
        """The result of a command that has to be accepted."""
        reply = self.ask(command, data, within, **envelope)
        if reply.type != ACCEPTED:
            raise Refused(command, reply)
        return reply.data

    def refuse(self, command, data, within=15, **envelope):
        """The problem of a command that has to be refused."""
        reply = self.ask(command, data, within, **envelope)
        if reply.type != REJECTED:
            raise AssertionError(f"{command} was not refused: {reply.raw}")
        return reply.data

    def accept_once_known(self, command, data, within=20, **envelope):
        """Repeats a command, under a new id each time, while the service has not heard of what the data name."""
        return self.accept_all_once_known([(command, data)], within, **envelope)[0]

    def accept_all_once_known(self, requests, within=60, **envelope):
        """The same for many commands in flight at once; the results come in their order."""
        deadline = Deadline(within)
        results = [None] * len(requests)
        left = list(range(len(requests)))
        while left:
            sent = [self.send(*requests[index], **envelope) for index in left]
            for index, reply in zip(left, self.replies(sent, max(deadline.left, 1))):
                results[index] = self._result(requests[index][0], reply, deadline)
            left = [index for index in left if results[index] is None]
        return results

    @staticmethod
    def _result(command, reply, deadline):
        if reply.type == ACCEPTED:
            return reply.data
        if reply.data["code"] not in NOT_YET_KNOWN or deadline.is_over:
            raise Refused(command, reply)
        return None


class ApplicantTracker(Client):
    """An applicant tracking system: it reports hires, and hears what became of them."""

    def __init__(self, stack, system="ats.example.com"):
        super().__init__(stack["COOPT_ATS_AMQP_URL"], f"https://{system}/hires", f"ats.{system}.{new_id()}")
        self.system = system

    def hire(self, data, id=None):
        """Publishes a hire without waiting; returns the reply's correlation id."""
        data = {"sourceSystem": self.system, "applicationId": new_id()} | data
        return self.report("hire.reported", data, id)

    def report(self, routing_key, data, id=None):
        event = cloud_event(f"coopt.integration.{routing_key.replace('.', '-')}.v1", data, self.source, id)
        return self.publish("coopt.integration", routing_key, event)
