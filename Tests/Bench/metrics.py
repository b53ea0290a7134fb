"""Counters of the services, over connections that stay open: reading those of notifications costs a few milliseconds of CPU."""

import http.client
import urllib.parse

from outside.stack import SERVICES

PUBLISHED, HANDLED = "coopt_messages_published_total", "coopt_messages_handled_total"


class Metrics:
    def __init__(self, stack):
        self.urls = {service: urllib.parse.urlsplit(stack.http_url(service)) for service in SERVICES}
        self.connections = {}

    def read(self, service):
        """Each metric's sum over its labels; nothing where the service does not answer."""
        try:
            connection = self.connections.get(service) or self.connect(service)
            connection.request("GET", "/metrics")
            return sums(connection.getresponse().read().decode())
        except (OSError, http.client.HTTPException):
            self.connections.pop(service, None)
            return {}

    def connect(self, service):
        url = self.urls[service]
        self.connections[service] = http.client.HTTPConnection(url.hostname, url.port, timeout=5)
        return self.connections[service]

    def published(self, service):
        return self.read(service).get(PUBLISHED, 0)

    def all_published(self):
        return {service: self.published(service) for service in SERVICES}


def sums(text):
    totals = {}
    for line in text.splitlines():
        if not line.startswith("#") and line:
            name, _, value = line.rpartition(" ")
            name = name.split("{")[0]
            totals[name] = totals.get(name, 0) + float(value)
    return totals
