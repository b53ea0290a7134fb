"""Replays what was told: replay START COUNT, from `first`, an offset, or a time such as 2026-11-29T10:00:00+00:00."""
import json, os, sys
from datetime import datetime
import pika

start, count = sys.argv[1], int(sys.argv[2])
offset = start if start in ("first", "last", "next") else int(start) if start.isdigit() else datetime.fromisoformat(start)
channel = pika.BlockingConnection(pika.URLParameters(os.environ["COOPT_STAFF_AMQP_URL"])).channel()
channel.basic_qos(prefetch_count=100)  # a stream asks for it, and for acknowledgements
for delivery, properties, body in channel.consume("coopt.notifications.stream", arguments={"x-stream-offset": offset}):
    print(properties.headers["x-stream-offset"], delivery.routing_key, json.loads(body)["id"])
    channel.basic_ack(delivery.delivery_tag)
    count -= 1  # a time begins with the chunk that holds it: compare `timestamp` yourself where that matters
    if count == 0:
        break
