"""Reports a hire and prints the answer: publish_hire APPLICATION REFERENCE EMAIL."""
import json, os, sys, uuid
from datetime import datetime, timezone
import pika

address = pika.URLParameters(os.environ["COOPT_ATS_AMQP_URL"])
application, reference, email = sys.argv[1:]
now = datetime.now(timezone.utc).isoformat()
hire = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "https://ats.example.com", "time": now,
        "type": "coopt.integration.hire-reported.v1",
        "data": {"sourceSystem": "ats.example.com", "applicationId": application, "offerReference": reference,
                 "candidate": {"email": email}, "hiredAt": now}}
channel = pika.BlockingConnection(address).channel()
channel.confirm_delivery()

def answered(channel, delivery, properties, body):
    if properties.user_id == "recommendations-replies":  # the broker vouches for it
        print(body.decode())
        channel.stop_consuming()

channel.basic_consume("amq.rabbitmq.reply-to", answered, auto_ack=True)
channel.basic_publish("coopt.integration", "hire.reported", json.dumps(hire), mandatory=True, properties=pika.BasicProperties(
    content_type="application/cloudevents+json", delivery_mode=2, message_id=hire["id"],
    user_id=address.credentials.username, reply_to="amq.rabbitmq.reply-to", correlation_id=hire["id"]))
channel.start_consuming()
