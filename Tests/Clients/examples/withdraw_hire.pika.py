"""Says that a hire did not hold, and prints the answer: withdraw_hire APPLICATION."""
import json, os, sys, uuid
from datetime import datetime, timezone
import pika

address = pika.URLParameters(os.environ["COOPT_ATS_AMQP_URL"])
now = datetime.now(timezone.utc).isoformat()
withdrawal = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "https://ats.example.com", "time": now,
              "type": "coopt.integration.hire-withdrawn.v1",
              "data": {"sourceSystem": "ats.example.com", "applicationId": sys.argv[1], "withdrawnAt": now}}
channel = pika.BlockingConnection(address).channel()
channel.confirm_delivery()

def answered(channel, delivery, properties, body):
    if properties.user_id == "recommendations-replies":
        print(body.decode())
        channel.stop_consuming()

channel.basic_consume("amq.rabbitmq.reply-to", answered, auto_ack=True)
channel.basic_publish("coopt.integration", "hire.withdrawn", json.dumps(withdrawal), mandatory=True, properties=pika.BasicProperties(
    content_type="application/cloudevents+json", delivery_mode=2, message_id=withdrawal["id"],
    user_id=address.credentials.username, reply_to="amq.rabbitmq.reply-to", correlation_id=withdrawal["id"]))
channel.start_consuming()
