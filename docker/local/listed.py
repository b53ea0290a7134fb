#!/usr/bin/python3
"""Checks that what has to be listed by hand is: what is missing is said, with the list that lacks it.

Messages stand in the contract's list and have a sample; migrations and handlers stand in their service's wiring; texts stand
beside the names of what they tell.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = ROOT / "Shared/Messages"
FIXTURES = ROOT / "Tests/Shared/Messages/Fixtures"
TYPE = re.compile(r"public (?:static let messageType = |static var messageType: MessageType \{ ?\n? *)MessageType\(\s*service: (\"[a-z-]+\"|\w+(?:\.\w+)?), name: \"([a-z-]+)\"", re.MULTILINE)
DECLARED = re.compile(r"public struct (\w+)(<[^>]*>)?: [^{]*\b(?:\w*Payload|\w*Decision\w*|PolicyChange|ListQuestion)\b")
# Told by every service in its own name: no list of one service's messages has them.
OF_ALL = {"CommandRefused", "MessageDeadLettered"}
HANDLER = re.compile(r"^package (?:final )?(?:struct|class) (\w+Handler)\b[^{]*: (?:\w+, )*\w*Handler\b", re.MULTILINE)

ALIAS = re.compile(r"^package typealias (\w+Handler) = ", re.MULTILINE)


def messages():
    """Every payload's file, name and whether it is made for several services."""
    for path in sorted(MESSAGES.rglob("*.swift")):
        text = path.read_text()
        for name, parameters in DECLARED.findall(text):
            yield path, text, name, bool(parameters)


def unlisted_messages():
    listed = (MESSAGES / "Contract.swift").read_text()
    for path, text, name, is_generic in messages():
        if name not in OF_ALL and not re.search(rf"\b{name}(?:<[^>]*>)?\.self\b", listed) and not aliased(name, listed):
            yield f"{relative(path)}: {name} is not in Contract.swift"
        for service, kind in TYPE.findall(text):
            if is_generic or not service.startswith('"'):
                continue
            sample = FIXTURES / f"{service.strip(chr(34))}.{kind}.v1.json"
            if not sample.is_file():
                yield f"{relative(path)}: there is no sample {relative(sample)}"


def aliased(name, listed):
    """Whether the contract lists a generic type under names of its own."""
    aliases = re.findall(rf"public typealias (\w+) = {name}<", "\n".join(path.read_text() for path in MESSAGES.rglob("*.swift")))
    return bool(aliases) and all(re.search(rf"\b{alias}\.self\b", listed) for alias in aliases)


def unlisted_migrations():
    for folder in sorted(ROOT.glob("Services/*/Migrations")) + [ROOT / "Shared/ServiceRuntime/Migrations"]:
        wiring = "\n".join(path.read_text() for path in folder.parent.rglob("*.swift"))
        for path in sorted(folder.glob("*.sql")):
            number, name = re.fullmatch(r"(\d{4})_(\w+)\.sql", path.name).groups()
            form = rf'(?:number: {int(number)},\s+name:|migration\({int(number)},) "{name}"'
            if not re.search(form, wiring) or f"_{number[1:]}_{name}_sql" not in wiring:
                yield f"{relative(path)} is not among the migrations of {folder.parent.name}"


def unlisted_handlers():
    for service in sorted(path.parent for path in ROOT.glob("Services/*/Handlers")):
        wiring = (service / f"{service.name}Service.swift").read_text()
        for path in sorted([*(service / "Handlers").glob("*.swift"), *service.glob("*.swift")]):
            for name in HANDLER.findall(path.read_text()) + ALIAS.findall(path.read_text()):
                if not re.search(rf"\b{name}\b", wiring):
                    yield f"{relative(path)}: {name} is not in {service.name}Service.swift"


def unlisted_texts():
    sources = (ROOT / "Services/Notifications/Composition/TemplateSources.swift").read_text()
    for path in sorted((ROOT / "Services/Notifications/Templates").rglob("*")):
        word = re.sub(r"\W", "_", path.name)
        if path.is_file() and not re.search(rf"\b{word}\b", sources):
            yield f"{relative(path)} is not in TemplateSources.swift"


def relative(path):
    return path.relative_to(ROOT)


def complaints():
    for each in (unlisted_messages, unlisted_migrations, unlisted_handlers, unlisted_texts):
        yield from each()


if __name__ == "__main__":
    found = list(complaints())
    sys.exit("\n".join(f"listed: {each}" for each in found) if found else 0)
