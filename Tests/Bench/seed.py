"""Loads what years of use would have left, set-based, straight into the six schemas; the same rows every time."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
from progress import say

SQL = Path(__file__).parent / "seed"
# The longest first: two at a time are done soonest so.
SCHEMAS = ("recommendations", "notifications", "qualification", "rewards", "members", "offers")


def load(stack, scale):
    url = stack["COOPT_ADMIN_DATABASE_URL"]
    with ThreadPoolExecutor(2) as two:
        list(two.map(lambda schema: load_schema(url, schema, scale), SCHEMAS))
    began = time.monotonic()
    # Vacuumed too, so that no automatic vacuum of the new rows falls into a measurement.
    execute(url, "vacuum (analyze)")
    execute(url, "checkpoint")
    say(f"vacuum, analyze, checkpoint: {time.monotonic() - began:.1f} s")


def load_schema(url, schema, scale):
    began = time.monotonic()
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("select set_config('bench.members', %s, false)", [str(scale.members)])
        cursor.execute((SQL / "ids.sql").read_text())
        cursor.execute((SQL / f"{schema}.sql").read_text())
    connection.close()
    say(f"{schema} loaded: {time.monotonic() - began:.1f} s")


def execute(url, statement):
    """One statement that cannot run inside a transaction."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()
