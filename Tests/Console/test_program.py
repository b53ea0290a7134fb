"""The program `coopt-console` as whoever operates it starts and stops it."""

import os
import signal
import socket
import subprocess

import pytest
from processes import free_port, program


@pytest.fixture
def settings(stack):
    """Enough to run: ports of its own, the stack's broker, and a provider that nobody signs in at here."""
    port, operations = free_port(), free_port()
    return {"PATH": os.environ["PATH"], "COOPT_AMQP_URL": stack["COOPT_STAFF_AMQP_URL"],
            "COOPT_CONSOLE_URL": f"http://127.0.0.1:{port}", "COOPT_CONSOLE_PORT": str(port),
            "COOPT_HTTP_PORT": str(operations), "COOPT_OIDC_ISSUER": "http://127.0.0.1:1",
            "COOPT_OIDC_CLIENT_ID": "coopt-console"}


def run(settings, *arguments):
    return subprocess.run([program("console"), *arguments], env=settings, capture_output=True, text=True, timeout=30)


def connected(process, port):
    """Something said to the console, once it listens."""
    while process.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", int(port)), 5)
        except ConnectionRefusedError:
            continue
    raise AssertionError(f"it ended: {process.stderr.read()}")


def test_it_says_what_it_is_and_which_settings_it_reads():
    nothing = {"PATH": os.environ["PATH"]}
    version = run(nothing, "--version")
    assert version.returncode == 0 and version.stdout.startswith("coopt-console ")
    usage = run(nothing, "--help")
    assert usage.returncode == 0 and "COOPT_OIDC_ISSUER" in usage.stdout and usage.stderr == ""
    wrong = run(nothing, "sreve")
    assert wrong.returncode == 64 and "sreve" in wrong.stderr


def test_all_that_is_missing_is_told_at_once():
    nothing = run({"PATH": os.environ["PATH"]})
    assert nothing.returncode == 78
    for name in ("COOPT_AMQP_URL", "COOPT_CONSOLE_URL", "COOPT_OIDC_ISSUER", "COOPT_OIDC_CLIENT_ID"):
        assert f"setting {name} is missing" in nothing.stderr


@pytest.mark.parametrize("name, value, told", [
    ("COOPT_SESION_SECONDS", "60", "is COOPT_SESSION_SECONDS meant?"),
    ("COOPT_CONSOLE_URI", "http://127.0.0.1", "is COOPT_CONSOLE_URL meant?"),
    ("COOPT_OIDC_CA_FILE", "/nowhere.pem", "COOPT_OIDC_CA_FILE names no file"),
    ("COOPT_CONSOLE_URL", "http://console.example.com", "COOPT_CONSOLE_URL has to begin with https://"),
    ("COOPT_OIDC_ISSUER", "http://login.example.com", "COOPT_OIDC_ISSUER has to begin with https://"),
])
def test_a_setting_that_cannot_be_used_is_named(settings, name, value, told):
    ended = run(settings | {name: value})
    assert ended.returncode == 78 and told in ended.stderr, ended.stderr
    assert value not in ended.stderr.replace(told, "") or value == "60"


@pytest.mark.parametrize("name", ["COOPT_CONSOLE_PORT", "COOPT_HTTP_PORT"])
def test_a_port_that_is_taken_is_told(settings, name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(settings[name])))
        taken.listen()
        ended = run(settings)
    assert ended.returncode == 78 and name in ended.stderr and "in use" in ended.stderr, ended.stderr


def test_it_stops_within_its_time_however_many_hold_on(settings):
    process = subprocess.Popen([program("console")], env=settings | {"COOPT_DRAIN_SECONDS": "2"}, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        held = [connected(process, settings["COOPT_CONSOLE_PORT"]) for _ in range(3)]
        held[0].sendall(b"GET /signed-out HTTP/1.1\r\nHost: x\r\n\r\n")
        assert held[0].recv(65536).startswith(b"HTTP/1.1 200")
        # Half a request, and half a form.
        held[1].sendall(b"GET /signed-out HTTP/1.1\r\n")
        held[2].sendall(b"POST /language HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
                        b"Content-Type: application/x-www-form-urlencoded\r\n\r\na=")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=15) == 0
    finally:
        process.kill()
        for connection in held:
            connection.close()
