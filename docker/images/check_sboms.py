"""Holds bills of materials against their schema, and against images by another way than the one they were made by.

usage: check_sboms.py FOLDER PREFIX TAG ENGINE...

FOLDER has PROGRAM.cdx.json of each program. Of every image is asked:
- each file belongs to a package of Debian that the bill names, or is one of those that the Dockerfile puts there;
- the packages that dpkg-query lists are those of the bill, with their versions;
- a Swift package is in the bill if and only if a module's name is in the program, where Swift leaves names of types;
- what the bill names has its licence in the image.
"""

import io
import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

# What is in an image without being a file of a package: ours, and what installing packages leaves.
OURS = re.compile(r"usr/local/bin/(healthy|coopt[a-z-]*)|usr/share/doc/coopt/.*")
LEFT = re.compile(
    r"var/(lib/(dpkg|apt|pam|systemd/deb-systemd-helper-enabled)|cache|log|backups)/.*|var/lib/shells\.state|var/spool/mail"
    r"|etc/(passwd|group|g?shadow|subuid|subgid)-?|etc/(ssl/certs/ca-certificates\.crt|ld\.so\.cache|environment)"
    r"|etc/(apt|alternatives|systemd/system|dpkg/dpkg\.cfg\.d)/.*|etc/(dpkg/origins/default|security/opasswd|pam\.d/common-.*)"
    r"|etc/(machine-id|hostname|hosts|resolv\.conf|mtab|localtime|timezone|shells|\.pwd\.lock|rc.\.d/.*)"
    r"|etc/(fstab|motd|nsswitch\.conf|profile)|root/\.(bashrc|profile)|usr/share/info/dir|usr/local/man"
    r"|run/.*|dev/.*|proc/.*|sys/.*")


class Image:
    """An image as it is unpacked."""

    def __init__(self, engine, name):
        container = run(engine, "create", "--network", "none", name, "none").decode().strip()
        try:
            exported = run(engine, "export", container)
        finally:
            run(engine, "rm", container)
        self.files, self.names, self.alternatives = {}, set(), set()
        with tarfile.open(fileobj=io.BytesIO(exported)) as archive:
            for member in archive:
                path = member.name.removeprefix("./")
                if not member.isdir():
                    self.names.add(path)
                if member.issym() and member.linkname.startswith("/etc/alternatives/"):
                    self.alternatives.add(path)
                if member.isfile() and path.startswith(("usr/local", "usr/share/doc/coopt", "var/lib/dpkg")):
                    self.files[path] = archive.extractfile(member).read()
        listed = run(engine, "run", "--rm", "--network", "none", "--entrypoint", "/usr/bin/dpkg-query", name,
                     "--show", "--showformat", "${Package} ${Version}\\n")
        self.packages = {tuple(line.split(" ")) for line in listed.decode().splitlines()}

    def owned(self):
        """Every path that a package says is its own, also where / is merged into /usr."""
        lists = (text for path, text in self.files.items() if path.endswith((".list", ".conffiles")))
        paths = {line.decode().strip().lstrip("/") for text in lists for line in text.splitlines()}
        return paths | {f"usr/{path}" for path in paths}


def run(engine, *words):
    return subprocess.run([*engine, *words], check=True, capture_output=True).stdout


def findings(program, bill, image, modules_of):
    """What does not fit, as sentences."""
    debian = {(part["name"], part["version"]) for part in bill["components"] if part["purl"].startswith("pkg:deb/")}
    swift = {part["name"] for part in bill["components"] if part["purl"].startswith("pkg:swift/")}
    for name, version in sorted(debian ^ image.packages):
        yield f"{name} {version} is " + ("listed and not installed" if (name, version) in debian else "installed and not listed")
    for path in sorted(image.names - image.owned() - image.alternatives):
        if not OURS.fullmatch(path) and not LEFT.fullmatch(path):
            yield f"/{path} is of no package"
    code = image.files[f"usr/local/bin/{program}"]
    for package, modules in sorted(modules_of.items()):
        found = [module for module in modules if is_named(module, code)]
        if found and package not in swift:
            yield f"{package} is not listed, and its {', '.join(found)} is in the program"
        if package in swift and not found:
            yield f"{package} is listed, and nothing of it is in the program"
    for package in swift:
        if not any(f"/notices/{package}." in path and b"icense" in text[:300] for path, text in image.files.items()):
            yield f"{package} has no licence in the image"
    yield from missing_copyrights(debian, image)


def is_named(module, code):
    """Whether a program holds a text that ends with a module's name as a word of its own.

    A search for bytes, not a regular expression: that takes seconds for each of some sixty names in 80 MB."""
    name, at = module.encode() + b"\0", -1
    while (at := code.find(name, at + 1)) >= 0:
        if at == 0 or not (code[at - 1:at].isalnum() or code[at - 1:at] == b"_"):
            return True
    return False


def missing_copyrights(debian, image):
    for name, _ in sorted(debian):
        # A package may have its documents by way of another's folder.
        if f"usr/share/doc/{name}/copyright" not in image.names and f"usr/share/doc/{name}" not in image.names:
            yield f"{name} has no copyright file in the image"


def main():
    folder, prefix, tag, *engine = sys.argv[1:]
    texts = {path.name.removesuffix(".cdx.json"): path.read_text() for path in sorted(Path(folder).glob("*.cdx.json"))}
    bills = {program: json.loads(text) for program, text in texts.items()}
    modules_of = {}
    for bill in bills.values():
        for part in bill["components"]:
            if part["purl"].startswith("pkg:swift/"):
                names = {entry["value"] for entry in part["properties"] if entry["name"] == "coopt:module"}
                modules_of.setdefault(part["name"], set()).update(names)
    failed = False
    for program, text in texts.items():
        errors = [f"against the schema: {error}" for error in [JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)] if error]
        errors += findings(program, bills[program], Image(engine, f"{prefix}/{program}:{tag}"), modules_of)
        counts = [sum(part["purl"].startswith(kind) for part in bills[program]["components"])
                  for kind in ("pkg:deb/", "pkg:swift/", "pkg:generic/")]
        print(f"  {program}: {counts[0]} packages of Debian, {counts[1]} of Swift, {counts[2]} libraries of its runtime"
              + (", all of them there and nothing else" if not errors else ""))
        for error in errors:
            print(f"sbom: {program}: {error}", file=sys.stderr)
        failed = failed or bool(errors)
    sys.exit(1 if failed or not texts else 0)


if __name__ == "__main__":
    main()
