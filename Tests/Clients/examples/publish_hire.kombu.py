"""Reports a hire and prints the answer: publish_hire APPLICATION REFERENCE EMAIL."""
import json, os, sys, uuid
from datetime import datetime, timezone
import kombu

application, reference, email = sys.argv[1:]
now = datetime.now(timezone.utc).isoformat()
hire = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "https://ats.example.com", "time": now,
        "type": "coopt.integration.hire-reported.v1",
        "data": {"sourceSystem": "ats.example.com", "applicationId": application, "offerReference": reference,
                 "candidate": {"email": email}, "hiredAt": now}}
answers = []
with kombu.Connection(os.environ["COOPT_ATS_AMQP_URL"], transport_options={"confirm_publish": True}) as connection:
    channel = connection.channel()
    replies = kombu.Queue("amq.rabbitmq.reply-to", no_declare=True)
    with kombu.Consumer(channel, replies, no_ack=True, auto_declare=False, on_message=answers.append):
        kombu.Producer(channel, auto_declare=False).publish(
            json.dumps(hire), exchange="coopt.integration", routing_key="hire.reported", mandatory=True,
            content_type="application/cloudevents+json", content_encoding="utf-8", delivery_mode=2,
            message_id=hire["id"], user_id=connection.userid, reply_to="amq.rabbitmq.reply-to",
            correlation_id=hire["id"])
        while not answers:
            connection.drain_events(timeout=30)
print(bytes(answers[0].body).decode() if not isinstance(answers[0].body, str) else answers[0].body)
