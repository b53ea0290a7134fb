"""`coopt-contract`: what is published is what the code says, and what breaks somebody fails."""

import json
import re
import shutil
import subprocess

import pytest

from conftest import PROGRAM, PUBLISHED, ROOT

RELEASED = ROOT / "Shared/ContractDocument/Released"


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=ROOT, text=True, capture_output=True)


def files(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.json")}


@pytest.fixture
def published(tmp_path):
    """A copy to spoil."""
    copy = tmp_path / "published"
    shutil.copytree(PUBLISHED, copy)
    return copy


def test_what_is_published_is_what_the_code_says_byte_for_byte(tmp_path):
    written = run("write", "--into", tmp_path)
    assert written.returncode == 0, written.stdout + written.stderr
    assert files(tmp_path) == {name: content for name, content in files(PUBLISHED).items()
                               if name == "asyncapi.json" or name.startswith("schemas/")}


def test_check_fails_and_names_the_line_that_differs(published):
    document = published / "asyncapi.json"
    lines = document.read_text().split("\n")
    number = next(place for place, line in enumerate(lines) if '"maxLength": 200' in line)
    lines[number] = lines[number].replace("200", "201")
    document.write_text("\n".join(lines))
    (published / "schemas/coopt.members.join.v1.json").unlink()
    (published / "schemas/coopt.members.gone.v1.json").write_text("{}")
    checked = run("check", "--into", published)
    assert checked.returncode == 1
    assert f"asyncapi.json:{number + 1}: is \"maxLength\": 201" in checked.stdout
    assert "coopt.members.join.v1.json is missing" in checked.stdout
    assert "coopt.members.gone.v1.json is of no message" in checked.stdout


def test_check_fails_where_the_code_breaks_what_was_released(tmp_path):
    document = json.loads((PUBLISHED / "asyncapi.json").read_text())
    # As if the code had lost a key that others send.
    document["components"]["schemas"]["members.join.v1"]["properties"]["nickname"] = {
        "type": "string", "description": "What friends say."}
    (tmp_path / "1.0.0.json").write_text(json.dumps(document))
    checked = run("check", "--released", tmp_path)
    assert checked.returncode == 1
    assert "commands.members.join nickname: is not read any more (field-removed: " in checked.stdout


def test_check_compares_with_the_newest_release_by_number(tmp_path):
    document = (PUBLISHED / "asyncapi.json").read_text()
    (tmp_path / "1.10.0.json").write_text(document)
    (tmp_path / "1.9.0.json").write_text(document.replace('"members.join"', '"members.joined"'))
    assert run("check", "--released", tmp_path).returncode == 0


def test_compare_says_each_change_with_its_reason(tmp_path):
    old = PUBLISHED / "asyncapi.json"
    document = json.loads(old.read_text())
    schema = document["components"]["schemas"]["integration.hire-reported.v1"]
    schema["properties"]["applicant"] = schema["properties"].pop("applicationId")
    schema["required"] = [{"applicationId": "applicant"}.get(key, key) for key in schema["required"]]
    schema["properties"]["note"] = {"type": "string", "description": "A note."}
    new = tmp_path / "new.json"
    new.write_text(json.dumps(document))
    compared = run("compare", old, new)
    assert compared.returncode == 1
    assert "breaking: integration.hire.reported applicationId: is called applicant now" in compared.stdout
    assert "compatible: integration.hire.reported note: is new" in compared.stdout
    assert run("compare", old, old).returncode == 0


def test_what_was_released_is_not_written_again():
    before = files(RELEASED)
    released = run("release")
    assert released.returncode != 0 and "what was released stays" in released.stderr
    assert files(RELEASED) == before


def test_what_has_no_comment_keeps_the_documents_from_being_written(tmp_path, chance):
    sources = tmp_path / "Shared"
    shutil.copytree(ROOT / "Shared/Messages", sources / "Messages")
    shutil.copytree(ROOT / "Shared/Vocabulary", sources / "Vocabulary")
    payload = re.compile(r"public struct (\w+): \w*(?:Payload|Question|Decision\w*) {.*?  public var (\w+): \w", re.DOTALL)
    file = chance.choice([each for each in sorted((sources / "Messages/Members").glob("*.swift")) if payload.search(each.read_text())])
    text = file.read_text()
    type_name, field = payload.search(text).groups()
    file.write_text(re.sub(rf"(  ///[^\n]*\n)+(?=  public var {field}:)", "", text, count=1))
    written = run("write", "--into", tmp_path / "into", "--sources", sources, "Services/Notifications/Domain")
    assert written.returncode != 0
    assert f"{type_name}.{field} has no comment" in written.stderr
    assert not (tmp_path / "into").exists()
