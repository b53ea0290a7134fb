"""Loads what years of use would have left, set-based, straight into the six schemas; the same rows every time."""

import base64
import hashlib
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from outside.stack import ROOT
from progress import say

SQL = Path(__file__).parent / "seed"
# The longest first: two at a time are done soonest so.
SCHEMAS = ("recommendations", "rewards", "qualification", "members", "notifications", "offers")


def load(stack, scale):
    url = stack["COOPT_ADMIN_DATABASE_URL"]
    with loading(url), ThreadPoolExecutor(2) as two:
        identity = identity_secrets(stack)
        list(two.map(lambda schema: load_file(url, schema, scale, identity=identity), SCHEMAS))
    settle(url)


def identity_secrets(stack):
    """What the members service says that a member's keys are under: of members with others it would write them all again, and
    tell everybody, beside what is measured."""
    key = base64.b64decode((stack.directory / "secrets/keys/identity").read_text())
    digest = hashlib.sha256(b"coopt/fingerprint" + key).digest()
    source = (ROOT / "Shared/Identity/IdentityHasher.swift").read_text()
    reading = re.search(r'static let reading = "(.+)"', source)[1]
    return f"{hashlib.sha256(digest).digest()[:8].hex()}/{reading}"


def load_file(url, name, scale, **numbers):
    """Runs a file in a session of its own; its numbers are settings that `ids.sql` reads."""
    began = time.monotonic()
    numbers["members"] = scale.members
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        for number, value in numbers.items():
            cursor.execute("select set_config(%s, %s, false)", [f"bench.{number}", str(value)])
        cursor.execute((SQL / "ids.sql").read_text())
        cursor.execute((SQL / f"{name}.sql").read_text())
    connection.close()
    say(f"{name} loaded: {time.monotonic() - began:.1f} s")


@contextmanager
def loading(url):
    """While much is loaded, checkpoints are rare; then the server is again as the stack starts it."""
    execute(url, "alter system set max_wal_size = '16GB'")
    execute(url, "select pg_reload_conf()")
    try:
        yield
    finally:
        execute(url, "alter system reset max_wal_size")
        execute(url, "select pg_reload_conf()")


def settle(url):
    """Statistics, and no vacuum or checkpoint of the new rows left to fall into a measurement."""
    began = time.monotonic()
    execute(url, "vacuum (analyze)")
    execute(url, "checkpoint")
    say(f"vacuum, analyze, checkpoint: {time.monotonic() - began:.1f} s")


def execute(url, statement):
    """One statement that cannot run inside a transaction."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()
