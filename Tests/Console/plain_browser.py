"""A browser without a screen: it keeps cookies, follows redirects, and signs in at the provider as people do.

For what takes many sessions at once, where fifty Chromiums would measure themselves.
"""

import http.client
import re
import time
from html import unescape
from urllib.parse import urlencode, urljoin, urlsplit


class Answer:
    """A page, and how long its first byte and all of it took."""

    def __init__(self, status, headers, body, url, first_byte, whole):
        self.status, self.headers, self.url = status, headers, url
        self.body, self.first_byte, self.whole = body, first_byte, whole

    @property
    def text(self):
        return self.body.decode()


class PlainBrowser:
    """One person's browser, with a connection to each server that stays open."""

    def __init__(self, console, lang="fr", timeout=20):
        self.console, self.lang, self.timeout = console, lang, timeout
        self._connections, self._cookies = {}, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()

    def sign_in(self, subject, path="/today"):
        """Goes to a page, is led to the provider, says who it is, and is led back."""
        door = self.get(path)
        if urlsplit(door.url).netloc == urlsplit(self.console).netloc:
            return door
        action = re.search(r'<form[^>]*action="([^"]*)"', door.text)
        target = urljoin(door.url, unescape(action[1])) if action and action[1] else door.url
        hidden = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]*)"[^>]*value="([^"]*)"', door.text))
        return self.post(target, {**hidden, "sub": subject})

    def get(self, address):
        return self._follow("GET", urljoin(self.console, address), None)

    def post(self, address, fields):
        return self._follow("POST", urljoin(self.console, address), urlencode(fields))

    def form_token(self, page):
        """The token that forms of this session have."""
        return re.search(r'name="_token" value="([^"]+)"', page.text)[1]

    def _follow(self, method, url, body):
        for _ in range(10):
            answer = self._ask(method, url, body)
            if answer.status not in (301, 302, 303, 307):
                return answer
            url, method, body = urljoin(url, answer.headers["location"]), "GET", None
        raise AssertionError(f"{url} leads on for ever")

    def _ask(self, method, url, body):
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Accept-Language": self.lang, "Cookie": "; ".join(
            f"{name}={value}" for name, value in self._cookies.get(parts.netloc, {}).items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        for attempt in (1, 2):
            connection = self._connections.setdefault(
                parts.netloc, http.client.HTTPConnection(parts.netloc, timeout=self.timeout))
            begun = time.perf_counter()
            try:
                connection.request(method, target, body, headers)
                response = connection.getresponse()
                break
            except (http.client.RemoteDisconnected, ConnectionError):
                # A server may close a connection that has been quiet for long.
                connection.close()
                if attempt == 2:
                    raise
        first_byte = time.perf_counter() - begun
        content = response.read()
        whole = time.perf_counter() - begun
        for cookie in response.headers.get_all("set-cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            kept = self._cookies.setdefault(parts.netloc, {})
            if value:
                kept[name] = value
            else:
                kept.pop(name, None)
        if response.will_close:
            connection.close()
            self._connections.pop(parts.netloc, None)
        return Answer(response.status, response.headers, content, url, first_byte, whole)
