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
        """The properties and body of the first dead letter that matches."""
        found = []

        def arrived():
            while self._held and not found:
                method, properties, body = self._held.pop(0)
                if matches(properties, body):
                    self.channel.basic_ack(method.delivery_tag)
                    found.append((properties, body))
            return found

        if not self.wait(Deadline(within), arrived):
            raise NotInTime(f"nothing of that kind in {self.queue} within {within} s")
        return found[0]
