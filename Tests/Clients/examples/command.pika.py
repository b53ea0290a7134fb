"""Sends a command as a staff tool does, and prints the answer: command KEY DATA [ACTOR]."""
import json, os, sys, uuid
import pika

key, data = sys.argv[1], json.loads(sys.argv[2])
command = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "https://staff.example.com/tool",
           "type": f"coopt.{key}.v1", "data": data}
if len(sys.argv) > 3:
    command["actor"] = sys.argv[3]  # who decides, where something is decided by hand
address = pika.URLParameters(os.environ["COOPT_STAFF_AMQP_URL"])
channel = pika.BlockingConnection(address).channel()
channel.confirm_delivery()

def answered(channel, delivery, properties, body):
    if properties.user_id == key.split(".")[0] + "-replies":  # the broker vouches for it
        print(body.decode())
        channel.stop_consuming()

channel.basic_consume("amq.rabbitmq.reply-to", answered, auto_ack=True)
channel.basic_publish("coopt.commands", key, json.dumps(command), mandatory=True, properties=pika.BasicProperties(
    content_type="application/cloudevents+json", delivery_mode=2, user_id=address.credentials.username,
    reply_to="amq.rabbitmq.reply-to", correlation_id=command["id"]))
channel.start_consuming()
