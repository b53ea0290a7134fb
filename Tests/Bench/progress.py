"""What is going on, for somebody who waits: a line a step, with the time since the beginning."""

import sys
import time
from contextlib import contextmanager

BEGAN = time.monotonic()


def elapsed():
    seconds = int(time.monotonic() - BEGAN)
    return f"{seconds // 60}:{seconds % 60:02d}"


def say(text):
    print(f"  {elapsed():>5}  {text}", flush=True)


@contextmanager
def phase(name):
    """A part of the run that has a name of its own."""
    print(f"  {elapsed():>5}  {name}", flush=True)
    began = time.monotonic()
    yield
    print(f"  {elapsed():>5}  {name}: {time.monotonic() - began:.1f} s", flush=True)


def fail(text):
    sys.exit(f"bench: {text}")
