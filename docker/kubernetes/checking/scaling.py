"""Scaling by what is still to do: ready and unacknowledged messages of the queues that a service consumes."""

import re

from . import programs
from .findings import Finding, name_of, of_kind

# RabbitMQ's plugin: ready and unacknowledged. The same with _ready or _unacked behind it is one of the two.
METRIC = "rabbitmq_detailed_queue_messages"
KEYS = {
    "prometheus": {"serverAddress", "query", "threshold", "activationThreshold", "ignoreNullValues", "namespace",
                   "authModes", "unsafeSsl", "timeout", "customHeaders", "queryParameters"},
    "rabbitmq": {"protocol", "mode", "value", "activationValue", "queueName", "vhostName", "useRegex", "operation",
                 "pageSize", "excludeUnacknowledged", "hostFromEnv", "unsafeSsl", "timeout"},
}
PREFETCH = 400
# Connections that a process has to PostgreSQL and to the broker at most, and those that the broker takes of one user.
CONNECTIONS, LIMIT = 7, 256


def breaches(objects):
    """What would scale by the wrong thing, too far, or not far enough."""
    for item in of_kind(objects, "ScaledObject"):
        name, spec = name_of(item), item["spec"]
        service = item["metadata"].get("labels", {}).get("app.kubernetes.io/name")
        yield from of_bounds(name, spec)
        for trigger in spec.get("triggers", []):
            yield from of_trigger(name, service, trigger)


def of_bounds(name, spec):
    least, most = spec.get("minReplicaCount", 0), spec.get("maxReplicaCount", 100)
    if least < 2:
        yield Finding("scaling", name, f"minReplicaCount {least}: a node that is emptied would leave none; at least 2")
    if most < least or most * CONNECTIONS > LIMIT:
        message = f"maxReplicaCount {most} must be between {least} and {LIMIT // CONNECTIONS}, by the broker's connections"
        yield Finding("scaling", name, message)
    if spec.get("fallback", {}).get("replicas", 0) < least:
        yield Finding("scaling", name, "needs a fallback of at least as many replicas, for when nothing can be measured")


def of_trigger(name, service, trigger):
    kind, metadata = trigger.get("type"), trigger.get("metadata", {})
    if kind not in KEYS:
        yield Finding("scaling", name, f"trigger {kind} does not count messages; use prometheus or rabbitmq")
        return
    for key in sorted(metadata.keys() - KEYS[kind]):
        yield Finding("scaling", name, f"{key} is nothing that KEDA's {kind} trigger knows")
    yield from (of_prometheus if kind == "prometheus" else of_management)(name, service, metadata)
    target = float(metadata.get("threshold" if kind == "prometheus" else "value") or 0)
    if target <= PREFETCH:
        message = f"scales at {target:g} messages a process, which one alone may hold unacknowledged; more than {PREFETCH}"
        yield Finding("scaling", name, message)


def of_prometheus(name, service, metadata):
    query = metadata.get("query", "")
    if set(re.findall(r"rabbitmq_\w+", query)) != {METRIC}:
        yield Finding("scaling", name, f"must count {METRIC}, ready and unacknowledged messages, and nothing else")
    if metadata.get("ignoreNullValues", "true") != "false":
        yield Finding("scaling", name, "ignoreNullValues must be false: a metric that is missing is no empty queue")
    pattern = re.search(r'queue=~"([^"]*)"', query)
    yield from of_queues(name, service, pattern.group(1) if pattern else "")


def of_management(name, service, metadata):
    if metadata.get("protocol") != "http" or metadata.get("excludeUnacknowledged", "false") != "false":
        message = "needs protocol http and no excludeUnacknowledged: over AMQP, KEDA counts ready messages alone"
        yield Finding("scaling", name, message)
    pattern = metadata.get("queueName", "")
    yield from of_queues(name, service, pattern if metadata.get("useRegex") == "true" else re.escape(pattern))


def of_queues(name, service, pattern):
    """Prometheus and KEDA match whole names."""
    if service not in programs.SERVICES:
        yield Finding("scaling", name, f"scales {service}, which is no service")
        return
    consumed = programs.queues_of(service)
    if consumed is None:
        return
    all_queues = {queue["name"] for queue in programs.definitions()["queues"]}
    counted = {queue for queue in all_queues if re.fullmatch(pattern, queue)}
    if counted != consumed:
        message = f"counts {sorted(counted) or 'no queue'}; {service} consumes {sorted(consumed)}"
        yield Finding("scaling", name, message)
