"""What the built programs say of themselves: settings, queues, users; and whether they accept what a pod gives them."""

import functools
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SERVICES = ("members", "offers", "recommendations", "qualification", "rewards", "notifications", "webhooks")
# What a process may read besides settings that --help lists.
OTHERS = {"MALLOC_ARENA_MAX", "WAVE_DELAY_SECONDS", "OFFER_LETTER_SECONDS", "COOPT_AMQP_PASSWORDS_DIR"}
CONSOLE = "console"
SETTING = re.compile(r'name: "(COOPT_\w+)"')
# A process that has not ended this long after it was asked to hangs.
PATIENCE = 60


def executable(name):
    """The path of a built program, or None."""
    products = os.environ.get("COOPT_PRODUCTS") or ROOT / ".build" / os.environ.get("CONFIGURATION", "release")
    path = Path(products, name)
    return path if os.access(path, os.X_OK) and path.is_file() else None


@functools.cache
def settings():
    """The names of every setting: from a program where one is built, else from its source."""
    program = executable("coopt-members")
    if program is None:
        source = ROOT / "Shared/ServiceSettings/SettingName.swift"
        return frozenset(SETTING.findall(source.read_text()))
    told = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    return frozenset(re.findall(r"^\s+(COOPT_\w+)\s", told, re.MULTILINE))


@functools.cache
def console_settings():
    """The names of every setting of the console, from its source."""
    sources = (ROOT / "Services/Console").rglob("*.swift")
    return frozenset(name for source in sources for name in re.findall(r'"(COOPT_\w+)"', source.read_text()))


@functools.cache
def definitions(systems=""):
    """The broker's definitions as coopt-topology prints them, with outside systems as JSON; None where it is not built."""
    program = executable("coopt-topology")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="coopt-kubernetes-") as folder:
        for _ in range(2):
            done = topology(program, folder, systems)
            if done.returncode == 0:
                return json.loads(done.stdout)
            # It names who lacks a password.
            for user in done.stderr.rsplit(": ", 1)[-1].strip().split(", "):
                Path(folder, user).write_text("password\n")
        raise RuntimeError(f"coopt-topology: {done.stderr}")


def topology(program, folder, systems):
    environment = {"COOPT_AMQP_PASSWORDS_DIR": folder} | ({"COOPT_OUTSIDE_SYSTEMS": systems} if systems else {})
    return subprocess.run([program], capture_output=True, text=True, env=environment)


def users(systems=""):
    """The names of the broker's users, with outside systems as JSON; None where coopt-topology is not built."""
    told = definitions(systems)
    return told and {user["name"] for user in told["users"]}


def queues_of(service):
    """The queues that a service's user may consume; None where coopt-topology is not built."""
    told = definitions()
    if told is None:
        return None
    read = next(re.compile(held["read"]) for held in told["permissions"] if held["user"] == service)
    return {queue["name"] for queue in told["queues"] if read.search(queue["name"])}


def complaints(name, arguments, environment, files):
    """What a program says of its settings when it is started with a pod's environment and files; nothing where it accepts.

    `files` are contents by path in the pod. They are laid out in a folder, and paths in environment and contents are
    changed to it. A program that accepts serves, and is asked to end.
    """
    with tempfile.TemporaryDirectory(prefix="coopt-kubernetes-") as folder:
        for path, content in files.items():
            place = Path(folder, path.lstrip("/"))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content.replace("/run/", f"{folder}/run/"))
        here = {key: value.replace("/run/", f"{folder}/run/") for key, value in environment.items()}
        here |= {"COOPT_HTTP_HOST": "127.0.0.1", "COOPT_HTTP_PORT": str(free_port())}
        if "COOPT_CONSOLE_PORT" in here:
            here |= {"COOPT_CONSOLE_HOST": "127.0.0.1", "COOPT_CONSOLE_PORT": str(free_port())}
        return said_at_start([str(executable(name)), *arguments], here)


def said_at_start(command, environment):
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    said = []
    try:
        # The first record that it logs comes after all settings were read.
        for line in process.stderr:
            if line.startswith("{"):
                break
            said.append(line.strip())
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        said.append(f"did not end within {PATIENCE} seconds of SIGTERM")
    finally:
        process.kill()
        process.wait()
    return [line for line in said if "setting" in line or "end within" in line]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
