"""The document is AsyncAPI 3.0 with AMQP bindings, its examples are CloudEvents and keep their own schemas."""

import json
import re

import pytest
from jsonschema import Draft7Validator

from conftest import FIXTURES, PUBLISHED, ROOT, payload_validator, resolved


def test_it_is_asyncapi_3_by_the_official_schema(document, official):
    errors = list(Draft7Validator(official("asyncapi/3.0.0-without-id.json")).iter_errors(document))
    assert not errors, [f"{list(error.path)}: {error.message[:200]}" for error in errors[:10]]


@pytest.mark.parametrize("kind", ["channel", "operation", "message"])
def test_its_bindings_are_amqp_0_3_by_the_official_schemas(document, official, kind):
    # The schema names another for extensions, which the bindings have none of.
    text = json.dumps(official(f"amqp-bindings/{kind}.json"))
    foreign = "http://asyncapi.com/definitions/3.0.0/specificationExtension.json"
    validator = Draft7Validator(json.loads(text.replace(f'{{"$ref": "{foreign}"}}', "{}")))
    holders = {"channel": document["channels"], "operation": document["operations"],
               "message": document["components"]["messages"]}[kind]
    bound = {name: holder["bindings"]["amqp"] for name, holder in holders.items() if "amqp" in holder.get("bindings", {})}
    assert len(bound) > 200
    for name, binding in bound.items():
        assert binding["bindingVersion"] == "0.3.0", name
        assert not list(validator.iter_errors(binding)), name


def test_the_official_schema_refuses_a_document_that_is_none(document, official):
    validator = Draft7Validator(official("asyncapi/3.0.0-without-id.json"))
    for broken in ({**document, "asyncapi": "2.6.0"}, {**document, "info": {"title": "no version"}}):
        assert list(validator.iter_errors(broken))


def test_every_example_is_a_cloudevent_and_keeps_the_schema_of_its_message(document, official):
    cloudevents = Draft7Validator(official("cloudevents/cloudevents.json"))
    count = 0
    for name, message in document["components"]["messages"].items():
        assert message["examples"], f"{name} has no example"
        if name == "dead-letter":
            continue
        validator = payload_validator(document, message)
        for example in message["examples"]:
            errors = [*cloudevents.iter_errors(example["payload"]), *validator.iter_errors(example["payload"])]
            assert not errors, f"{name}: {[(list(error.path), error.message[:200]) for error in errors]}"
            count += 1
    assert count > 300


def test_no_operation_is_without_description_summary_and_an_example(document):
    for name, operation in document["operations"].items():
        assert operation["description"].strip() and operation["summary"].strip(), name
        channel = resolved(document, operation["channel"])
        messages = [resolved(document, each) for each in operation.get("messages", channel["messages"].values())]
        assert messages and all(message["examples"] and message["description"] for message in messages), name


def test_every_reference_leads_somewhere(document):
    def check(node):
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                resolved(document, node)
            for value in node.values():
                check(value)
        elif isinstance(node, list):
            for value in node:
                check(value)
    check(document)


def test_every_field_and_every_value_is_described(document):
    for name, schema in document["components"]["schemas"].items():
        assert schema.get("description"), name
        for key, field in schema.get("properties", {}).items():
            assert field.get("description"), f"{name}.{key}"
        if "enum" in schema:
            assert sorted(schema["x-coopt-values"]) == sorted(schema["enum"]), name
            assert all(schema["x-coopt-values"].values()), name


def test_commands_and_reports_have_an_answer_and_what_they_may_be_refused_with(document):
    codes = {each["code"] for each in document["x-coopt-refusals"]}
    for name, operation in document["operations"].items():
        if operation["action"] != "receive":
            continue
        assert operation["reply"]["address"]["location"] == "$message.header#/replyTo", name
        replies = [resolved(document, each) for each in operation["reply"]["messages"]]
        assert {reply["title"] for reply in replies} == {"coopt.reply.accepted.v1", "coopt.reply.rejected.v1"}, name
        refusals = operation["x-coopt-refusals"]
        assert {each["code"] for each in refusals} <= codes and refusals, name
        assert all(each["title"] and each["description"] and each["status"] >= 400 for each in refusals), name
        assert operation["x-coopt-sent-by"], name


def test_an_address_is_the_routing_key_of_the_exchange_that_is_bound(document):
    for name, channel in document["channels"].items():
        for parameter in re.findall(r"{(\w+)}", channel["address"] or ""):
            assert channel["parameters"][parameter]["description"], name
        binding = channel.get("bindings", {}).get("amqp", {})
        if binding.get("is") == "routingKey" and name.split(".")[0] in ("commands", "integration", "events"):
            assert binding["exchange"]["name"] == f"coopt.{name.split('.')[0]}", name


def test_every_published_schema_is_one_and_stands_by_itself():
    files = sorted((PUBLISHED / "schemas").glob("*.json"))
    assert len(files) > 250
    seen = set()
    for file in files:
        schema = json.loads(file.read_text())
        Draft7Validator.check_schema(schema)
        assert schema["$id"].startswith("urn:coopt:schema:") and schema["$id"] not in seen, file.name
        seen.add(schema["$id"])
        for reference in re.findall(r'"\$ref": "([^"]*)"', file.read_text()):
            assert reference == "#" or reference.removeprefix("#/definitions/") in schema["definitions"], file.name


def test_every_sample_keeps_the_published_schema_of_its_type():
    count = 0
    for file in sorted(FIXTURES.glob("*.json")):
        sample = json.loads(file.read_text())
        schema = PUBLISHED / "schemas" / f"{sample['type']}.json"
        # An answer's schema is its command's.
        if schema.exists():
            errors = list(Draft7Validator(json.loads(schema.read_text())).iter_errors(sample["data"]))
            assert not errors, f"{file.name}: {errors[0].message}"
            count += 1
    assert count > 150


def test_what_is_called_a_question_is_what_its_handler_says_changes_nothing(document):
    # Questions are told by their names, and handlers say by themselves what is kept nowhere: neither may forget the other.
    kinds = {name.removeprefix("commands."): operation["x-coopt-kind"]
             for name, operation in document["operations"].items() if name.startswith("commands.")}
    named = re.compile(r'struct (\w+)\b[^{]*{.*?MessageType\(service: "(\w+)", name: "([\w-]+)"\)', re.DOTALL)
    keys = {}
    for file in (ROOT / "Shared/Messages").rglob("*.swift"):
        for payload, service, name in named.findall(file.read_text()):
            keys.setdefault(payload, f"{service}.{name}")
    seen = {"command": 0, "question": 0}
    for file in sorted((ROOT / "Services").glob("*/Handlers/*Handler.swift")):
        text = file.read_text()
        payload = re.search(r"Incoming<(\w+)>", text)
        if not re.search(r"Handler: CommandHandler\b", text) or not payload or keys.get(payload[1]) not in kinds:
            continue
        kind = "question" if "changesNothing = true" in text else "command"
        assert kinds[keys[payload[1]]] == kind, f"{file.name}: {keys[payload[1]]}"
        seen[kind] += 1
    assert seen["command"] > 25 and seen["question"] > 6, seen
