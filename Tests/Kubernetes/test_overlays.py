"""Overlays as the README tells people to make them are in order, and those that forget something are not."""

import os
import re
import shutil

import pytest
from checking import programs, rendering
from checking.__main__ import breaches, main

SNIPPET = re.compile(r"```yaml\n(patches:\n.*?)```", re.DOTALL)


@pytest.fixture
def copy(tmp_path):
    """A copy of everything, with an overlay that is somebody's own."""
    folder = tmp_path / "kubernetes"
    shutil.copytree(rendering.FOLDER, folder, ignore=shutil.ignore_patterns("files", "__pycache__"))
    return folder / "overlays" / "production"


def found(overlay):
    objects = rendering.render(overlay) + rendering.render_secrets(os.environ["COOPT_CERTIFICATES"])
    return [str(finding) for finding in breaches(objects, rendering.surroundings(overlay))]


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_database_outside_the_cluster_as_the_readme_says(copy):
    patches = SNIPPET.findall((rendering.FOLDER / "README.md").read_text())
    assert len(patches) == 1
    change(copy / "kustomization.yaml", "patches:\n", patches[0])
    assert found(copy) == []
    policies = {item["metadata"]["name"]: item["spec"] for item in rendering.render(copy) if item["kind"] == "NetworkPolicy"}
    [peer] = policies["services-and-migrations-use-the-database"]["egress"][0]["to"]
    assert peer == {"ipBlock": {"cidr": "192.0.2.0/28"}}


def test_an_identity_provider_inside_the_cluster_as_the_readme_says(copy):
    change(copy / "surroundings.yaml", "  prometheus-namespace:", "  identity-namespace: keycloak\n  identity-pods: keycloak\n"
           "  prometheus-namespace:")
    text = (copy / "console.yaml").read_text()
    start, end = text.index("        - ipBlock:"), text.index("      ports: [{protocol: TCP, port: 443}]")
    peer = ("        - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: keycloak}}\n"
            "          podSelector: {matchLabels: {app.kubernetes.io/name: keycloak}}\n")
    (copy / "console.yaml").write_text(text[:start] + peer + text[end:])
    assert found(copy) == []


def test_what_surroundings_say_is_where_policies_and_scaling_look(copy):
    for name in ("broker", "database", "mail", "ingress", "prometheus"):
        change(copy / "surroundings.yaml", f"{name}-namespace: ", f"{name}-namespace: our-")
    change(copy / "surroundings.yaml", "http://prometheus-operated", "http://our-prometheus")
    assert found(copy) == []
    text = str(rendering.render(copy))
    assert all(f"our-{space}" in text for space in ("rabbitmq", "postgresql", "mail", "ingress-nginx", "monitoring", "prometheus"))


def test_the_check_fails_with_a_sentence_for_each_service_that_gets_a_misspelled_setting(copy, capsys):
    change(copy / "kustomization.yaml", "COOPT_LOG_LEVEL=info", "COOPT_LOGLEVEL=info")
    assert main(os.environ["COOPT_CERTIFICATES"], copy) == 1
    said = capsys.readouterr()
    for service in programs.SERVICES:
        assert f"kubernetes-check: Deployment coopt-{service}: COOPT_LOGLEVEL is no setting" in said.err
    assert "nothing is wrong" not in said.out


def test_the_check_fails_with_kubectls_words_where_nothing_can_be_rendered(copy, capsys):
    change(copy / "kustomization.yaml", "namespace.yaml", "namespase.yaml")
    assert main(os.environ["COOPT_CERTIFICATES"], copy) == 1
    assert "namespase.yaml" in capsys.readouterr().err


def test_an_upgrade_of_one_service_changes_that_one_and_its_migration_alone(copy):
    before = {key(item): item for item in rendering.render(copy)}
    change(copy / "kustomization.yaml", "coopt-offers, newTag: 1.0.0", "coopt-offers, newTag: 1.1.0")
    changed = {key(item) for item in rendering.render(copy) if before.get(key(item)) != item}
    assert changed == {("Deployment", "coopt-offers"), ("Job", "coopt-offers-migrate")}


def test_a_changed_setting_replaces_the_processes_of_all_services(copy):
    before = {key(item): item for item in rendering.render(copy)}
    change(copy / "kustomization.yaml", "COOPT_LOG_LEVEL=info", "COOPT_LOG_LEVEL=debug")
    changed = {name for kind, name in map(key, rendering.render(copy)) if kind == "Deployment" and name != "coopt-console"}
    now = {key(item): item for item in rendering.render(copy)}
    assert all(before["Deployment", name] != now["Deployment", name] for name in changed) and len(changed) == len(
        programs.SERVICES)


def test_without_webhooks_from_outside_as_the_readme_says(copy):
    """No source, no door, no way to vendors; and none of their logins."""
    change(copy / "kustomization.yaml", "surroundings.yaml, webhooks.yaml, console.yaml]", "surroundings.yaml, console.yaml]")
    (copy / "webhook-sources.json").write_text('{"sources": []}')
    assert found(copy) == []
    assert [item["metadata"]["name"] for item in rendering.render(copy) if item["kind"] == "Ingress"] == ["coopt-console"]


def key(item):
    return item["kind"], item["metadata"]["name"]
