"""The README names folders, objects and labels that are there, and every command of kubectl selects something."""

import re

from checking import rendering
from checking.findings import of_kind

README = (rendering.FOLDER / "README.md").read_text()
ROOT = rendering.FOLDER.parents[1]
# What is made, or somebody's own, is not in the repository.
MADE = ("docker/kubernetes/secrets/files",)


def test_every_path_that_it_names_is_there():
    named = set(re.findall(r"docker/[\w./-]+\w", README)) - {"docker/kubernetes/check"}
    assert len(named) > 4
    for path in named:
        assert path.startswith(MADE) or (ROOT / path).exists(), path
    for path in re.findall(r"\| `([\w/]+)` \|", README.split("## First deployment")[0]):
        assert (rendering.FOLDER / path).is_dir(), path


def test_every_link_leads_somewhere():
    for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", README):
        assert (rendering.FOLDER / target.partition("#")[0]).exists(), target


def test_jobs_and_deployments_are_selected_as_it_says(objects):
    key, value = re.search(r"job -l ([\w./-]+)=(\w+)", README).groups()
    for item in of_kind(objects, "Job", "Deployment"):
        assert item["metadata"]["labels"].get(key) == value


def test_every_object_that_it_names_is_rendered(objects):
    names = {item["metadata"]["name"] for item in objects}
    deployments = {item["metadata"]["name"] for item in of_kind(objects, "Deployment")}
    assert set(re.findall(r"deployment/([\w-]+)", README)) <= deployments
    assert {"services-use-the-broker", "topology-is-posted-to-the-broker", "coopt-topology"} <= names


def test_the_numbers_that_it_gives_are_those_of_the_objects(objects):
    scaled = {item["metadata"]["name"]: item["spec"] for item in of_kind(objects, "ScaledObject")}
    least, most, letters = re.search(r"between (\d+) and (\d+) processes \(notifications: (\d+)\)", README).groups()
    for name, spec in scaled.items():
        assert spec["minReplicaCount"] == int(least)
        assert spec["maxReplicaCount"] == int(letters if name == "coopt-notifications" else most)
        assert spec["triggers"][0]["metadata"]["threshold"] == re.search(r"for each ([\d,]+)", README)[1].replace(",", "")
    total = sum(spec["maxReplicaCount"] for spec in scaled.values())
    assert f"the most of {total} are {total * 7}" in README
    grace = re.search(r"`terminationGracePeriodSeconds` \((\d+)\)", README)[1]
    for item in of_kind(objects, "Deployment"):
        assert item["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] == int(grace)
