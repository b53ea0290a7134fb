"""What somebody tries at the broker, and whether they are let."""

import pika

from outside.connection import connect

ACCESS_REFUSED = 403


def refused(url, action):
    """Whether the broker refuses an action for want of permission; it is tried on a channel of its own."""
    connection = connect(url)
    try:
        channel = connection.channel()
        channel.confirm_delivery()
        action(channel)
        return False
    except pika.exceptions.ChannelClosedByBroker as closed:
        assert closed.reply_code == ACCESS_REFUSED, closed
        return True
    finally:
        connection.close()


def publishing(exchange, key):
    return lambda channel: channel.basic_publish(exchange, key, b"{}")


def declaring(queue):
    return lambda channel: channel.queue_declare(queue, exclusive=True)


def binding(queue, exchange, key):
    def action(channel):
        channel.queue_declare(queue, exclusive=True)
        channel.queue_bind(queue, exchange, key)

    return action


def consuming(queue):
    return lambda channel: channel.basic_get(queue)
