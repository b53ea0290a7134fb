"""When what was set going has come to rest."""

import psycopg2

from outside.deadline import observed
from outside.stack import SERVICES


def owed(stack):
    """How many messages each service still owes the broker."""
    rows = query(stack, " union all ".join(f"select '{name}', count(*) from {name}.outbox" for name in SERVICES))
    return {service: count for service, count in rows if count}


def waiting(stack):
    """How many messages wait in the services' queues."""
    queues = stack.management("/api/queues/coopt?columns=name,messages")
    ours = [queue for queue in queues if queue["name"].split(".")[-1] in ("commands", "events", "integration")]
    return {queue["name"]: queue["messages"] for queue in ours if queue.get("messages")}


def await_rest(stack, events, services=SERVICES):
    """Waits until these services have handled every event of theirs that `events` hears, and what follows from it.

    `events` is a topic on `coopt.events` that has heard everything there since what it is about began.
    """
    bindings = stack.management("/api/exchanges/coopt/coopt.events/bindings/source")
    keys = {service: {binding["routing_key"] for binding in bindings if binding["destination"] == f"{service}.events"}
            for service in services}

    def at_rest():
        if owed(stack):
            return False
        events.catch_up()
        heard = len(events.collected)
        unhandled = [service for service in services if left_to(stack, service, events.collected, keys[service])]
        events.catch_up()
        return not unhandled and not owed(stack) and len(events.collected) == heard

    observed(at_rest, "everything is handled", 60)


def left_to(stack, service, events, keys):
    """How many of these events a service has to handle yet."""
    ids = [event.id for event in events if keys & {event.routing_key, f"*.{event.name}"}]
    ((count,),) = query(stack, "select count(*) from unnest(%s::uuid[]) as heard (message_id) where not exists"
                               f" (select from {service}.inbox where inbox.message_id = heard.message_id)", [ids])
    return count


def query(stack, sql, parameters=None):
    """The rows of a statement, as the administrator of the database reads them."""
    connection = psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"])
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
