"""Replays what was told: replay START COUNT, from `first`, an offset, or a time such as 2026-11-29T10:00:00+00:00."""
import asyncio, json, os, sys
from datetime import datetime
import aio_pika

async def main(start, count):
    offset = start if start in ("first", "last", "next") else int(start) if start.isdigit() else datetime.fromisoformat(start)
    async with await aio_pika.connect(os.environ["COOPT_STAFF_AMQP_URL"]) as connection:
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=100)  # a stream asks for it, and for acknowledgements
        stream = await channel.get_queue("coopt.notifications.stream", ensure=False)
        async with stream.iterator(arguments={"x-stream-offset": offset}) as messages:
            async for message in messages:
                print(message.headers["x-stream-offset"], message.routing_key, json.loads(message.body)["id"])
                await message.ack()
                count -= 1
                if count == 0:
                    return

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
