#!/usr/bin/python3
"""Checks that whatever the Dockerfile copies is there, and that .dockerignore lets it through: a build finds that out at its end."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPY = re.compile(r"^COPY(?!.*--from=)\s+(?:--\S+\s+)*(.+)$", re.MULTILINE)


def sources():
    """What is copied out of the repository, as the Dockerfile names it."""
    for words in COPY.findall((ROOT / "docker" / "Dockerfile").read_text().replace("\\\n", " ")):
        yield from words.split()[:-1]


def let_through(source, lines):
    """Whether a path is left in, by the last line that says something of it or of a folder above it."""
    path, allowed = Path(source), True
    above = {str(each) for each in (path, *path.parents)}
    for line in lines:
        pattern = line.removeprefix("!")
        if pattern == "*" or pattern in above:
            allowed = line.startswith("!")
    return allowed


def complaints():
    lines = [line for line in (ROOT / ".dockerignore").read_text().split("\n") if line and not line.startswith("#")]
    for source in sources():
        if not (ROOT / source).exists():
            yield f"there is no {source}, which the Dockerfile copies"
        elif not let_through(source, lines):
            yield f"{source} is copied by the Dockerfile, and .dockerignore keeps it out"


if __name__ == "__main__":
    if not list(sources()):
        sys.exit("copied: the Dockerfile copies nothing that can be found")
    found = list(complaints())
    sys.exit("\n".join(f"copied: {each}" for each in found) if found else 0)
