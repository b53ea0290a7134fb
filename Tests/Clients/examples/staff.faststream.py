"""Shows what staff are told, live."""
import asyncio, json, os
from faststream import FastStream
from faststream.rabbit import ExchangeType, RabbitBroker, RabbitExchange, RabbitMessage, RabbitQueue

broker = RabbitBroker(os.environ["COOPT_STAFF_AMQP_URL"], logger=None, apply_types=False)
app = FastStream(broker, logger=None)
told = RabbitExchange("coopt.notifications", ExchangeType.TOPIC, declare=False)  # it is there already
mine = RabbitQueue("staff.example-faststream", routing_key="staff.#", durable=False, exclusive=True)

# Nothing is injected: that takes a thread a message, and messages overtake each other. The decoder hands on the whole message.
async def whole(message: RabbitMessage):
    return message

@broker.subscriber(mine, told, decoder=whole)
async def show(message: RabbitMessage):
    if message.raw_message.user_id == "notifications":
        print(message.raw_message.routing_key, json.loads(message.body)["data"]["subject"])

@app.after_startup
async def ready():
    print("listening")

asyncio.run(app.run())
