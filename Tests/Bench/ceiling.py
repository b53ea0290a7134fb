"""What broker and database could do at best: each alone with the work of the same hires, added up for the cores.

A second virtual host gets the topology of the first; there the driver plays the messages of hires again, without any
service. Then it has hires handled by the services' own transactions, without the broker.
"""

import json
import os
import urllib.parse
import urllib.request
from base64 import b64encode

from outside.stack import SERVICES
from progress import say

VIRTUAL_HOST = "coopt-bench"
HIRES = 2000


def measure(running, repetitions):
    """CPU milliseconds a hire of the broker and of the database, a list each."""
    broker = broker_alone(running, repetitions)
    database = database_alone(running, repetitions)
    return broker, database


def broker_alone(running, repetitions):
    running.await_idle()
    declare(running.stack)
    try:
        return costs(running, "broker", "rabbitmq", HIRES, 1, repetitions, "--virtual-host", VIRTUAL_HOST)
    finally:
        management(running.stack, "DELETE", f"/api/vhosts/{VIRTUAL_HOST}")


def database_alone(running, repetitions):
    running.await_idle()
    # Else they would do the scheduled work, for which nobody has a share in what is measured.
    running.stop(*SERVICES)
    running.query("checkpoint")
    os.environ["COOPT_IDENTITY_KEY_FILE"] = str(running.stack.directory / "secrets/keys/identity")
    try:
        return costs(running, "database", "postgres", HIRES, repetitions, repetitions)
    finally:
        running.start(*SERVICES)


def costs(running, command, server, hires, batches, repetitions, *options):
    first = running.take(hires * batches)
    results = running.drive(
        command, "--first", first, "--count", hires, "--members", running.scale.members,
        "--pid", running.processes.pid(server), "--repetitions", repetitions, *options)
    for result in results:
        say(f"{server} alone: {1000 * result['cpuSeconds'] / hires:.2f} CPU ms a hire,"
            f" {hires / result['seconds']:.0f} hires/s, {result['messages']} messages")
    return [1000 * result["cpuSeconds"] / hires for result in results]


def declare(stack):
    """The second virtual host, with the exchanges, queues, bindings and policies of the first, for everybody."""
    definitions = stack.management("/api/definitions/coopt")
    management(stack, "PUT", f"/api/vhosts/{VIRTUAL_HOST}")
    for user in stack.management("/api/users"):
        management(stack, "PUT", f"/api/permissions/{VIRTUAL_HOST}/{user['name']}",
                   {"configure": ".*", "write": ".*", "read": ".*"})
    management(stack, "POST", f"/api/definitions/{VIRTUAL_HOST}", definitions)


def management(stack, method, path, data=None):
    admin = urllib.parse.urlsplit(stack["COOPT_ADMIN_AMQP_URL"])
    secret = b64encode(f"{admin.username}:{admin.password}".encode()).decode()
    request = urllib.request.Request(stack["COOPT_MANAGEMENT_URL"] + path, method=method,
                                     data=json.dumps(data or {}).encode())
    request.add_header("Authorization", f"Basic {secret}")
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60, context=stack.encryption()):
        pass
