"""Encryption: what the platform's own connections are, what is refused in clear, and what changes while services run."""

import smtplib
import subprocess
import urllib.parse

import psycopg2
import pytest

from counters import counted
from outside.deadline import observed
from outside.envelope import instant
from outside.stack import ROOT, SERVICES
from processes import ServiceByHand, StackProcesses

CONFIGURATION = 78


def connections_of(stack, service):
    return [each for each in stack.management("/api/connections") if each.get("user") == service]


@pytest.mark.parametrize("service", SERVICES)
def test_every_connection_of_a_service_is_encrypted(stack, service):
    assert observed(lambda: connections_of(stack, service), "connections to the broker")
    assert all(each["ssl"] and each["ssl_protocol"] in ("tlsv1.2", "tlsv1.3") for each in connections_of(stack, service))
    with psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("select ssl from pg_stat_ssl join pg_stat_activity using (pid) where usename = %s",
                       (f"{service}_service",))
        assert {encrypted for encrypted, in cursor.fetchall()} == {True}


@pytest.mark.parametrize("service", SERVICES)
def test_how_long_certificates_are_good_for_is_told(stack, service):
    told = {"broker", "database"} | ({"mail"} if service == "notifications" else set())
    for server in told:
        assert 30 * 86400 < seconds_left(stack, service, server, "authority") < 20 * 365 * 86400
    for server in ("broker", "database"):
        left = observed(lambda: seconds_left(stack, service, server, "server"), "what the server shows")
        assert 30 * 86400 < left < 20 * 365 * 86400


def seconds_left(stack, service, server, role):
    name = rf'coopt_certificate_expiry_seconds\{{(?=[^}}]*server="{server}")(?=[^}}]*role="{role}")[^}}]*\}}'
    return counted(stack.http_url(service, "/metrics"), name)


def test_the_database_and_the_mail_server_take_nothing_in_clear(stack):
    address = urllib.parse.urlsplit(stack["COOPT_ADMIN_DATABASE_URL"])
    with pytest.raises(psycopg2.OperationalError, match="no encryption"):
        psycopg2.connect(address._replace(query="sslmode=disable").geturl())
    mail = urllib.parse.urlsplit(stack["COOPT_SMTP_URL"])
    with smtplib.SMTP(mail.hostname, mail.port) as server, pytest.raises(smtplib.SMTPSenderRefused) as refusal:
        server.sendmail("a@example.org", "b@example.org", "in clear")
    assert refusal.value.smtp_code == 530


@pytest.mark.parametrize("setting, url", [
    ("COOPT_AMQP_URL", "amqp://u:secret-word@10.0.0.1/coopt"), ("COOPT_DATABASE_URL", "postgresql://u:secret-word@10.0.0.1/d"),
    ("COOPT_DATABASE_URL", "postgresql://u:secret-word@10.0.0.1/d?sslmode=prefer"),
])
def test_another_machine_in_clear_is_refused_at_start_unless_allowed(stack, setting, url):
    with ServiceByHand(stack, "rewards", **{setting: url}) as service:
        status, said = service.await_exit()
    assert status == CONFIGURATION and setting in said and "COOPT_PLAIN_TEXT=allowed" in said
    assert "secret-word" not in said
    with ServiceByHand(stack, "rewards", **{setting: url, "COOPT_PLAIN_TEXT": "allowed"}) as service:
        service.await_status("/health/live", 200)


def test_certificates_and_passwords_change_under_load_and_nothing_is_lost(stack, make_scene, tracker, books):
    scenes = [make_scene() for _ in range(6)]
    environment = StackProcesses(stack).environment

    def rotate(*what):
        subprocess.run([str(ROOT / "docker/local/stack"), "rotate", *what], env=environment, check=True,
                       stdin=subprocess.DEVNULL, capture_output=True)
        stack.read()  # it is everybody's: the tests after this one log in, too

    def report(scene):
        return tracker.hire({"offerId": scene.offer_id, "candidate": {"email": scene.candidate.email},
                             "hiredAt": instant()} | scene.application)

    sent = [report(scene) for scene in scenes[:2]]
    rotate("certificates")
    rotate("password", "rewards")
    sent += [report(scene) for scene in scenes[2:4]]
    cut_off(stack, "rewards")
    sent += [report(scene) for scene in scenes[4:]]
    assert {reply.data["outcome"] for reply in tracker.replies(sent, 60)} == {"attributed"}
    for scene in scenes:
        payable = f"member:{scene.member.id}:payable"
        assert observed(lambda: len(books.query(
            "select 1 from rewards.ledger_entries where account = %s and amount < 0", payable)) == 1, "one bonus", 60)
    assert observed(lambda: connections_of(stack, "rewards"), "new connections", 30)


def cut_off(stack, service):
    """Ends a service's connections at both servers, so that it needs new ones."""
    with psycopg2.connect(stack["COOPT_ADMIN_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = %s", (f"{service}_service",))
    for each in connections_of(stack, service):
        stack.manage("DELETE", f"/api/connections/{urllib.parse.quote(each['name'])}")
