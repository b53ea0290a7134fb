"""Shows what staff are told, live."""
import asyncio, json, os
import aio_pika

async def main():
    connection = await aio_pika.connect_robust(os.environ["COOPT_STAFF_AMQP_URL"])
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=50)
    queue = await channel.declare_queue("staff.example-aio-pika", exclusive=True)
    await queue.bind(await channel.get_exchange("coopt.notifications", ensure=False), "staff.#")
    print("listening")
    async with queue.iterator() as messages:
        async for message in messages:
            async with message.process():  # acknowledges at the end
                if message.user_id == "notifications":
                    print(message.routing_key, json.loads(message.body)["data"]["subject"])

asyncio.run(main())
