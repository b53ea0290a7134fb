"""Pays what is asked for, and confirms it."""
import json, os, uuid
from datetime import datetime, timezone
import kombu

with kombu.Connection(os.environ["COOPT_FINANCE_AMQP_URL"], transport_options={"confirm_publish": True}) as connection:
    channel = connection.channel()
    producer = kombu.Producer(channel, auto_declare=False)

    def pay(message):
        payout = json.loads(message.body)["data"]
        asked = message.delivery_info["routing_key"] == "finance.payout-requested"
        if asked and message.properties.get("user_id") == "notifications":
            now = datetime.now(timezone.utc).isoformat()  # pay here, once for each payoutId
            paid = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "https://finance.example.com", "time": now,
                    "type": "coopt.integration.payout-confirmed.v1",
                    "data": {"payoutId": payout["payoutId"], "paidAt": now, "reference": "BANK-1"}}
            producer.publish(json.dumps(paid), exchange="coopt.integration", routing_key="payout.confirmed",
                             content_type="application/cloudevents+json", content_encoding="utf-8", delivery_mode=2,
                             mandatory=True, user_id=connection.userid)
            print("paid", payout["payoutId"])
        message.ack()

    told = kombu.Exchange("coopt.notifications", "topic", no_declare=True)  # it is there already
    keys = [kombu.binding(told, f"finance.{name}") for name in ("payout-requested", "payout-cancelled")]
    queue = kombu.Queue("finance.example-kombu", bindings=keys, durable=True)
    with kombu.Consumer(channel, queue, prefetch_count=10, on_message=pay):
        print("listening")
        while True:
            connection.drain_events()
