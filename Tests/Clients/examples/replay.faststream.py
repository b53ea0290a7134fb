"""Replays what was told: replay START COUNT, from `first`, an offset, or a time such as 2026-11-29T10:00:00+00:00."""
import asyncio, json, os, sys
from datetime import datetime
from faststream import FastStream
from faststream.rabbit import Channel, RabbitBroker, RabbitMessage, RabbitQueue

start, count = sys.argv[1], int(sys.argv[2])
offset = start if start in ("first", "last", "next") else int(start) if start.isdigit() else datetime.fromisoformat(start)
broker = RabbitBroker(os.environ["COOPT_STAFF_AMQP_URL"], logger=None, apply_types=False)
app = FastStream(broker, logger=None)
stream = RabbitQueue("coopt.notifications.stream", declare=False)  # it is there already

# Nothing is injected: that takes a thread a message, and messages overtake each other. The decoder hands on the whole message.
async def whole(message: RabbitMessage):
    return message

# A stream asks for a prefetch and for acknowledgements.
@broker.subscriber(stream, channel=Channel(prefetch_count=1), consume_args={"x-stream-offset": offset},
                   decoder=whole)
async def show(message: RabbitMessage):
    global count
    if count > 0:
        print(message.headers["x-stream-offset"], message.raw_message.routing_key, json.loads(message.body)["id"])
    count -= 1
    if count == 0:
        app.exit()

asyncio.run(app.run())
