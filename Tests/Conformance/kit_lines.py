"""The kit's lines: what a program is told on standard input, and says on standard output."""

import json
import sys
import threading


def say(**line):
    """One line of JSON, at once."""
    print(json.dumps(line), flush=True)


def read_lines(take):
    """Hands each line to `take` from a thread of its own, so that a connection is served meanwhile; None at their end."""

    def read():
        for line in sys.stdin:
            take(json.loads(line))
        take(None)

    threading.Thread(target=read, daemon=True).start()
