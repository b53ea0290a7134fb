"""Reports a hire by the CloudEvents SDK and prints the answer: publish_hire APPLICATION REFERENCE EMAIL [binary]."""
import os, sys
from datetime import datetime, timezone
import pika
from cloudevents.core.bindings.rabbitmq import to_binary_event, to_structured_event
from cloudevents.core.v1.event import CloudEvent

application, reference, email, *mode = sys.argv[1:]
hire = CloudEvent(
    {"type": "coopt.integration.hire-reported.v1", "source": "https://ats.example.com",
     "datacontenttype": "application/json"},
    {"sourceSystem": "ats.example.com", "applicationId": application, "offerReference": reference,
     "candidate": {"email": email}, "hiredAt": datetime.now(timezone.utc).isoformat()})
message = to_binary_event(hire) if mode == ["binary"] else to_structured_event(hire)
address = pika.URLParameters(os.environ["COOPT_ATS_AMQP_URL"])
channel = pika.BlockingConnection(address).channel()
channel.confirm_delivery()

def answered(channel, delivery, properties, body):
    if properties.user_id == "recommendations-replies":  # the broker vouches for it
        print(body.decode())
        channel.stop_consuming()

channel.basic_consume("amq.rabbitmq.reply-to", answered, auto_ack=True)
channel.basic_publish("coopt.integration", "hire.reported", message.body, mandatory=True, properties=pika.BasicProperties(
    content_type=message.content_type, headers=message.headers, delivery_mode=2,
    user_id=address.credentials.username, reply_to="amq.rabbitmq.reply-to"))
channel.start_consuming()
