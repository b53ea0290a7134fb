"""The secrets that are written for a deployment: once, complete, and only for those who need them."""

import json
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
    assert changed == {f"{service}/{name}" for service in programs.SERVICES for name in addresses} | {
        "console/operations-database-url"}


def test_a_deleted_password_is_made_anew_in_all_that_hold_it(secrets):
    write(secrets)
    before = contents(secrets / "files")
    (secrets / "files" / "amqp" / "offers").unlink()
    write(secrets)
    after = contents(secrets / "files")
    assert {str(path) for path in before if before[path] != after[path]} == {"amqp/offers", "offers/amqp-url"}


def test_each_source_of_webhooks_has_a_login_and_a_secret_and_a_second_one_while_there_is_one(secrets):
    write(secrets, COOPT_WEBHOOK_SOURCES="greenhouse our-lever")
    files = secrets / "files"
    made = (files / "hooks" / "greenhouse").read_text().strip()
    told = json.loads((files / "webhooks" / "hook-secrets").read_text())
    assert told.keys() == {"greenhouse", "our-lever"} and told["greenhouse"]["signing"] == [made]
    password = (files / "amqp" / "webhooks-our-lever").read_text().strip()
    assert told["our-lever"]["amqpUrl"].startswith(f"amqps://webhooks-our-lever:{password}@localhost:5671/coopt?")
    # A vendor's own secret may hold anything that fits in a line.
    given = """wh"sec\\_é'$x`"""
    (files / "hooks" / "greenhouse").write_text(given)
    (files / "hooks" / "greenhouse.former").write_text(made + "\n")
    (files / "hooks" / "our-lever.token").write_text("token\n")
    (files / "hooks" / "our-lever.account").write_text("account\n")
    write(secrets, COOPT_WEBHOOK_SOURCES="greenhouse our-lever")
    told = json.loads((files / "webhooks" / "hook-secrets").read_text())
    assert told["greenhouse"]["signing"] == [given, made] and told["our-lever"]["apiToken"] == "token"
    assert told["our-lever"]["accountToken"] == "account"
    assert not {"apiToken", "accountToken"} & told["greenhouse"].keys()


def test_without_sources_nothing_is_said_of_webhooks(secrets):
    write(secrets)
    assert json.loads((secrets / "files" / "webhooks" / "hook-secrets").read_text()) == {}
    assert not (secrets / "files" / "hooks").exists()


def test_the_console_shows_the_provider_s_secret_where_there_is_one(secrets):
    write(secrets)
    files = secrets / "files"
    assert len((files / "console" / "oidc-client-secret").read_text().strip()) == 48
    (files / "console" / "oidc-client-secret").write_text("the provider's\n")
    write(secrets)
    assert (files / "console" / "oidc-client-secret").read_text() == "the provider's\n"
    for login, file in (("console", "amqp-url"), ("console-letters", "letters-amqp-url")):
        password = (files / "amqp" / login).read_text().strip()
        assert (files / "console" / file).read_text().startswith(f"amqps://{login}:{password}@localhost:5671/coopt?")


def test_nobody_else_can_read_them(secrets):
    write(secrets)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (secrets / "files").rglob("*"))


def test_each_missing_setting_is_named(secrets):
    for name in HOSTS:
        done = write(secrets, **{name: ""})
        assert done.returncode == 64 and name in done.stderr


def test_every_role_that_roles_sql_makes_has_its_password_file(secrets):
    write(secrets)
    roles = {f"{service}_{kind}" for service in programs.SERVICES for kind in ("owner", "service")} | {"console"}
    assert {path.name for path in (secrets / "files" / "postgres").iterdir()} == roles
