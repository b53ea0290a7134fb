"""Every object against the schema of its kind, strictly: what the schema does not know is an error.

Kubernetes's own kinds by the schemas in the package kubernetes-validate, of the oldest and the newest version that this
platform names; ServiceMonitor and ScaledObject by models that were generated from their definitions.
"""

import functools
import importlib.resources
import json
import re

import jsonschema
import referencing
from cloudcoil.models.keda.v1alpha1 import ScaledObject
from cloudcoil.models.prometheus_operator.v1 import ServiceMonitor

from .findings import Finding, name_of

VERSIONS = ("1.29", "1.37")
MODELS = {
    ("keda.sh/v1alpha1", "ScaledObject"): ScaledObject,
    ("monitoring.coreos.com/v1", "ServiceMonitor"): ServiceMonitor,
}


def breaches(objects):
    """What does not fit its schema."""
    for item in objects:
        for version, validator in validators(item):
            if validator is None:
                yield Finding("schema", name_of(item), f"{item.get('apiVersion')} is unknown in {version}")
                continue
            for error in validator.iter_errors(item):
                yield Finding("schema", name_of(item), f"{place_of(error)} {error.message[:200]} ({version})")


def place_of(error):
    return ".".join(str(step) for step in error.absolute_path) or "the object"


def validators(item):
    """The validators that an object must pass, each with what it stands for."""
    kind = (item.get("apiVersion", ""), item.get("kind", ""))
    if kind in MODELS:
        return [(f"{kind[1]} of {kind[0]}", model_validator(kind))]
    return [(f"Kubernetes {version}", kubernetes_validator(version, *kind)) for version in VERSIONS]


@functools.cache
def kubernetes_validator(version, api_version, kind):
    """None where that version has no such kind."""
    short = re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", api_version)
    schema = schemas_of(version) / f"{kind.lower()}-{short}.json"
    if not schema.is_file():
        return None
    return jsonschema.Draft202012Validator(json.loads(schema.read_text()), registry=registry_of(version))


def schemas_of(version):
    package = importlib.resources.files("kubernetes_validate")
    return package / "kubernetes-json-schema" / f"v{version}.0-local-strict"


@functools.cache
def registry_of(version):
    definitions = json.loads((schemas_of(version) / "_definitions.json").read_text())
    return referencing.Resource.from_contents(definitions) @ referencing.Registry()


@functools.cache
def model_validator(kind):
    return jsonschema.Draft202012Validator(strict(MODELS[kind].model_json_schema(by_alias=True)))


def strict(schema):
    """A model's schema as the definition has it: nothing beside what is named, and what is left out is not null."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    choices = schema.get("anyOf")
    if choices and {"type": "null"} in choices:
        rest = [part for part in choices if part != {"type": "null"}]
        schema = {key: value for key, value in schema.items() if key != "anyOf"}
        schema |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    schema = {key: strict(value) for key, value in schema.items()}
    if "properties" in schema and "additionalProperties" not in schema:
        schema["additionalProperties"] = False
    return schema
