"""What was told in a story, so that another recording of the same story says the same, line by line, in whatever order.

Ids, addresses, numbers and instants are another run's each time. Each is given a name by what is said of it and not by when
it came: two runs that tell the same things give the same names.
"""

import base64
import hashlib
import json
import re
import uuid
from collections import defaultdict
from datetime import datetime, timedelta, timezone

BASE = datetime(2026, 1, 12, 9, tzinfo=timezone.utc)
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:coopt:recording")
ROUNDS = 12

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# What a run makes up: ids, the two parts of a trace, telephone numbers, and the word that makes a reference or an address
# nobody else's.
MADE_UP = re.compile(
    rf"(?P<uuid>{UUID})"
    r"|(?<=\"00-)(?P<trace>[0-9a-f]{32})(?=-[0-9a-f]{16}-)"
    r"|(?<=-)(?P<span>[0-9a-f]{16})(?=-0[0-9a-f]\")"
    r"|(?P<phone>\+336\d{8})"
    r"|(?<=\bANN-)(?P<reference>[0-9a-f]{8})\b"
    r"|(?<=\bVIR )(?P<payment>[0-9a-f]{8})\b"
    r"|(?<=\.)(?P<word>[0-9a-f]{8})(?=@example\.(?:org|com))")
INSTANT = re.compile(r"\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\dT-])")
MONTHS = {
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"],
}
WRITTEN_DAY = re.compile(
    r"\b(?P<day>\d{1,2})(?P<first>er)?(?P<blank>[ \u00a0\u202f])(?P<month>"
    + "|".join(month for months in MONTHS.values() for month in months) + r")(?P<gap>[ \u00a0\u202f])(?P<year>\d{4})\b")


class Recording:
    """The notifications of a story that was told in scenes, which began at instants."""

    def __init__(self, messages, scenes):
        self.messages = messages
        self.scenes = scenes
        texts = [json.dumps(message, ensure_ascii=False, sort_keys=True) for message in messages]
        self.texts = [self._in_time(text) for text in texts]
        self.names = self._named()

    def lines(self):
        """A line of JSON for each message, in the order in which they were told."""
        return [json.dumps(json.loads(self._renamed(text)), ensure_ascii=False) for text in self.texts]

    # Instants

    def _in_time(self, text):
        """The text with its times moved to the story's: those of a scene are one instant, others as far from it as before."""
        text = INSTANT.sub(lambda found: self._moved(found.group()), text)
        text = DAY.sub(lambda found: self._moved_day(int(found[1]), int(found[2]), int(found[3])).isoformat(), text)
        return WRITTEN_DAY.sub(self._moved_written_day, text)

    def _moved(self, text):
        instant = datetime.fromisoformat(text.replace("Z", "+00:00"))
        number = sum(begun <= instant for begun in self.scenes)
        within = self.scenes[0] - timedelta(minutes=1) <= instant <= self.scenes[-1] + timedelta(minutes=10)
        if within:
            moved = BASE + timedelta(minutes=max(number, 1))
        else:
            # A date of the story, such as that of a start: whole days from its beginning, at the same time of the day.
            begun = self.scenes[0].astimezone(timezone.utc)
            days = round((instant - begun) / timedelta(days=1))
            moved = BASE + timedelta(days=days)
        return moved.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _moved_day(self, year, month, day):
        try:
            told = datetime(year, month, day, tzinfo=timezone.utc).date()
        except ValueError:
            return _AsWritten(f"{year:04}-{month:02}-{day:02}")
        return BASE.date() + (told - self.scenes[0].astimezone(timezone.utc).date())

    def _moved_written_day(self, found):
        language = "fr" if found["month"] in MONTHS["fr"] else "en"
        month = MONTHS[language].index(found["month"]) + 1
        moved = self._moved_day(int(found["year"]), month, int(found["day"]))
        if isinstance(moved, _AsWritten):
            return found.group()
        first = "er" if language == "fr" and moved.day == 1 else ""
        return f"{moved.day}{first}{found['blank']}{MONTHS[language][moved.month - 1]}{found['gap']}{moved.year}"

    # Names

    def _named(self):
        """A name for each thing that the run made up, by what is said of it.

        Everything begins alike. Round by round, each is told from others by the messages that it stands in and where in
        them, and each message by what is in it, until no round tells more apart (colour refinement, Weisfeiler and Leman).
        """
        places = [[(found.group(), found.lastgroup) for found in MADE_UP.finditer(text)] for text in self.texts]
        skeletons = [MADE_UP.sub("\0", text) for text in self.texts]
        kinds = {name: kind for found in places for name, kind in found}
        colours = {name: kind for name, kind in kinds.items()}
        for _ in range(ROUNDS):
            finer = self._refined(colours, places, skeletons)
            if len(set(finer.values())) == len(set(colours.values())):
                colours = finer
                break
            colours = finer
        return self._given(colours, kinds)

    @staticmethod
    def _refined(colours, places, skeletons):
        said = defaultdict(list)
        for skeleton, found in zip(skeletons, places):
            message = digest(skeleton, *(colours[name] for name, _ in found))
            # Where a thing stands more than once in a message, all places count together.
            where = defaultdict(list)
            for number, (name, _) in enumerate(found):
                where[name].append(str(number))
            for name, numbers in where.items():
                said[name].append(digest(message, *numbers))
        return {name: digest(colours[name], *sorted(said[name])) for name in colours}

    @staticmethod
    def _given(colours, kinds):
        """Things that nothing tells apart are numbered as they come: they could change places, and nobody would see."""
        taken, names = set(), {}
        for name in colours:
            number = 0
            while (given := written(kinds[name], digest(colours[name], str(number)))) in taken:
                number += 1
            taken.add(given)
            names[name] = given
        return names

    def _renamed(self, text):
        return MADE_UP.sub(lambda found: self.names[found.group()], text)


class _AsWritten(str):
    """What only looks like a day."""

    def isoformat(self):
        return str(self)


def digest(*parts):
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def written(kind, colour):
    """A made-up thing in the form of its kind."""
    number = int(colour, 16)
    match kind:
        case "uuid":
            return str(uuid.uuid5(NAMESPACE, colour))
        case "trace":
            return colour[:32]
        case "span":
            return colour[:16]
        case "phone":
            return f"+3363998{number % 10_000:04}"  # numbers that nobody has: kept for plays and films
        case _:
            return base64.b32encode(bytes.fromhex(colour)).decode().lower()[:8]


def told(message):
    """A notification as a line has it: the key, the AMQP properties, their headers, the envelope."""
    properties = message.properties
    names = ("content_type", "content_encoding", "delivery_mode", "correlation_id", "message_id", "type", "app_id", "user_id")
    known = {name: getattr(properties, name) for name in names if getattr(properties, name) is not None}
    if properties.timestamp is not None:
        known["timestamp"] = instant(properties.timestamp)
    headers = {name: str(value) for name, value in (properties.headers or {}).items() if not name.startswith("x-stream-")}
    return {"routingKey": message.routing_key, "properties": known, "headers": headers, "envelope": message.envelope}


def instant(timestamp):
    """An AMQP timestamp, whole seconds, as RFC 3339: so that whoever plays it knows what it is."""
    return datetime.fromtimestamp(timestamp, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
