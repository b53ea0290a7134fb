"""Replays what was told: replay START COUNT, from `first`, an offset, or a time such as 2026-11-29T10:00:00+00:00."""
import json, os, sys
from datetime import datetime, timezone
import kombu

start, count = sys.argv[1], int(sys.argv[2])
offset = start if start in ("first", "last", "next") else int(start) if start.isdigit() else (
    datetime.fromisoformat(start).astimezone(timezone.utc).replace(tzinfo=None))  # py-amqp takes it for UTC
seen = 0

def show(message):
    global seen
    if seen < count:
        print(message.headers["x-stream-offset"], message.delivery_info["routing_key"], json.loads(message.body)["id"])
    seen += 1
    message.ack()

with kombu.Connection(os.environ["COOPT_STAFF_AMQP_URL"]) as connection:
    channel = connection.channel()
    stream = kombu.Queue("coopt.notifications.stream", no_declare=True, consumer_arguments={"x-stream-offset": offset})
    # A stream asks for a prefetch and for acknowledgements.
    with kombu.Consumer(channel, stream, prefetch_count=100, auto_declare=False, on_message=show):
        while seen < count:
            connection.drain_events()
