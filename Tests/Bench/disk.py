"""How long the disk takes while something else is measured: what a commit costs that has nothing to wait for but it."""

import os
import pathlib
import tempfile
import threading
import time

BYTES = 8192
ROOM = 2048
INTERVAL = 0.02


class Syncs:
    """Writes a page and syncs it fifty times a second as long as it is entered, beside the stack's own data."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.milliseconds = []

    def __enter__(self):
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()

    def _run(self):
        page = bytes(BYTES)
        with tempfile.TemporaryFile(dir=self.directory) as file:
            # As a log that is used again: syncing it does not have to write down a new length.
            file.truncate(BYTES * ROOM)
            for number in range(ROOM):
                os.pwrite(file.fileno(), page, number * BYTES)
            os.fsync(file.fileno())
            number = 0
            while not self._end.wait(INTERVAL):
                began = time.perf_counter()
                os.pwrite(file.fileno(), page, number % ROOM * BYTES)
                os.fdatasync(file.fileno())
                self.milliseconds.append(1000 * (time.perf_counter() - began))
                number += 1
