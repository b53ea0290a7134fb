"""What the tests of the cluster may ask for. `docker/local/cluster test` runs them, on a cluster without a past."""

import logging
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Tests" / "EndToEnd"), str(ROOT / "docker" / "local")]

from cluster import Cluster  # noqa: E402
from reckoning import reckon  # noqa: E402
from storm import Storm  # noqa: E402

# That connections are lost is what these tests are about.
logging.getLogger("pika").setLevel(logging.CRITICAL)

NOTES = pytest.StashKey[list]()


@pytest.fixture(scope="session")
def cluster():
    return Cluster(os.environ.get("COOPT_STACK_ENV") or ROOT / ".local" / "cluster" / "stack.env")


@pytest.fixture
def note(request):
    """Says something at the end of the run that is worth knowing and is no failure."""
    return request.config.stash.setdefault(NOTES, []).append


@pytest.fixture
def storm(cluster, request, note):
    """Load from several senders, on a cluster that is whole."""
    cluster.mend()
    cluster.await_whole()
    with Storm(cluster, request.node.name.removeprefix("test_")) as storm:
        yield storm
        for line in storm.figures():
            note(line)
            print(line)


@pytest.fixture
def settle(storm, cluster, note):
    """Ends a storm well: the cluster is whole again, all that was asked is answered and counted."""

    def settle():
        whole = cluster.await_whole()
        storm.rests()
        again = reckon(storm)
        note(f"{storm.word}: whole {whole:.1f} s later; {again} notifications of the stream came again under their id")

    return settle


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash.get(NOTES, []):
        terminalreporter.write_line(f"noted: {line}")
