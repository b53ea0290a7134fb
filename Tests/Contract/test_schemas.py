"""What the schemas say of what others send, against the decoder itself: neither takes what the other refuses.

Samples are changed at random, field by field; the seed is in conftest.py.
"""

import copy
import json

from jsonschema import Draft7Validator

from conftest import FIXTURES, PUBLISHED

# What JSON Schema has no words for: check digits, classifications, days that no calendar has.
BEYOND = {"SIREN", "SectorCode", "ZoneCode", "CalendarDay", "Timestamp", "EmailAddress"}


def inbound(document):
    """The type, schema and sample of everything that others send."""
    for name, operation in document["operations"].items():
        if operation["action"] != "receive":
            continue
        kind = document["components"]["messages"][operation["messages"][0]["$ref"].split("/")[-1]]["title"]
        schema = json.loads((PUBLISHED / "schemas" / f"{kind}.json").read_text())
        sample = json.loads((FIXTURES / f"{kind.removeprefix('coopt.')}.json").read_text())["data"]
        sample.pop("laterField", None)
        yield kind, schema, sample


def plain(schema, node):
    """A node without its reference, and without null beside it."""
    while True:
        if "$ref" in node:
            node = schema if node["$ref"] == "#" else schema["definitions"][node["$ref"].removeprefix("#/definitions/")]
        elif len(node.get("allOf", [])) == 1 and "$ref" in node["allOf"][0] and "properties" not in node:
            node = node["allOf"][0]
        elif "anyOf" in node and any("$ref" in each for each in node["anyOf"]):
            node = next(each for each in node["anyOf"] if "$ref" in each)
        else:
            return node


def places(schema, node, value, path=()):
    """Every field of a sample: its path, its schema and its value."""
    node = plain(schema, node)
    if isinstance(value, dict):
        for key, field in node.get("properties", {}).items():
            if key in value:
                yield path + (key,), plain(schema, field), value[key]
                yield from places(schema, field, value[key], path + (key,))
    elif isinstance(value, list) and value and "items" in node:
        yield path + (0,), plain(schema, node["items"]), value[0]
        yield from places(schema, node["items"], value[0], path + (0,))


def replaced(sample, path, value):
    changed = copy.deepcopy(sample)
    place = changed
    for key in path[:-1]:
        place = place[key]
    if value is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return changed


GONE = object()


def variations(node, value, chance):
    """What a field may be changed to."""
    yield from [GONE, None, True, 7, 7.5, "", "text", [], {}, {"key": 1}]
    if isinstance(value, str):
        least, most = node.get("minLength", 0), node.get("maxLength")
        yield from [" ", "a\nb", "a\u0007b", "a\u202eb", "a\tb", value.upper(), value + "x"]
        yield "".join(chance.choice("abc éß漢🙂") for _ in range(chance.randint(max(least, 1), 40)))
        if most:
            yield from ["a" * most, "a" * (most + 1), "é" * most, "🙂" * (most + 1)]
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        for bound in ("minimum", "maximum"):
            if bound in node:
                yield from [node[bound] - 1, node[bound], node[bound] + 1]
        yield from [-value, chance.randint(-10**12, 10**12), 10**30]
    if isinstance(value, list) and value:
        for bound in ("minItems", "maxItems"):
            if bound in node:
                yield from [value[:1] * count for count in (node[bound] - 1, node[bound], node[bound] + 1) if count >= 0]
    yield from node.get("enum", [])


def test_what_the_schema_says_of_what_others_send_is_what_the_decoder_says(document, judge, chance):
    cases = []
    for kind, schema, sample in inbound(document):
        validator = Draft7Validator(schema)
        for path, node, value in list(places(schema, schema, sample)):
            for variation in variations(node, value, chance):
                cases.append((kind, path, node, variation, replaced(sample, path, variation), validator))
    answers = judge([(kind, data) for kind, _, _, _, data, _ in cases])
    assert len(answers) == len(cases) > 5000
    refused, unsaid = 0, []
    for (kind, path, node, variation, data, validator), errors in zip(cases, answers):
        is_valid = validator.is_valid(data)
        refused += bool(errors)
        shown = "nothing" if variation is GONE else repr(variation)[:60]
        # What the schema refuses the decoder refuses: nobody is told to send less than is taken.
        if not is_valid and not errors:
            unsaid.append(f"{kind} {'.'.join(map(str, path))}: {shown} is taken, and the schema refuses it")
        if is_valid and errors and not may_be_beyond(node, variation, errors):
            unsaid.append(f"{kind} {'.'.join(map(str, path))}: {shown} is refused ({errors[0]}), and the schema takes it")
    assert refused > 2000
    assert not unsaid, f"{len(unsaid)} of {len(cases)}:\n" + "\n".join(unsaid[:40])


def may_be_beyond(node, variation, errors):
    """Whether an error is of a kind that JSON Schema cannot say."""
    # Python's own `$` also ends a text before a line feed at its end; a number with a fraction of zero is an integer.
    return (node.get("x-coopt-syntax") in BEYOND and isinstance(variation, str)) or "x-coopt-rules" in node \
        or all("sum" in error["message"] or "before" in error["message"] for error in errors)
