"""The contract's documents against the official schemas, and against what the decoder of the code says."""

import json
import os
import random
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "Shared/ContractDocument/Published"
FIXTURES = ROOT / "Tests/Shared/Messages/Fixtures"
SCHEMAS = Path(__file__).resolve().parent / "schemas"
PROGRAM = os.environ.get("COOPT_CONTRACT_PROGRAM",
                         ROOT / ".build" / os.environ.get("CONFIGURATION", "release") / "coopt-contract")


@pytest.fixture(scope="session")
def document():
    return json.loads((PUBLISHED / "asyncapi.json").read_text())


@pytest.fixture(scope="session")
def official():
    """An official schema by its path, as it was published."""
    return lambda path: without_fields_called_id(json.loads((SCHEMAS / path).read_text()))


def without_fields_called_id(node):
    """The same, less the schema of a field that is itself called $id: Debian's jsonschema 4.10 takes it for an id."""
    if isinstance(node, dict):
        return {key: without_fields_called_id(value) for key, value in node.items()
                if key != "$id" or isinstance(value, str)}
    return [without_fields_called_id(value) for value in node] if isinstance(node, list) else node


def resolved(document, node):
    """A node, or what its reference leads to within the document."""
    while "$ref" in node:
        place = document
        for key in node["$ref"].removeprefix("#/").split("/"):
            place = place[key]
        node = place
    return node


def payload_validator(document, message):
    """Validates whole envelopes of a message of the document."""
    return Draft7Validator({"allOf": [message["payload"]], "components": document["components"]})


class Judge:
    """The decoder of the code: what it says of data of a type."""

    def __init__(self):
        self.process = subprocess.Popen([PROGRAM, "judge"], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __call__(self, requests):
        """The errors of each of many (type, data)."""
        lines = "".join(json.dumps({"type": kind, "data": data}, ensure_ascii=False) + "\n" for kind, data in requests)
        answers, _ = self.process.communicate(lines)
        assert self.process.returncode == 0
        return [json.loads(line) for line in answers.splitlines()]


@pytest.fixture
def judge():
    return Judge()


@pytest.fixture
def chance(request):
    """Random choices that a seed decides: COOPT_SEED tells another story."""
    seed = os.environ.get("COOPT_SEED", "20261129") + request.node.name
    return random.Random(seed)
