"""What every end-to-end test may ask for: the running stack, and outside clients of it.

The stack is the one that COOPT_STACK_ENV names (`make test` sets it), else the one of `make up`.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "docker" / "local"))

from outside.books import Books  # noqa: E402
from outside.client import ApplicantTracker, StaffTool  # noqa: E402
from outside.stack import Stack  # noqa: E402
from outside.topic import Topic  # noqa: E402
from scene import Scene  # noqa: E402


@pytest.fixture(scope="session")
def stack():
    return Stack.from_environment()


@pytest.fixture
def staff(stack):
    with StaffTool(stack) as tool:
        yield tool


@pytest.fixture
def tracker(stack):
    with ApplicantTracker(stack) as system:
        yield system


@pytest.fixture
def notifications(stack):
    """Everything that is notified from here on, as a staff tool hears it."""
    with Topic(stack["COOPT_STAFF_AMQP_URL"]) as topic:
        yield topic


@pytest.fixture
def events(stack):
    """Every event from here on, which only the administrator may listen to."""
    with Topic(stack["COOPT_ADMIN_AMQP_URL"], "coopt.events") as topic:
        yield topic


@pytest.fixture
def books(stack):
    books = Books(stack["COOPT_ADMIN_DATABASE_URL"])
    yield books
    books.close()


@pytest.fixture
def make_scene(staff):
    """Makes scenes with members of a kind; all of them end with the test."""
    made = []

    def make(**profile):
        made.append(Scene(staff, **profile))
        return made[-1]

    yield make
    for scene in made:
        scene.end()


@pytest.fixture
def scene(make_scene):
    return make_scene()


NOTES = pytest.StashKey[list]()


@pytest.fixture(scope="session")
def note(request):
    """Says something at the end of the run that is worth knowing and is no failure."""
    return request.config.stash.setdefault(NOTES, []).append


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash.get(NOTES, []):
        terminalreporter.write_line(f"noted: {line}")
