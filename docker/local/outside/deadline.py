"""How long somebody waits: every wait has an end, and says what did not come."""

import threading
import time


class NotInTime(Exception):
    """Something that had to happen did not happen within its deadline."""


class Deadline:
    """A point in time by which something has to have happened."""

    def __init__(self, seconds):
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self):
        return max(0.0, self._end - time.monotonic())

    @property
    def is_over(self):
        return self.left == 0


def observed(probe, what, within=30, interval=0.1):
    """Looks again and again until `probe()` is true, and returns that: for states that no message tells of."""
    deadline = Deadline(within)
    never = threading.Event()
    while not (seen := probe()):
        if deadline.is_over:
            raise NotInTime(f"{what}: not within {within} s; last seen: {seen!r}")
        never.wait(interval)
    return seen
