#!/usr/bin/python3
"""Checks the table of rules in Services/README.md: every rule has its row, every file is there, every test bears its rule's id."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "Services" / "README.md"
RULES = {"M": 9, "O": 6, "R": 8, "Q": 3, "H": 3, "W": 10, "N": 4}
# Of questions (A1) there are others to come.
ALONE = ("A2", "M11")
ROW = re.compile(r"^\| ([A-Z]\d+) \| [^|]+ \| \[[^]]+\]\(([^)]+)\) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"“([^”]+)” \(\[[^]]+\]\(([^)]+)\)\)")


def complaints(text):
    rows = {rule: (code, TEST.findall(shown)) for rule, code, shown in ROW.findall(text)}
    for rule in (*(f"{letter}{number}" for letter, count in RULES.items() for number in range(1, count + 1)), *ALONE):
        if rule not in rows:
            yield f"{rule} has no row"
            continue
        code, tests = rows[rule]
        if not (TABLE.parent / code).is_file():
            yield f"{rule}: there is no {code}"
        elif not re.search(rf"\b{rule}\b", (TABLE.parent / code).read_text()):
            yield f"{rule}: {code} does not name it"
        if not tests:
            yield f"{rule} has no test"
        yield from (f"{rule}: {complaint}" for name, file in tests for complaint in wrong(rule, name, file))


def wrong(rule, name, file):
    """What is wrong with a test that is said to show a rule."""
    if not (TABLE.parent / file).is_file():
        yield f"there is no {file}"
    elif not re.search(rf'@Test\(\s*"{re.escape(name)}"|^def {re.escape(name)}\(', (TABLE.parent / file).read_text(), re.MULTILINE):
        yield f"{file} has no test “{name}”"
    if not re.search(rf"(?<![A-Za-z0-9]){rule}(?![A-Za-z0-9])", name.replace("_", " "), re.IGNORECASE):
        yield f"“{name}” does not bear its id"


if __name__ == "__main__":
    found = list(complaints(TABLE.read_text()))
    sys.exit("\n".join(f"rules: {complaint}" for complaint in found) if found else 0)
