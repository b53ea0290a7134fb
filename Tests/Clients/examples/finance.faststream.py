"""Pays what is asked for, and confirms it."""
import asyncio, json, os, uuid
from datetime import datetime, timezone
from urllib.parse import urlsplit
from faststream import FastStream
from faststream.rabbit import ExchangeType, RabbitBroker, RabbitExchange, RabbitMessage, RabbitQueue

url = os.environ["COOPT_FINANCE_AMQP_URL"]
broker = RabbitBroker(url, logger=None, apply_types=False)
app = FastStream(broker, logger=None)
told = RabbitExchange("coopt.notifications", ExchangeType.TOPIC, declare=False)
integration = RabbitExchange("coopt.integration", ExchangeType.TOPIC, declare=False)
# One queue a key: FastStream binds one. What is cancelled is another subscriber of the kind.
requested = RabbitQueue("finance.example-faststream", routing_key="finance.payout-requested", durable=True)

# Nothing is injected: that takes a thread a message, and messages overtake each other. The decoder hands on the whole message.
async def whole(message: RabbitMessage):
    return message

@broker.subscriber(requested, told, decoder=whole)
async def pay(message: RabbitMessage):
    payout = json.loads(message.body)["data"]
    if message.raw_message.user_id != "notifications":
        return
    now = datetime.now(timezone.utc).isoformat()  # pay here, once for each payoutId
    paid = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "https://finance.example.com", "time": now,
            "type": "coopt.integration.payout-confirmed.v1",
            "data": {"payoutId": payout["payoutId"], "paidAt": now, "reference": "BANK-1"}}
    await broker.publish(json.dumps(paid).encode(), exchange=integration, routing_key="payout.confirmed", persist=True,
                         content_type="application/cloudevents+json", user_id=urlsplit(url).username)
    print("paid", payout["payoutId"])

@app.after_startup
async def ready():
    print("listening")

asyncio.run(app.run())
