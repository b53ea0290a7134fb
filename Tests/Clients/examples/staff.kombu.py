"""Shows what staff are told, live."""
import json, os
import kombu

def show(message):
    if message.properties.get("user_id") == "notifications":
        print(message.delivery_info["routing_key"], json.loads(message.body)["data"]["subject"])
    message.ack()

with kombu.Connection(os.environ["COOPT_STAFF_AMQP_URL"]) as connection:
    channel = connection.channel()
    told = kombu.Exchange("coopt.notifications", "topic", no_declare=True)  # it is there already
    queue = kombu.Queue("staff.example-kombu", told, "staff.#", exclusive=True, durable=False)
    with kombu.Consumer(channel, queue, prefetch_count=50, on_message=show):
        print("listening")
        while True:
            connection.drain_events()
