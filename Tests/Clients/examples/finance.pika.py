"""Pays what is asked for, and confirms it."""
import json, os, uuid
from datetime import datetime, timezone
import pika

address = pika.URLParameters(os.environ["COOPT_FINANCE_AMQP_URL"])
channel = pika.BlockingConnection(address).channel()
channel.confirm_delivery()
channel.queue_declare("finance.example-pika", durable=True)  # instructions wait here while this program does not run
for told in ("payout-requested", "payout-cancelled"):
    channel.queue_bind("finance.example-pika", "coopt.notifications", f"finance.{told}")
print("listening")
for delivery, properties, body in channel.consume("finance.example-pika"):
    payout = json.loads(body)["data"]
    if properties.user_id == "notifications" and delivery.routing_key == "finance.payout-requested":
        now = datetime.now(timezone.utc).isoformat()  # pay here, once for each payoutId
        paid = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "https://finance.example.com", "time": now,
                "type": "coopt.integration.payout-confirmed.v1",
                "data": {"payoutId": payout["payoutId"], "paidAt": now, "reference": "BANK-1"}}
        channel.basic_publish("coopt.integration", "payout.confirmed", json.dumps(paid), mandatory=True, properties=pika.BasicProperties(
            content_type="application/cloudevents+json", delivery_mode=2, user_id=address.credentials.username))
        print("paid", payout["payoutId"])
    channel.basic_ack(delivery.delivery_tag)
