"""A backup that was taken while services work: what it is worth is seen by restoring it, as docker/README.md says."""

import subprocess
import urllib.parse
from contextlib import contextmanager

import psycopg2

from command_line import CommandLine
from outside.envelope import instant
from outside.people import unique


@contextmanager
def restored(stack, backup):
    """The URL of a database of its own that a backup was restored into."""
    admin, name = stack["COOPT_ADMIN_DATABASE_URL"], f"restored_{unique()}"
    url = urllib.parse.urlsplit(admin)._replace(path=f"/{name}").geturl()
    with_server = psycopg2.connect(admin)
    with_server.autocommit = True
    try:
        with_server.cursor().execute(f"create database {name}")
        run("pg_restore", "--exit-on-error", "--dbname", url, backup)
        yield url
    finally:
        with_server.cursor().execute(f"drop database if exists {name} with (force)")
        with_server.close()


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr


def test_a_backup_taken_under_load_restores_to_services_that_agree_and_books_without_difference(
        stack, make_scene, tracker, tmp_path):
    scenes = [make_scene(rewardOption={"option": "self"}) for _ in range(5)]
    sent = []
    for scene in scenes:
        sent.append(tracker.hire({"offerId": scene.offer_id, "candidate": {"email": scene.candidate.email},
                                  "hiredAt": instant()} | scene.application))
        if scene is scenes[1]:
            run("pg_dump", "--format", "custom", "--file", tmp_path / "backup", stack["COOPT_ADMIN_DATABASE_URL"])
    assert {reply.data["outcome"] for reply in tracker.replies(sent, 60)} == {"attributed"}
    with restored(stack, tmp_path / "backup") as url:
        verified = CommandLine(tmp_path, COOPT_ADMIN_DATABASE_URL=url)("ledger", "verify", within=240)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        with psycopg2.connect(url) as connection, connection.cursor() as cursor:
            # One instant: nobody heard of a hire that the backup does not have attributed.
            cursor.execute("select count(*), count(*) filter (where h.hire_id is null) from rewards.hires as r"
                           " left join recommendations.hires as h using (hire_id)")
            heard, unknown = cursor.fetchone()
            assert heard > 0 and unknown == 0
