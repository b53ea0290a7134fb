"""A service's dead letters, as an operator looks at them."""

from outside.connection import Participant
from outside.deadline import Deadline, NotInTime


class DeadLetters(Participant):
    """Reads `<service>.dead-letters`; takes what is asked for out of it and leaves the rest there."""

    def __init__(self, stack, service):
        super().__init__(stack["COOPT_ADMIN_AMQP_URL"])
        self._held = []
        self.queue = f"{service}.dead-letters"
        self.channel.basic_consume(self.queue, lambda _channel, *letter: self._held.append(letter))

    def take(self, matches, within=20):
        """The properties and body of the first dead letter that matches, of those that were not taken yet."""
        found, seen = [], 0

        def arrived():
            nonlocal seen
            fresh, seen = self._held[seen:], len(self._held)
            found.extend(letter for letter in fresh if matches(*letter[1:]))
            return found

        if not self.wait(Deadline(within), arrived):
            raise NotInTime(f"nothing of that kind in {self.queue} within {within} s")
        method, *letter = found[0]
        self.channel.basic_ack(method.delivery_tag)
        self._held.remove(found[0])
        return letter
