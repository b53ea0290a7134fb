"""Shows what staff are told, live."""
import json, os
import pika

channel = pika.BlockingConnection(pika.URLParameters(os.environ["COOPT_STAFF_AMQP_URL"])).channel()
channel.queue_declare("staff.example-pika", exclusive=True)  # durable=True instead: it waits while you are away
channel.queue_bind("staff.example-pika", "coopt.notifications", "staff.#")
channel.basic_qos(prefetch_count=50)
print("listening")
for delivery, properties, body in channel.consume("staff.example-pika"):
    if properties.user_id == "notifications":  # the broker vouches for it
        print(delivery.routing_key, json.loads(body)["data"]["subject"])
    channel.basic_ack(delivery.delivery_tag)
