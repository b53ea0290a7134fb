"""A connection of one's own to the broker."""

import ssl
import urllib.parse

import pika


def encryption(url):
    """TLS as a URL asks for it: whom to trust, and who we are where the server asks."""
    files = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
    context = ssl.create_default_context(cafile=files.get("cacertfile"))
    if "certfile" in files:
        context.load_cert_chain(files["certfile"], files["keyfile"])
    return context


def addresses(url):
    """The URL of each node, where a URL names several: amqp://user:password@a:5672,b:5673/vhost."""
    parsed = urllib.parse.urlsplit(url)
    login, _, hosts = parsed.netloc.rpartition("@")
    return [parsed._replace(netloc=f"{login}@{host}").geturl() for host in hosts.split(",")]


def parameters(url):
    """How to connect; without heartbeats, because a test may be busy elsewhere for longer than they allow."""
    address = urllib.parse.urlsplit(url)
    # pika does not know what RabbitMQ calls the authority's file in a URL (`cacertfile`).
    parameters = pika.URLParameters(address._replace(query="").geturl())
    if address.scheme == "amqps":
        parameters.ssl_options = pika.SSLOptions(encryption(url), address.hostname)
    parameters.heartbeat = 0
    parameters.blocked_connection_timeout = 30
    return parameters


def connect(url):
    """Connects, to the first of several nodes that answers."""
    return pika.BlockingConnection([parameters(address) for address in addresses(url)])


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
