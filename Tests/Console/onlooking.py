"""Looks over the shoulder of a page: what goes wrong in a browser without anybody seeing it fails the test.

Errors of scripts and of the browser's console, what the Content-Security-Policy blocked, parts of a page that did not come,
and every request to another origin than the console's.
"""

from urllib.parse import urlsplit


class Onlooker:
    """Keeps what pages of a context complain of."""

    def __init__(self, context, console):
        self.complaints = []
        self._host = urlsplit(console).netloc
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("requestfailed", self._failed)

    def _said(self, message):
        # What did not load is looked at where it was asked for; a page that is not there is no fault of the browser's.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request):
        place = urlsplit(request.url)
        if place.scheme not in ("data", "blob") and place.netloc != self._host:
            self.complaints.append(f"foreign request: {place.scheme}://{place.netloc}{place.path}")

    def _answered(self, response):
        if response.status >= 400 and response.request.resource_type not in ("document", "fetch", "eventsource"):
            self.complaints.append(f"{response.status} for {urlsplit(response.url).path}")

    def _failed(self, request):
        # Whoever goes on to another page leaves behind what had not come yet.
        if request.failure != "net::ERR_ABORTED" and request.resource_type not in ("document", "fetch", "eventsource"):
            self.complaints.append(f"{request.failure} for {urlsplit(request.url).path}")
