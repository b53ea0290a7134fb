"""The secrets that are written for a deployment: once, complete, and only for those who need them."""

import os
import shutil
import subprocess

import pytest
from checking import programs, rendering

HOSTS = rendering.NOWHERE | {"COOPT_CA_FILE": os.environ.get("COOPT_CERTIFICATES", "")}


@pytest.fixture
def secrets(tmp_path):
    folder = tmp_path / "secrets"
    shutil.copytree(rendering.FOLDER / "secrets", folder, ignore=shutil.ignore_patterns("files"))
    return folder


def write(folder, **settings):
    environment = os.environ | HOSTS | settings
    return subprocess.run([folder / "write"], env=environment, capture_output=True, text=True)


def contents(folder):
    return {path.relative_to(folder): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_written_again_passwords_and_keys_stay_and_addresses_follow_the_hosts(secrets):
    assert write(secrets).returncode == 0
    before = contents(secrets / "files")
    assert write(secrets, COOPT_DATABASE_HOST="elsewhere").returncode == 0
    after = contents(secrets / "files")
    changed = {str(path) for path in before if before[path] != after[path]}
    addresses = ("database-url", "migration-database-url")
    assert changed == {f"{service}/{name}" for service in programs.SERVICES for name in addresses}


def test_a_deleted_password_is_made_anew_in_all_that_hold_it(secrets):
    write(secrets)
    before = contents(secrets / "files")
    (secrets / "files" / "amqp" / "offers").unlink()
    write(secrets)
    after = contents(secrets / "files")
    assert {str(path) for path in before if before[path] != after[path]} == {"amqp/offers", "offers/amqp-url"}


def test_nobody_else_can_read_them(secrets):
    write(secrets)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (secrets / "files").rglob("*"))


def test_each_missing_setting_is_named(secrets):
    for name in HOSTS:
        done = write(secrets, **{name: ""})
        assert done.returncode == 64 and name in done.stderr


def test_every_role_that_roles_sql_makes_has_its_password_file(secrets):
    write(secrets)
    roles = {f"{service}_{kind}" for service in programs.SERVICES for kind in ("owner", "service")}
    assert {path.name for path in (secrets / "files" / "postgres").iterdir()} == roles
