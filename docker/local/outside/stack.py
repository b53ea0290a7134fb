"""Where a running stack is: the lines of its stack.env."""

import json
import os
import ssl
import urllib.parse
import urllib.request
from base64 import b64encode
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SERVICES = ("members", "offers", "recommendations", "qualification", "rewards", "notifications", "webhooks")


class Stack:
    """A running stack; `stack["COOPT_STAFF_AMQP_URL"]` is what its stack.env says of it, over TLS where it can be had.

    `lines` is what is written there.
    """

    def __init__(self, environment_file):
        self.environment_file = Path(environment_file)
        self.read()

    def read(self):
        """Reads stack.env, and again whenever something in it was changed: a password for instance."""
        lines = self.environment_file.read_text().splitlines()
        self.lines = dict(line.split("=", 1) for line in lines if "=" in line)
        self.values = dict(self.lines)
        for name, value in self.lines.items():
            if name.endswith(("_AMQPS_URL", "_HTTPS_URL")):
                self.values[name.replace("_AMQPS_", "_AMQP_").replace("_HTTPS_", "_")] = value

    @classmethod
    def from_environment(cls):
        """The stack that COOPT_STACK_ENV names, else the one in COOPT_LOCAL, which is .local unless said otherwise."""
        path = os.environ.get("COOPT_STACK_ENV") or ROOT / os.environ.get("COOPT_LOCAL", ".local") / "stack.env"
        if not Path(path).is_file():
            raise SystemExit(f"no stack runs: there is no {path}; start one with 'make up'")
        return cls(path)

    def __getitem__(self, name):
        return self.values[name]

    @property
    def directory(self):
        """Where the stack keeps its state: logs, pids, ports."""
        return self.environment_file.resolve().parent

    @property
    def wave_delay(self):
        """Seconds between two waves of an offer."""
        return float(self["WAVE_DELAY_SECONDS"])

    @property
    def offer_window(self):
        """Seconds for which offers wait for each other, to go out in one letter."""
        return float(self["OFFER_LETTER_SECONDS"])

    def amqp_url(self, user):
        return self[f"COOPT_{user.upper()}_AMQP_URL"]

    def database_url(self, service):
        return self[f"COOPT_{service.upper()}_DATABASE_URL"]

    def http_url(self, service, path=""):
        return self[f"COOPT_{service.upper()}_HTTP_URL"] + path

    def passwords(self):
        """Every password of the stack, by the line of stack.env that holds it; the broker's stand there twice."""
        parsed = {name: urllib.parse.urlsplit(value) for name, value in self.lines.items() if "_AMQPS_" not in name}
        return {name: url.password for name, url in parsed.items() if url.password}

    def management(self, path):
        """A question to RabbitMQ's management interface, as the administrator."""
        with urllib.request.urlopen(self._request(path), timeout=30, context=self.encryption()) as response:
            return json.load(response)

    def manage(self, method, path):
        """A change by RabbitMQ's management interface, as the administrator."""
        with urllib.request.urlopen(self._request(path, method), timeout=30, context=self.encryption()):
            pass

    def encryption(self):
        """TLS that trusts this stack's authority; none where the stack has none."""
        authority = self.values.get("COOPT_CA_FILE")
        return ssl.create_default_context(cafile=authority) if authority else None

    def _request(self, path, method="GET"):
        admin = urllib.parse.urlsplit(self["COOPT_ADMIN_AMQP_URL"])
        secret = b64encode(f"{admin.username}:{admin.password}".encode()).decode()
        request = urllib.request.Request(self["COOPT_MANAGEMENT_URL"] + path, method=method)
        request.add_header("Authorization", f"Basic {secret}")
        return request
