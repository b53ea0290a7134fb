#!/usr/bin/python3
"""Prints which rooms of a module look into which others, by the types they name; fails where rooms look at each other.

A room is a folder. `docker/local/arrows.py [MODULE-FOLDER ...]`; without one, the runtime's.
"""

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECLARATION = re.compile(
    r"^(?:(?:public|package|internal|fileprivate|final|indirect|nonisolated)\s+)*"
    r"(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)",
    re.MULTILINE,
)
# Texts and comments name what they please; only code draws arrows.
SILENT = re.compile(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|//[^\n]*')


def rooms_of(folder):
    """The code of each room, by the room's name; files that lie in no folder are a room of the module's own name."""
    rooms = defaultdict(list)
    for path in sorted(folder.rglob("*.swift")):
        inner = path.relative_to(folder).parts
        rooms[inner[0] if len(inner) > 1 else folder.name].append(SILENT.sub("", path.read_text()))
    return rooms


def arrows_between(rooms):
    """How often each room names the types of each other one."""
    homes = {name: room for room, files in rooms.items() for code in files for name in DECLARATION.findall(code)}
    arrows = defaultdict(Counter)
    for room, files in rooms.items():
        for word in re.findall(r"\b[A-Z]\w+", "\n".join(files)):
            home = homes.get(word)
            if home and home != room:
                arrows[room][home] += 1
    return arrows


def in_order(rooms, arrows):
    """The rooms, each before those that it looks into; and, where that cannot be, those that stand in a circle."""
    left, order = set(rooms), []
    while left:
        free = sorted(room for room in left if not any(room in arrows[other] for other in left - {room}))
        if not free:
            return order, circle(left, arrows)
        order += free
        left -= set(free)
    return order, []


def circle(left, arrows):
    """One way round: from any room that is left, along its arrows until a room comes again."""
    path = [min(left)]
    while True:
        onward = min(room for room in arrows[path[-1]] if room in left) if arrows[path[-1]].keys() & left else None
        if onward is None:
            left = left - {path[-1]}
            path = [min(left)]
        elif onward in path:
            return path[path.index(onward):] + [onward]
        else:
            path.append(onward)


def main(folders):
    failed = False
    for folder in folders:
        rooms = rooms_of(folder)
        arrows = arrows_between(rooms)
        order, round_trip = in_order(rooms, arrows)
        print(folder.relative_to(ROOT))
        for room in order:
            ahead = ", ".join(f"{other} ({arrows[room][other]})" for other in order if other in arrows[room])
            print(f"  {room:<14} → {ahead}" if ahead else f"  {room}")
        if round_trip:
            failed = True
            print(f"arrows: {folder.relative_to(ROOT)}: a circle: {' → '.join(round_trip)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main([Path(name).resolve() for name in sys.argv[1:]] or [ROOT / "Shared/ServiceRuntime"]))
