#!/usr/bin/python3
"""Checks that every public declaration says what it is, but an initialiser: one that only stores its fields says nothing new."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECLARATION = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*public\s+(?:(?:static|final|mutating|nonisolated|indirect|prefix|override|weak|lazy|private|internal|package)(?:\([^)]*\))?\s+)*"
    r"(?:let|var|func|struct|enum|class|actor|protocol|typealias|subscript)\b")


def complaints(path):
    lines = path.read_text().splitlines()
    for number, line in enumerate(lines):
        if not DECLARATION.match(line):
            continue
        above = number - 1
        while above >= 0 and lines[above].strip().startswith(("@", "#if")):
            above -= 1
        if above < 0 or not lines[above].strip().startswith("///"):
            yield f"{path.relative_to(ROOT)}:{number + 1}: {line.strip()} has no comment that says what it is"


if __name__ == "__main__":
    found = [each for room in ("Services", "Shared") for path in sorted((ROOT / room).rglob("*.swift")) for each in complaints(path)]
    sys.exit("\n".join(f"documented: {each}" for each in found) if found else 0)
