"""A finance system: it confirms what it has paid, and says what it could not pay."""

from outside.client import Client
from outside.envelope import cloud_event, instant, new_id


class Finance(Client):
    """Publishes `payout.confirmed` and `payout.failed`, and hears what became of them."""

    def __init__(self, stack):
        super().__init__(stack["COOPT_FINANCE_AMQP_URL"], "https://finance.example.com", f"finance.reply.{new_id()}")

    def confirm(self, payout_id, **more):
        """Confirms a payout without waiting; returns the reply's correlation id."""
        return self._report("confirmed", {"payoutId": payout_id, "paidAt": instant(), "reference": new_id()} | more)

    def fail(self, payout_id, **more):
        """Says that a payout could not be made, in the same way."""
        failure = {"payoutId": payout_id, "failedAt": instant(), "reason": "Compte clôturé"}
        return self._report("failed", failure | more)

    def _report(self, what, data):
        event = cloud_event(f"coopt.integration.payout-{what}.v1", data, self.source)
        return self.publish("coopt.integration", f"payout.{what}", event)
