"""The words that the contract has for states, reasons and outcomes: for machines, and never to be read by people."""

import json
import re
from pathlib import Path

PUBLISHED = Path(__file__).resolve().parents[2] / "Shared/ContractDocument/Published/schemas"
# Refusals are in no schema: they are one type with any code.
CODES = Path(__file__).resolve().parents[2] / "Shared/Vocabulary"
# English words that are French ones, too, or names that both languages have.
FRENCH, ROLES = {"active", "candidate", "expert", "finance", "notifications", "points", "qualification", "interview", "webhooks", "offres",
                 "en", "fr", "decision", "email"}, {"administrator", "operator", "recruiter", "reader"}


def enumerated(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "enum" and isinstance(inner, list):
                yield from (word for word in inner if isinstance(word, str))
            else:
                yield from enumerated(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from enumerated(inner)


def gathered():
    words = set(ROLES)
    for schema in PUBLISHED.rglob("*.json"):
        words |= set(enumerated(json.loads(schema.read_text())))
    for source in CODES.rglob("ProblemCode*.swift"):
        words |= set(re.findall(r'ProblemCode = "([a-z-]+)"', source.read_text()))
    return {word for word in words if re.fullmatch(r"[a-z]+(-[a-z]+)*", word)} - FRENCH


WORDS = gathered()
COMPOUND = re.compile(r"(?<![\w.@/-])(" + "|".join(sorted((re.escape(word) for word in WORDS if "-" in word), key=len, reverse=True))
                      + r")(?![\w.@/-])")


def shown_in(texts):
    """Which of them stand in texts: those of several words anywhere, one word where nothing stands beside it."""
    return sorted({found for text in texts for found in COMPOUND.findall(text)}
                  | {text for text in texts if text in WORDS})
