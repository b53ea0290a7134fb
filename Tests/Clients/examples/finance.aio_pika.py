"""Pays what is asked for, and confirms it."""
import asyncio, json, os, uuid
from datetime import datetime, timezone
import aio_pika

async def main():
    connection = await aio_pika.connect_robust(os.environ["COOPT_FINANCE_AMQP_URL"])
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=10)
    told = await channel.get_exchange("coopt.notifications", ensure=False)
    reports = await channel.get_exchange("coopt.integration", ensure=False)
    queue = await channel.declare_queue("finance.example-aio-pika", durable=True)
    for name in ("payout-requested", "payout-cancelled"):
        await queue.bind(told, f"finance.{name}")
    print("listening")
    async with queue.iterator() as messages:
        async for message in messages:
            async with message.process():
                payout = json.loads(message.body)["data"]
                if message.user_id != "notifications" or message.routing_key != "finance.payout-requested":
                    continue
                now = datetime.now(timezone.utc).isoformat()  # pay here, once for each payoutId
                paid = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "https://finance.example.com",
                        "time": now, "type": "coopt.integration.payout-confirmed.v1",
                        "data": {"payoutId": payout["payoutId"], "paidAt": now, "reference": "BANK-1"}}
                await reports.publish(aio_pika.Message(
                    json.dumps(paid).encode(), content_type="application/cloudevents+json",
                    delivery_mode=aio_pika.DeliveryMode.PERSISTENT, user_id=connection.url.user), "payout.confirmed")
                print("paid", payout["payoutId"])

asyncio.run(main())
