"""Listeners: what flows, live and replayed."""

from .connection import Participant
from .deadline import Deadline, NotInTime
from .envelope import Message, new_id, received

# What the broker sends ahead of acknowledgements. Somebody whose socket is full for 30 s because nobody reads it is thrown
# out, and a test may be busy elsewhere for longer.
AHEAD = 1000


class Topic(Participant):
    """Collects everything that an exchange routes to some keys, from the moment it is made; it may be read late."""

    def __init__(self, url, exchange="coopt.notifications", keys=("#",), queue_prefix="staff.listener"):
        super().__init__(url)
        self.collected = []
        self.queue = f"{queue_prefix}.{new_id()}"
        self.channel.queue_declare(self.queue, exclusive=True, auto_delete=True)
        for key in keys:
            self.channel.queue_bind(self.queue, exchange, key)
        self.channel.basic_qos(prefetch_count=AHEAD)
        self.channel.basic_consume(self.queue, self._keep)

    def _keep(self, channel, method, properties, body):
        self.collected.extend(received(method.routing_key, properties, body))
        channel.basic_ack(method.delivery_tag)

    def gather(self, matches, count, within=20):
        """Waits until at least that many collected messages match, and returns all that do."""
        found, seen = [], 0

        def arrived():
            nonlocal seen
            fresh, seen = self.collected[seen:], len(self.collected)
            found.extend(filter(matches, fresh))
            return len(found) >= count

        if not self.wait(Deadline(within), arrived):
            raise NotInTime(f"{len(found)} instead of {count} messages within {within} s; of the last: {self.recent()}")
        return found

    def expect(self, routing_key, matches=lambda message: True, within=20):
        """The first message with that routing key that matches, collected already or still to come."""
        try:
            return self.gather(lambda m: m.routing_key == routing_key and matches(m), 1, within)[0]
        except NotInTime:
            raise NotInTime(f"no {routing_key} within {within} s; the last were {self.recent()}") from None

    def matching(self, matches):
        """What has been collected so far and matches."""
        self.connection.process_data_events(time_limit=0)
        return [message for message in self.collected if matches(message)]

    def catch_up(self):
        """Collects everything that the broker had confirmed to its publishers before."""
        is_more = True
        while is_more:
            queue = self.channel.queue_declare(self.queue, passive=True)  # the answer comes behind what was on its way
            is_more = queue.method.message_count > 0
            self.connection.process_data_events(time_limit=0)

    def recent(self):
        return [message.routing_key for message in self.collected[-12:]]


def replayed(url, ids, offset="first", within=60):
    """Reads the stream from an offset until every id has come; returns the messages by id."""
    ids, found = set(ids), {}
    with Participant(url) as reader:

        def keep(channel, method, properties, body):
            message = Message(method.routing_key, properties, body)
            if message.id in ids:
                found[message.id] = message
            channel.basic_ack(method.delivery_tag)

        # A stream is consumed with a prefetch and with acknowledgements; they move no cursor.
        reader.channel.basic_qos(prefetch_count=500)
        reader.channel.basic_consume("coopt.notifications.stream", keep, arguments={"x-stream-offset": offset})
        if not reader.wait(Deadline(within), lambda: ids <= found.keys()):
            raise NotInTime(f"{len(ids - found.keys())} of {len(ids)} messages are not in the stream")
    return found
