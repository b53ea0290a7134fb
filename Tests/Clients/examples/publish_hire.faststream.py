"""Reports a hire and prints the answer: publish_hire APPLICATION REFERENCE EMAIL."""
import asyncio, json, os, sys, uuid
from datetime import datetime, timezone
from urllib.parse import urlsplit
from faststream.rabbit import ExchangeType, RabbitBroker, RabbitExchange

async def main(application, reference, email):
    url = os.environ["COOPT_ATS_AMQP_URL"]
    now = datetime.now(timezone.utc).isoformat()
    hire = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "https://ats.example.com", "time": now,
            "type": "coopt.integration.hire-reported.v1",
            "data": {"sourceSystem": "ats.example.com", "applicationId": application, "offerReference": reference,
                     "candidate": {"email": email}, "hiredAt": now}}
    integration = RabbitExchange("coopt.integration", ExchangeType.TOPIC, declare=False)  # it is there already
    async with RabbitBroker(url) as broker:
        answer = await broker.request(
            json.dumps(hire).encode(), exchange=integration, routing_key="hire.reported", persist=True,
            content_type="application/cloudevents+json", message_id=hire["id"], user_id=urlsplit(url).username)
        print(answer.body.decode())

asyncio.run(main(*sys.argv[1:]))
