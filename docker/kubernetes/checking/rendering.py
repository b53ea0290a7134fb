"""Renders kustomizations with kubectl, no cluster needed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parents[1]
# Nobody listens there: what is started with these addresses cannot reach anything.
NOWHERE = {
    "COOPT_DATABASE_HOST": "localhost",
    "COOPT_BROKER_HOST": "localhost",
    "COOPT_SMTP_URL": "smtp://sender:secret@localhost:587",
}
# The sources of webhooks of overlays/production.
SOURCES = {"COOPT_WEBHOOK_SOURCES": "greenhouse lever"}


class CannotRender(Exception):
    """kubectl's own words about a kustomization that it cannot read."""


def render(folder):
    """The objects of a kustomization."""
    kubectl = os.environ.get("COOPT_KUBECTL", "kubectl")
    done = subprocess.run([kubectl, "kustomize", str(folder)], capture_output=True, text=True)
    if done.returncode:
        raise CannotRender(f"{folder} cannot be rendered: {done.stderr.strip()}")
    return [item for item in yaml.safe_load_all(done.stdout) if item]


def render_secrets(certificates):
    """The secrets as `secrets/write` makes them, out of a copy: with passwords of this moment and addresses of nowhere."""
    with tempfile.TemporaryDirectory(prefix="coopt-kubernetes-") as folder:
        copy = Path(folder, "secrets")
        shutil.copytree(FOLDER / "secrets", copy, ignore=shutil.ignore_patterns("files"))
        environment = os.environ | NOWHERE | SOURCES | {"COOPT_CA_FILE": str(certificates)}
        subprocess.run([copy / "write"], check=True, stdout=subprocess.DEVNULL, env=environment)
        return render(copy)


def surroundings(overlay):
    """What an overlay says is around it: the namespaces and pods that it may talk to, and Prometheus's address."""
    path = Path(overlay, "surroundings.yaml")
    return yaml.safe_load(path.read_text())["data"]
