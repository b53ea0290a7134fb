"""Books of a test's own, in a database of their own: there they may be falsified."""

import os
import subprocess
import urllib.parse

import psycopg2

from outside.envelope import new_id
from outside.people import unique
from processes import program


class ScratchBooks:
    """A migrated schema `rewards` whose constraints and triggers let everything pass."""

    def __init__(self, admin_url):
        self.name = f"scratch_{unique()}"
        self.admin = psycopg2.connect(admin_url)
        self.admin.autocommit = True
        self._as_admin(f"create database {self.name}")
        self.url = urllib.parse.urlsplit(admin_url)._replace(path=f"/{self.name}").geturl()
        self.connection = psycopg2.connect(self.url)
        self.connection.autocommit = True
        self.execute("create schema rewards")
        migrated = subprocess.run([program("rewards"), "migrate"], capture_output=True, text=True, timeout=60,
                                  env={"PATH": os.environ["PATH"], "COOPT_MIGRATION_DATABASE_URL": self.url})
        assert migrated.returncode == 0, migrated.stderr
        # As a replica the session fires no trigger and checks no reference.
        self.execute("set session_replication_role = replica")
        self.execute("alter table rewards.transactions drop constraint transactions_cause_unique,"
                     " drop constraint transactions_reversed_once")

    def close(self):
        self.connection.close()
        self._as_admin(f"drop database {self.name}")
        self.admin.close()

    def _as_admin(self, statement):
        with self.admin.cursor() as cursor:
            cursor.execute(statement)

    def execute(self, statement, *parameters):
        with self.connection.cursor() as cursor:
            cursor.execute(statement, parameters)

    def clear(self):
        self.execute("truncate rewards.entries, rewards.transactions cascade")

    def post(self, cause, lines, reverses=None, transaction=True):
        """A transaction of lines (account, unit, amount); its id."""
        id = new_id()
        if transaction:
            self.execute("insert into rewards.transactions values (%s, %s, %s, %s, 1, %s, now())",
                         id, cause, new_id(), new_id(), reverses)
        for account, unit, amount in lines:
            self.execute("insert into rewards.entries values (%s, %s, %s, %s, %s)",
                         new_id(), id, account, unit, amount)
        return id
