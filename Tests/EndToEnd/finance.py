"""A finance system: it confirms what it has paid."""

from outside.client import Client
from outside.envelope import cloud_event, instant, new_id


class Finance(Client):
    """Publishes `payout.confirmed`, and hears what became of it."""

    def __init__(self, stack):
        super().__init__(stack["COOPT_FINANCE_AMQP_URL"], "https://finance.example.com", f"finance.reply.{new_id()}")

    def confirm(self, payout_id, **more):
        """Confirms a payout without waiting; returns the reply's correlation id."""
        data = {"payoutId": payout_id, "paidAt": instant(), "reference": new_id()} | more
        event = cloud_event("coopt.integration.payout-confirmed.v1", data, self.source)
        return self.publish("coopt.integration", "payout.confirmed", event)
