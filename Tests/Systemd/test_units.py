"""What the units give to a program is what it needs and knows, and is there once write-secrets has run."""

import shlex
import shutil
from pathlib import Path

import pytest
from checking import programs
from checking.given import CANCELLATION
from units import CREDENTIALS, FOLDER, Unit

SERVICES = [f"coopt@{service}.service" for service in programs.SERVICES]
MIGRATIONS = [f"coopt-migrate@{service}.service" for service in programs.SERVICES]
CONSOLE = "coopt-console.service"
ALL = [*SERVICES, *MIGRATIONS, "coopt-topology.service", CONSOLE]
STORE = "/etc/coopt/credentials/"


def problems(unit, secrets, folder=FOLDER):
    """What is wrong between a unit, its program and the secrets."""
    sources, environment = unit.credentials(), unit.environment(folder)
    for name, source in sources.items():
        if not source.startswith(STORE) or not (secrets / source.removeprefix(STORE)).is_file():
            yield f"credential {name} comes from {source}, which write-secrets does not write"
    known = programs.settings() | programs.OTHERS | (programs.console_settings() if unit.name == CONSOLE else set())
    for name, value in environment.items():
        if name.removesuffix("_FILE") not in known:
            yield f"{name} is no setting that the program knows"
        if name.endswith("_FILE") and value.removeprefix(f"{CREDENTIALS}/") not in sources:
            yield f"{name} is {value}, which is no credential of the unit"
    drain = int(environment.get("COOPT_DRAIN_SECONDS", 20))
    if unit.name in (*SERVICES, CONSOLE) and int(unit.last("TimeoutStopSec") or 90) <= drain + CANCELLATION:
        yield f"TimeoutStopSec ends it before it has drained for {drain} seconds"


@pytest.mark.parametrize("name", ALL)
def test_every_setting_is_known_and_every_credential_is_written(name, secrets):
    assert list(problems(Unit(name), secrets)) == []


@pytest.mark.parametrize("name", [*SERVICES, *MIGRATIONS, CONSOLE])
def test_the_program_accepts_what_its_unit_gives_it(name, secrets, certificates):
    unit = Unit(name)
    program, *arguments = shlex.split(unit.last("ExecStart"))
    if programs.executable(Path(program).name) is None:
        pytest.skip("the programs are not built")
    files = {f"{CREDENTIALS}/{key}": secrets / path.removeprefix(STORE) for key, path in unit.credentials().items()}
    contents = {path: source.read_text() for path, source in files.items()}
    contents["/run/authorities/ca.crt"] = certificates.read_text()
    assert programs.complaints(Path(program).name, arguments, unit.environment(), contents) == []


def test_the_topology_has_a_password_for_every_user_of_the_broker():
    users = programs.users()
    if users is None:
        pytest.skip("coopt-topology is not built")
    assert users | {"management.curl"} == Unit("coopt-topology.service").credentials().keys()


def test_each_service_of_a_machine_has_a_port_of_its_own():
    ports = [Unit(name).environment()["COOPT_HTTP_PORT"] for name in (*SERVICES, CONSOLE)]
    ports.append(Unit(CONSOLE).environment()["COOPT_CONSOLE_PORT"])
    assert len(set(ports)) == len(SERVICES) + 2


def test_the_console_asks_each_service_at_its_port():
    asked = dict(entry.split("=") for entry in Unit(CONSOLE).environment()["COOPT_CONSOLE_SERVICES"].split(","))
    assert asked == {service: f"http://127.0.0.1:{Unit(f'coopt@{service}.service').environment()['COOPT_HTTP_PORT']}"
                     for service in programs.SERVICES}


def test_migrations_and_topology_come_before_the_services():
    for service in programs.SERVICES:
        unit, migration = Unit(f"coopt@{service}.service"), f"coopt-migrate@{service}.service"
        assert migration in unit.last("Wants").split() and migration in unit.last("After").split()
        assert "coopt-topology.service" in unit.last("After").split()
        assert Unit(migration).last("Type") == "oneshot"


BREAKS = {
    "a misspelled setting": ("coopt@.service", "COOPT_DRAIN_SECONDS", "COOPT_DRAIN_SECOND", "no setting"),
    "a file that no credential is": ("coopt@.service", "FILE=%d/amqp-url", "FILE=%d/amqp", "no credential"),
    "a secret that nobody writes": ("coopt@.service", "%i/database-url", "%i/database", "does not write"),
    "killed while it drains": ("coopt@.service", "TimeoutStopSec=30", "TimeoutStopSec=25", "before it has drained"),
    "a setting of a machine misspelled": ("etc/coopt.env", "COOPT_LOG_LEVEL", "COOPT_LOGLEVEL", "no setting"),
}


@pytest.mark.parametrize("way", BREAKS)
@pytest.mark.parametrize("name", SERVICES)
def test_what_is_broken_is_found(way, name, secrets, tmp_path):
    path, old, new, said = BREAKS[way]
    folder = Path(shutil.copytree(FOLDER, tmp_path / "systemd"))
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new))
    assert any(said in problem for problem in problems(Unit(name, folder), secrets, folder))
