"""Shows what staff are told, live."""
import asyncio, json, os
from faststream import FastStream
from faststream.rabbit import ExchangeType, RabbitBroker, RabbitExchange, RabbitMessage, RabbitQueue

broker = RabbitBroker(os.environ["COOPT_STAFF_AMQP_URL"], logger=None)
app = FastStream(broker, logger=None)
told = RabbitExchange("coopt.notifications", ExchangeType.TOPIC, declare=False)  # it is there already
mine = RabbitQueue("staff.example-faststream", routing_key="staff.#", durable=False, exclusive=True)

# The envelope is no body that FastStream would guess the type of: take the message.
@broker.subscriber(mine, told, decoder=lambda message: message.body)
async def show(body: bytes, message: RabbitMessage):
    if message.raw_message.user_id == "notifications":
        print(message.raw_message.routing_key, json.loads(body)["data"]["subject"])

@app.after_startup
async def ready():
    print("listening")

asyncio.run(app.run())
