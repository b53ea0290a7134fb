"""A connection of one's own to the broker."""

import ssl
import urllib.parse

import pika


def parameters_of(url):
    """What pika needs to know; it does not know what RabbitMQ calls the authority's file in a URL (`cacertfile`)."""
    address = urllib.parse.urlsplit(url)
    parameters = pika.URLParameters(address._replace(query="").geturl())
    if address.scheme == "amqps":
        parameters.ssl_options = pika.SSLOptions(encryption(url), address.hostname)
    return parameters


def encryption(url):
    """TLS as a URL asks for it: whom to trust, and who we are where the server asks."""
    files = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
    context = ssl.create_default_context(cafile=files.get("cacertfile"))
    if "certfile" in files:
        context.load_cert_chain(files["certfile"], files["keyfile"])
    return context


def connect(url):
    """Connects; without heartbeats, because a test may be busy elsewhere for longer than they allow."""
    parameters = parameters_of(url)
    parameters.heartbeat = 0
    parameters.blocked_connection_timeout = 30
    return pika.BlockingConnection(parameters)


class Participant:
    """Somebody with one connection and one channel; leaves with `close` or at the end of a `with`."""

    def __init__(self, url):
        self.connection = connect(url)
        self.channel = self.connection.channel()

    def close(self):
        if self.connection.is_open:
            self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def wait(self, deadline, arrived, longest=60.0):
        """Handles what the broker sends until `arrived()` is true; false when the deadline came first."""
        while not arrived():
            if deadline.is_over:
                return False
            self.connection.process_data_events(time_limit=min(deadline.left, longest))
        return True
