"""Reports a hire and prints the answer: publish_hire APPLICATION REFERENCE EMAIL."""
import asyncio, json, os, sys, uuid
from datetime import datetime, timezone
import aio_pika

async def main(application, reference, email):
    now = datetime.now(timezone.utc).isoformat()
    hire = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "https://ats.example.com", "time": now,
            "type": "coopt.integration.hire-reported.v1",
            "data": {"sourceSystem": "ats.example.com", "applicationId": application, "offerReference": reference,
                     "candidate": {"email": email}, "hiredAt": now}}
    async with await aio_pika.connect(os.environ["COOPT_ATS_AMQP_URL"]) as connection:
        channel = await connection.channel()  # publishes with confirms
        exchange = await channel.get_exchange("coopt.integration", ensure=False)  # it is there: nothing to declare
        answer = asyncio.get_running_loop().create_future()
        replies = await channel.get_queue("amq.rabbitmq.reply-to", ensure=False)
        await replies.consume(answer.set_result, no_ack=True)
        await exchange.publish(aio_pika.Message(
            json.dumps(hire).encode(), content_type="application/cloudevents+json", message_id=hire["id"],
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT, user_id=connection.url.user,
            reply_to="amq.rabbitmq.reply-to", correlation_id=hire["id"]), "hire.reported")
        print((await answer).body.decode())

asyncio.run(main(*sys.argv[1:]))
