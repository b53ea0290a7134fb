#!/usr/bin/python3
"""Checks that Swift packages were resolved in the versions of dependencies.txt, and that Package.swift names exact ones.

Package.resolved is not kept: its revisions are those of whatever copies a machine has. `--write` writes the list anew.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LIST = HERE / "dependencies.txt"
NAMED = re.compile(r'\.package\(\s*url: "[^"]*/([^/"]+?)(?:\.git)?",\s*(\w+): "([^"]+)"')


def resolved():
    """Versions by package, as this checkout's build took them."""
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    return {pin["identity"]: pin["state"].get("version") or pin["state"]["revision"] for pin in pins}


def listed():
    return dict(line.split() for line in LIST.read_text().splitlines() if line and not line.startswith("#"))


def complaints(found, wanted):
    for name in sorted(found.keys() | wanted.keys()):
        if found.get(name) != wanted.get(name):
            yield f"{name} is {found.get(name, 'not used')}, and the list says {wanted.get(name, 'nothing of it')}"
    for name, requirement, version in NAMED.findall((ROOT / "Package.swift").read_text()):
        if requirement != "exact":
            yield f"Package.swift takes {name} {requirement} {version}, not one exact version"
        elif wanted.get(name.lower()) != version:
            yield f"Package.swift takes {name} {version}, and the list says {wanted.get(name.lower(), 'nothing of it')}"


def write(found):
    comments = [line for line in LIST.read_text().splitlines() if line.startswith("#")]
    LIST.write_text("\n".join(comments + [f"{name} {version}" for name, version in sorted(found.items())]) + "\n")


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        write(resolved())
    elif not (ROOT / "Package.resolved").is_file():
        sys.exit("dependencies: nothing is resolved here yet: run `swift package resolve`")
    elif found := list(complaints(resolved(), listed())):
        sys.exit("\n".join(f"dependencies: {complaint}" for complaint in found))
