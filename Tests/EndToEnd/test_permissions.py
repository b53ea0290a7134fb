"""Least privilege: what each user of the broker and of the database may not do, tried from outside."""

import contextlib
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode
from pathlib import Path

import pika
import psycopg2
import pytest

from attempts import binding, consuming, declaring, publishing, refused
from outside.connection import connect
from outside.envelope import new_id
from outside.people import unique
from outside.stack import SERVICES

LEDGER_VIEWS = ("ledger_entries", "ledger_transactions")


# The broker


@pytest.mark.parametrize("action", [
    publishing("coopt.commands", "members.get-charter"),
    publishing("coopt.integration", "payout.confirmed"),
    publishing("coopt.events", "recommendations.hire-attributed"),
    publishing("coopt.notifications", "staff.reward-granted"),
    publishing("", "rewards.events"),
    declaring("staff.of-the-ats"),
    binding(f"ats.{new_id()}", "coopt.notifications", "#"),
    binding(f"ats.{new_id()}", "coopt.events", "#"),
    consuming("coopt.notifications.stream"),
    consuming("recommendations.integration"),
], ids=["commands", "payouts", "events", "notifications", "default exchange", "a queue of staff", "bind notifications",
        "bind events", "the stream", "a service's queue"])
def test_the_ats_reports_hires_and_does_nothing_else(stack, action):
    assert refused(stack["COOPT_ATS_AMQP_URL"], action)


@pytest.mark.parametrize("action", [
    publishing("coopt.integration", "hire.reported"),
    publishing("coopt.events", "rewards.reward-granted"),
    publishing("coopt.notifications", "staff.reward-granted"),
    publishing("", "rewards.events"),
    declaring("rewards.of-staff"),
    binding(f"staff.{new_id()}", "coopt.events", "#"),
    binding(f"staff.{new_id()}", "coopt.commands", "members.join"),
    binding(f"staff.{new_id()}", "coopt.dead-letters", "#"),
    consuming("rewards.dead-letters"),
], ids=["integration", "events", "notifications", "default exchange", "a service's queue", "bind events",
        "bind commands", "bind dead letters", "read dead letters"])
def test_staff_tools_command_and_listen_and_do_nothing_else(stack, action):
    assert refused(stack["COOPT_STAFF_AMQP_URL"], action)


@pytest.mark.parametrize("action", [
    publishing("coopt.integration", "hire.reported"),
    publishing("coopt.events", "rewards.reward-granted"),
    publishing("coopt.notifications", "staff.reward-granted"),
    publishing("coopt.replay", "rewards.commands"),
    publishing("", "rewards.events"),
    declaring("staff.of-another-tool"),
    declaring(""),
    consuming("rewards.dead-letters"),
    consuming("rewards.commands"),
], ids=["integration", "events", "notifications", "replays", "default exchange", "another tool's queue", "a queue without a name",
        "read dead letters", "read a lane"])
def test_the_console_commands_and_listens_and_does_nothing_else(stack, action):
    assert refused(stack["COOPT_CONSOLE_AMQP_URL"], action)


@pytest.mark.parametrize("action", [
    publishing("coopt.commands", "rewards.get-policy"),
    publishing("coopt.integration", "hire.reported"),
    publishing("coopt.events", "rewards.reward-granted"),
    publishing("coopt.notifications", "staff.reward-granted"),
    publishing("coopt.dead-letters", "rewards.anything"),
    publishing("", "rewards.commands"),
    declaring("staff.console.letters"),
    declaring("console-letters.own"),
    consuming("coopt.notifications.stream"),
    consuming("rewards.commands"),
    consuming("rewards.rejected"),
], ids=["commands", "integration", "events", "notifications", "dead letters", "default exchange", "the console's queue", "a queue",
        "the stream", "read a lane", "read what the broker took out"])
def test_the_console_s_login_for_letters_takes_and_replays_them_and_does_nothing_else(stack, action):
    assert refused(stack["COOPT_CONSOLE_LETTERS_AMQP_URL"], action)


def test_finance_writes_payouts_and_hears_of_payouts_only(stack):
    url, queue = stack["COOPT_FINANCE_AMQP_URL"], f"finance.{new_id()}"
    assert refused(url, publishing("coopt.integration", "hire.reported"))
    assert refused(url, binding(queue, "coopt.notifications", "staff.payout-requested"))
    assert refused(url, binding(queue, "coopt.notifications", "#"))
    assert not refused(url, binding(queue, "coopt.notifications", "finance.payout-requested"))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_declares_nothing_and_speaks_under_its_own_name_only(stack, service):
    url = stack.amqp_url(service)
    other = next(name for name in SERVICES if name != service)
    for queue in (f"{service}.own", "staff.own", f"{service}.commands.more"):
        assert refused(url, declaring(queue)), queue
    assert refused(url, lambda channel: channel.exchange_declare(f"{service}.own"))
    for action in (publishing("coopt.events", f"{other}.something-happened"),
                   publishing("coopt.dead-letters", f"{other}.something"),
                   publishing("coopt.commands", f"{other}.something"), publishing("coopt.integration", "hire.reported"),
                   publishing("", f"{service}.commands"), publishing("", "staff.replies"), publishing("", "coopt.notifications.stream"),
                   consuming(f"{other}.commands"), consuming(f"{service}.dead-letters")):
        assert refused(url, action)
    if service != "notifications":
        assert refused(url, publishing("coopt.notifications", "staff.reward-granted"))


@pytest.mark.parametrize("key, told", [
    ("members.contact-changed", {"notifications.events"}),
    ("recommendations.candidate-registered", {"notifications.events", "qualification.events"}),
])
def test_m9_events_with_contact_details_reach_who_must_know_and_nobody_else_can_bind_them(stack, key, told):
    bindings = stack.management("/api/exchanges/coopt/coopt.events/bindings/source")
    assert {binding["destination"] for binding in bindings if binding["routing_key"] in (key, "#")} == told
    for service in ("offers", "recommendations", "rewards"):
        queue = f"{service}.events"
        assert refused(stack.amqp_url(service), lambda channel: channel.queue_bind(queue, "coopt.events", key))


@pytest.mark.parametrize("user", ["staff", "console", "console_letters", "ats", "finance", "site", "company", *SERVICES,
                                  *(f"{service}_replies" for service in SERVICES)])
def test_only_the_administrator_uses_the_management_interface(stack, user):
    login = urllib.parse.urlsplit(stack.amqp_url(user))
    request = urllib.request.Request(stack["COOPT_MANAGEMENT_URL"] + "/api/overview")
    secret = b64encode(f"{login.username}:{login.password}".encode()).decode()
    request.add_header("Authorization", f"Basic {secret}")
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=10, context=stack.encryption())
    assert refusal.value.code == 401


def test_there_is_no_guest_and_no_two_users_share_a_password(stack):
    assert "guest" not in {user["name"] for user in stack.management("/api/users")}
    admin = urllib.parse.urlsplit(stack["COOPT_ADMIN_AMQP_URL"])
    guest = admin._replace(netloc=f"guest:guest@{admin.hostname}:{admin.port}").geturl()
    with pytest.raises(pika.exceptions.AMQPConnectionError):
        connect(guest)
    passwords = stack.passwords()
    assert len(set(passwords.values())) == len(passwords)


# The database


def test_the_console_adds_to_the_trail_of_letters_and_sees_nothing_else(stack, tables):
    url = stack["COOPT_CONSOLE_DATABASE_URL"]
    for schema, name, _ in tables:
        assert denied(url, f'select from "{schema}"."{name}"'), (schema, name)
    for statement in ("update operations.dead_letter_trail set reason = 'another'", "delete from operations.dead_letter_trail",
                      "truncate operations.dead_letter_trail", "create table operations.own ()", "create schema own",
                      "create table public.own ()", "create temporary table own ()"):
        assert denied(url, statement), statement
    assert not denied(url, "select from operations.dead_letter_trail")
    assert not denied(url, "insert into operations.dead_letter_trail (actor) select null where false")
    assert asked(url, "select count(*) from pg_auth_members where member = 'console'::regrole") == 0


@pytest.fixture(scope="module")
def tables(stack):
    """Every table and view of the services, as (schema, name, kind)."""
    with psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("select table_schema, table_name, table_type from information_schema.tables"
                       " where table_schema = any (%s)", [list(SERVICES)])
        return cursor.fetchall()


def denied(url, statement):
    """Whether the database refuses a statement for want of privilege."""
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
        return False
    except psycopg2.errors.InsufficientPrivilege:
        return True
    finally:
        connection.rollback()
        connection.close()


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_cannot_read_the_schema_of_another(stack, tables, service):
    url = stack.database_url(service)
    foreign = [(schema, name) for schema, name, _ in tables if schema != service]
    assert {schema for schema, _ in foreign} == set(SERVICES) - {service}
    for schema, name in foreign:
        assert denied(url, f'select from "{schema}"."{name}"'), (schema, name)
    assert denied(url, f"create table {service}.own ()")
    assert denied(url, "create schema own")


def asked(url, statement):
    """The one value that the database answers."""
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]
    finally:
        connection.close()


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_makes_no_large_object(stack, service):
    url = stack.database_url(service)
    for statement in ("select lo_create(0)", "select lo_creat(-1)", "select lo_from_bytea(0, 'x')", "select lo_unlink(1)"):
        assert denied(url, statement), statement


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_cannot_use_up_the_servers_connections(stack, service):
    url = stack.database_url(service)
    limit = asked(url, "select rolconnlimit from pg_roles where rolname = current_user")
    assert 0 < limit < int(asked(url, "show max_connections"))


@pytest.mark.parametrize("service", SERVICES)
def test_the_servers_log_says_of_a_failed_statement_nothing_of_its_rows(stack, service):
    url = stack.database_url(service)
    assert asked(url, "show log_error_verbosity") == "terse"
    assert asked(url, "show log_parameter_max_length_on_error") == "0"
    for statement in ("set log_error_verbosity = default", "set log_statement = 'all'"):
        assert denied(url, statement), statement


def test_the_log_of_the_server_has_nothing_of_a_row_that_was_refused(stack):
    """Who broke which constraint is said; the row that the server tells its client, who has it already, is not kept."""
    person = f"canary-{unique()}@example.org"
    for url in (stack.database_url("members"), stack["COOPT_ADMIN_DATABASE_URL"]):
        connection = psycopg2.connect(url)
        with pytest.raises(psycopg2.errors.NotNullViolation) as refusal, connection.cursor() as cursor:
            cursor.execute("insert into members.invitations (invitation_id, email) values (%s, %s)", [new_id(), person])
        connection.close()
        assert person in refusal.value.diag.message_detail, "the canary was in the row"
        assert "invitations" in refusal.value.diag.message_primary
    log = (stack.directory / "log/postgres.log").read_text(errors="replace")
    assert 'null value in column' in log and "Failing row contains" not in log


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_cannot_read_the_servers_log_or_files(stack, service):
    url = stack.database_url(service)
    for statement in ("select pg_current_logfile()", "select pg_ls_logdir()", "select pg_read_file('postgresql.conf')",
                      "select pg_ls_dir('.')", "copy members.members to program 'true'"):
        assert denied(url, statement), statement


@pytest.fixture(scope="module")
def ledger(stack):
    """The tables under the ledger's public views, each with one of its columns."""
    with psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("select distinct on (table_name) table_name, column_name from information_schema.columns"
                       " join information_schema.view_table_usage using (table_schema, table_name)"
                       " where view_schema = 'rewards' and view_name = any (%s)", [list(LEDGER_VIEWS)])
        return cursor.fetchall()


def test_w5_rewards_cannot_change_or_delete_what_is_in_the_books(stack, ledger):
    url = stack.database_url("rewards")
    assert len(ledger) >= len(LEDGER_VIEWS)
    for table, column in ledger:
        assert not denied(url, f"select from rewards.{table}")
        assert denied(url, f"update rewards.{table} set {column} = {column}"), table
        assert denied(url, f"delete from rewards.{table}"), table
        assert denied(url, f"truncate rewards.{table}"), table
        assert denied(url, f"drop table rewards.{table} cascade"), table


# The network


LISTENS = "0A"


def listening_addresses():
    """Every listening TCP socket of this machine: inode, address in the kernel's hexadecimal, port."""
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENS:
                address, port = fields[1].split(":")
                found.append((fields[9], address, int(port, 16)))
    return found


def sockets_of(pid):
    """The inodes of a process's sockets."""
    inodes = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed since
            if match := re.fullmatch(r"socket:\[(\d+)\]", os.readlink(entry)):
                inodes.add(match[1])
    return inodes


def is_loopback(address):
    """127.x.x.x, ::1 or ::ffff:127.x.x.x, as /proc/net writes them (each word in the machine's byte order)."""
    words = [bytes.fromhex(address[start:start + 8])[::-1] for start in range(0, len(address), 8)]
    plain = b"".join(words)
    return plain[-4] == 127 and plain[:-4] in (b"", bytes(10) + b"\xff\xff") or plain == bytes(15) + b"\x01"


def test_everything_listens_on_loopback_only(stack):
    ports = {urllib.parse.urlsplit(value).port for value in stack.lines.values() if "://" in value}
    pids = [path.read_text().split()[0] for path in (stack.directory / "run").glob("*.pid")]
    inodes = set().union(*(sockets_of(pid) for pid in pids))
    ours = [(address, port) for inode, address, port in listening_addresses() if port in ports or inode in inodes]
    assert ports <= {port for _, port in ours}
    assert not [port for address, port in ours if not is_loopback(address)]
