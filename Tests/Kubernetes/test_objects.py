"""Whatever is broken in what is rendered is found, by the rule that is there for it, and the object is named."""

import random

import pytest
import sabotage
from checking import acceptance, programs, rendering, schemas
from checking.__main__ import breaches
from checking.findings import of_kind

SEEDS = range(4)


def test_what_is_in_the_repository_is_in_order(objects, around):
    assert [str(finding) for finding in breaches(objects, around)] == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rule, way", sabotage.WAYS, ids=lambda value: getattr(value, "__name__", value))
def test_what_is_broken_is_found_and_named(rule, way, seed, objects, around):
    subject = way(objects, random.Random(f"{way.__name__} {seed}"))
    found = breaches(objects, around)
    assert any(finding.rule == rule and subject in finding.subject for finding in found), [str(one) for one in found]


def test_every_kind_of_object_is_validated_by_a_schema_that_knows_it(objects):
    for item in objects:
        assert all(validator for _, validator in schemas.validators(item)), item["kind"]


def test_a_kustomization_that_cannot_be_read_is_told_in_kubectls_words(tmp_path):
    (tmp_path / "kustomization.yaml").write_text("resources: [nowhere.yaml]\n")
    with pytest.raises(rendering.CannotRender, match="nowhere.yaml"):
        rendering.render(tmp_path)


@pytest.mark.skipif(programs.executable("coopt-members") is None, reason="the services are not built")
def test_the_program_itself_refuses_what_it_does_not_know(objects):
    deployment = next(item for item in of_kind(objects, "Deployment") if item["metadata"]["name"] == "coopt-members")
    environment = deployment["spec"]["template"]["spec"]["containers"][0]["env"]
    environment.append({"name": "COOPT_PREFETSH", "value": "400"})
    environment[:] = [entry for entry in environment if entry["name"] != "COOPT_IDENTITY_KEY_FILE"]
    said = "\n".join(map(str, acceptance.breaches([deployment, *of_kind(objects, "Secret", "ConfigMap")])))
    assert "COOPT_PREFETSH" in said and "COOPT_IDENTITY_KEY" in said
