"""Who may do what, cell by cell: what `coopt-topology matrix` declares is what the broker does, and the database alike."""

import json
import os
import subprocess
import urllib.parse
import urllib.request
from base64 import b64encode
from dataclasses import replace
from itertools import groupby

import pika
import psycopg2
import pytest

from lanes import ONE_OF_EACH_QUEUE
from outside.connection import connect
from outside.envelope import new_id
from outside.stack import ROOT, SERVICES
from raw_amqp import Closed, RawLetters, array, entries, text
from test_attacks import DEATH, honest_event

# Stands for a queue that the broker names: it is declared without a name.
NAMED_BY_SERVER = "amq.gen-matrix"
CLIENTS_QUEUES = ("staff.matrix", "staff.console.matrix", "site.matrix", "company.matrix", "ats.matrix", "finance.matrix",
                  "hooks.greenhouse.matrix")


def product(name):
    return str(PRODUCTS / name)


PRODUCTS = ROOT / ".build" / os.environ.get("CONFIGURATION", "release")
if os.environ.get("COOPT_PRODUCTS"):
    PRODUCTS = type(PRODUCTS)(os.environ["COOPT_PRODUCTS"])


def systems():
    """Those outside that are tried: of the sources of webhooks, which are alike, the first."""
    every = json.loads((ROOT / "docker/outside-systems.json").read_text())["systems"]
    return {"systems": [system for system in every if system["login"] in ("ats", "finance", "webhooks-greenhouse")]}


def lines():
    """The cells as (user, operation, target, exchange, key, header, answer)."""
    printed = subprocess.run([product("coopt-topology"), "matrix"], env={"COOPT_OUTSIDE_SYSTEMS": json.dumps(systems())},
                             capture_output=True, text=True, check=True).stdout
    for line in printed.splitlines():
        yield tuple("" if part == "-" else part for part in line.split("\t"))


def declared():
    """The cells without headers as (user, operation, target, exchange, key, allowed)."""
    for *cell, header, answer in lines():
        if not header:
            yield (*cell, answer == "yes")


def manage(stack, method, path, body=None):
    """A question or change by the management interface, as the administrator."""
    admin = urllib.parse.urlsplit(stack["COOPT_ADMIN_AMQP_URL"])
    secret = b64encode(f"{admin.username}:{admin.password}".encode()).decode()
    request = urllib.request.Request(stack["COOPT_MANAGEMENT_URL"] + path, method=method,
                                     data=None if body is None else json.dumps(body).encode())
    request.add_header("Authorization", f"Basic {secret}")
    request.add_header("content-type", "application/json")
    with urllib.request.urlopen(request, timeout=60, context=stack.encryption()) as response:
        return json.loads(response.read() or b"null")


@pytest.fixture(scope="module")
def double(stack):
    """A virtual host with all that `coopt` has, permissions included, where no service listens."""
    name = f"matrix-{new_id()}"
    manage(stack, "PUT", f"/api/vhosts/{name}", {})
    try:
        declared = manage(stack, "GET", "/api/definitions/coopt")
        for queue in declared["queues"]:
            # One member is enough of what is only there to be tried.
            queue["arguments"] = {"x-queue-type": "classic"}
        declared["policies"] = []
        manage(stack, "POST", f"/api/definitions/{name}", declared)
        for kind, key in (("permissions", "permissions"), ("topic-permissions", "topic-permissions")):
            for permission in manage(stack, "GET", f"/api/vhosts/coopt/{kind}"):
                body = {part: value for part, value in permission.items() if part not in ("user", "vhost")}
                manage(stack, "PUT", f"/api/{key}/{name}/{permission['user']}", body)
        yield name
    finally:
        manage(stack, "DELETE", f"/api/vhosts/{name}")


def let(channel, operation, target, exchange, key):
    """Tries a cell; raises what the broker refuses it with."""
    if operation == "declare":
        asked = "" if target.startswith("amq.gen-") else target
        channel.queue_delete(channel.queue_declare(asked, auto_delete=False).method.queue)
    elif operation == "consume":
        channel.basic_get(target)
    elif operation == "bind":
        channel.queue_bind(target, exchange, key)
        channel.queue_unbind(target, exchange, key)
    else:
        channel.basic_publish("" if target == "amq.default" else target, key, b"{}")


def users_url(stack, user, virtual_host):
    """The address of a login, at another virtual host."""
    known = {urllib.parse.urlsplit(value).username: value for name, value in stack.values.items()
             if name.endswith("_AMQP_URL")}
    return urllib.parse.urlsplit(known[user])._replace(path=f"/{virtual_host}").geturl()


def tried(url, cells):
    """What the broker lets a login do: each cell with its answer."""
    connection, channel = connect(url), None
    try:
        for cell in cells:
            if channel is None or channel.is_closed:
                channel = connection.channel()
                channel.confirm_delivery()
            try:
                let(channel, *cell)
                yield cell, True
            except pika.exceptions.ChannelClosedByBroker as closed:
                assert closed.reply_code == 403, (cell, closed)
                yield cell, False
    finally:
        connection.close()


def test_the_broker_lets_each_login_do_what_is_declared_and_nothing_else(stack, double):
    with connect(users_url(stack, "coopt-admin", double)) as admin:
        for queue in CLIENTS_QUEUES:
            admin.channel().queue_declare(queue)
        named = admin.channel().queue_declare("").method.queue
    assert named.startswith("amq.gen-")
    count, wrong = 0, []
    for user, cells in groupby(declared(), key=lambda cell: cell[0]):
        expected = {tuple(named if part == NAMED_BY_SERVER else part for part in cell[1:-1]): cell[-1] for cell in cells}
        # What is declared is deleted again: what clients have comes back for the others.
        order = sorted(expected, key=lambda cell: cell[0] == "declare")
        for cell, allowed in tried(users_url(stack, user, double), order):
            count += 1
            if allowed != expected[cell]:
                wrong.append((user, *cell, "is allowed" if allowed else "is refused"))
        with connect(users_url(stack, "coopt-admin", double)) as admin:
            for queue in CLIENTS_QUEUES:
                admin.channel().queue_declare(queue)
    assert not wrong
    assert count > 3000


def test_no_login_publishes_in_the_name_of_another(stack, double):
    """Of each login the first thing that it may publish, with every other login's name."""
    allowed = [cell for cell in declared() if cell[1] == "publish" and cell[-1] and cell[0] != "coopt-admin"]
    firsts = {user: next(cells) for user, cells in groupby(allowed, key=lambda cell: cell[0])}
    assert len(firsts) >= 19
    for user, (_, _, target, _, key, _) in firsts.items():
        exchange = "" if target == "amq.default" else target
        with connect(users_url(stack, user, double)) as connection:
            for other in [*firsts, "coopt-admin"]:
                channel = connection.channel()
                channel.confirm_delivery()
                named = pika.BasicProperties(user_id=other)
                if other == user:
                    channel.basic_publish(exchange, key, b"{}", named)
                    continue
                with pytest.raises(pika.exceptions.ChannelClosedByBroker) as refusal:
                    channel.basic_publish(exchange, key, b"{}", named)
                assert refusal.value.reply_code == 406


TRICKS = {"CC": lambda lane: entries(("CC", array(text(lane.key)))),
          "BCC": lambda lane: entries(("BCC", array(text(lane.key)))),
          "x-death": lambda lane: entries(("x-death", DEATH)), "user_id": lambda lane: None}


def attempted(stack, user, lane, exchange, key, header, event):
    """Publishes as a login with the header; whether the broker took it."""
    way = replace(lane, exchange=exchange, key=key, login=user.replace("-", "_"))
    more = {"user_id": "coopt-admin"} if header == "user_id" else {}
    try:
        way.publish_event(stack, event, TRICKS[header](lane), **more)
        return True
    except Closed as closed:
        assert closed.code in (403, 406), closed
        return False


@pytest.mark.parametrize("queue", [lane.queue for lane in ONE_OF_EACH_QUEUE])
def test_what_headers_reach_is_what_is_declared(stack, queue):
    """Each login with each header at each lane: refused by the broker, or taken by it and counting for nothing."""
    aimed, ignored = next(lane for lane in ONE_OF_EACH_QUEUE if lane.queue == queue), []
    cells = [cell for cell in lines() if cell[1:3] == ("reach", queue)]
    assert {cell[5] for cell in cells} == set(TRICKS) and len({cell[0] for cell in cells}) >= 19
    for user, _, _, exchange, key, header, answer in cells:
        event = honest_event(aimed)
        taken = attempted(stack, user, aimed, exchange, key, header, event)
        assert answer == ("ignored" if taken else "no"), (user, exchange, key, header)
        if taken:
            ignored.append((event["id"], user, header))
    assert ignored
    with RawLetters(stack, aimed.service) as letters:
        for id, *way in ignored:
            letter = letters.take(lambda each: id.encode() in each.body and each.text("x-coopt-queue") == queue)
            # Under a key of the same service's commands it is the type that does not fit.
            assert letter.reason in ("sender-not-allowed", "invalid-message"), way


# The database


def rights(stack):
    """What docker/postgres/rights.sql says of the running database: the words by role and relation."""
    url = stack["COOPT_ADMIN_DATABASE_URL"]
    said = subprocess.run(["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={url}",
                           "--file", str(ROOT / "docker/postgres/rights.sql")], capture_output=True, text=True, check=True)
    return said.stdout.splitlines()


def test_each_role_of_the_database_has_the_rights_that_are_declared(stack):
    declared = [line for line in (ROOT / "docker/postgres/rights.txt").read_text().splitlines()
                if line and not line.startswith("#")]
    found = rights(stack)
    assert sorted(set(found) - set(declared)) == [], "rights that are not declared"
    assert sorted(set(declared) - set(found)) == [], "declared rights that nobody has"


OPERATIONS = {
    "select": "select {column} from {relation} where false",
    "insert": "insert into {relation} ({column}) select null where false",
    "update": "update {relation} set {column} = null where false",
    "delete": "delete from {relation} where false",
    "truncate": "truncate {relation}",
}


def declared_rights(role):
    """What a role may: by relation the operations, each with its columns where it has some of them alone."""
    found = {}
    for line in (ROOT / "docker/postgres/rights.txt").read_text().splitlines():
        if line.startswith(role + " "):
            _, relation, words = line.split(" ")
            for word in words.split(","):
                operation, _, columns = word.rstrip(")").partition("(")
                found.setdefault(relation, {})[operation] = columns.split("+") if columns else None
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_each_services_role_does_with_each_column_what_is_declared_and_nothing_else(stack, service):
    allowed = declared_rights(f"{service}_service")
    with psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"]) as admin, admin.cursor() as cursor:
        cursor.execute("select table_schema || '.' || table_name, column_name, table_type"
                       " from information_schema.columns join information_schema.tables using (table_schema, table_name)"
                       " where table_schema = any (%s) and is_generated = 'NEVER'"
                       " and identity_generation is distinct from 'ALWAYS' order by 1, ordinal_position", [list(SERVICES)])
        columns = cursor.fetchall()
    assert len(columns) > 400
    connection, wrong, count = psycopg2.connect(stack.database_url(service)), [], 0
    try:
        for relation, column, kind in columns:
            for operation, statement in OPERATIONS.items():
                # Of a view the rules of its tables are asked for besides; and what it may truncate, it would.
                if kind == "VIEW" and operation != "select":
                    continue
                rights = allowed.get(relation, {})
                may = operation in rights and (rights[operation] is None or column in rights[operation])
                assert not (operation == "truncate" and may)
                count += 1
                did = does(connection, statement.format(relation=relation, column=f'"{column}"'))
                if did != may:
                    wrong.append((relation, column, operation, did))
    finally:
        connection.close()
    assert not wrong
    assert count > 2000


def does(connection, statement):
    """Whether the database lets somebody; what was done is undone."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(statement)
            return True
        except psycopg2.errors.InsufficientPrivilege:
            return False
        finally:
            connection.rollback()
