#!/usr/bin/python3
"""The bill of materials of an image, as CycloneDX 1.6: what is really in it, and nothing else.

usage: sbom.py PROGRAM IMAGE OUTPUT ENGINE...

Read out of the image itself: Debian's packages from its dpkg, what the program was linked from out of the list that its
build left beside it, the program's own digest. ENGINE is the words that call Docker or Podman.
"""

import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import uuid
from pathlib import Path
from urllib.parse import quote

LINKED = "usr/share/doc/coopt/linked.json"
# What a notice's first lines say, and what SPDX calls it.
NOTICES = {"Apache License": "Apache-2.0", "MIT License": "MIT", "The MIT License": "MIT"}


def contents(engine, image):
    """Path -> bytes, of what the bill is made of."""
    command = ["/bin/tar", "--directory", "/", "--create", "var/lib/dpkg/status", "usr/share/doc", "usr/local/bin"]
    done = subprocess.run([*engine, "run", "--rm", "--network", "none", "--read-only", "--entrypoint", command[0], image,
                           *command[1:]], check=True, capture_output=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive if member.isfile()}


def labels(engine, image):
    inspected = subprocess.run([*engine, "image", "inspect", image], check=True, capture_output=True, text=True).stdout
    return json.loads(inspected)[0]["Config"]["Labels"]


def debian_packages(files):
    """A component for each package that dpkg says is installed."""
    for paragraph in files["var/lib/dpkg/status"].decode().split("\n\n"):
        fields = dict(re.findall(r"^([A-Za-z-]+): (.*)$", paragraph, re.MULTILINE))
        if fields.get("Status") != "install ok installed":
            continue
        name, version, architecture = fields["Package"], fields["Version"], fields["Architecture"]
        purl = f"pkg:deb/debian/{name}@{quote(version, safe='')}?arch={architecture}&distro=bookworm"
        copyright_file = files.get(f"usr/share/doc/{name}/copyright", b"").decode(errors="replace")
        names = sorted(set(re.findall(r"^License: *(\S.*?) *$", copyright_file, re.MULTILINE)))
        yield {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
               **({"licenses": [{"license": {"name": text}} for text in names]} if names else {})}


def swift_packages(files, linked):
    """A component for each package that the program was linked from."""
    for package in linked["packages"]:
        place = package["repository"].removeprefix("https://").removesuffix(".git")
        purl = f"pkg:swift/{place}@{package['version']}"
        yield {"type": "library", "bom-ref": purl, "name": package["name"], "version": package["version"], "purl": purl,
               "licenses": [{"license": license_of(files, place.rpartition("/")[2])}],
               "externalReferences": [{"type": "vcs", "url": package["repository"]}],
               "properties": [{"name": "coopt:module", "value": module} for module in package["modules"]]}


def license_of(files, package):
    for path, text in files.items():
        if path.startswith(f"usr/share/doc/coopt/notices/{package}.LICEN"):
            head = text.decode(errors="replace")[:300]
            return next(({"id": id} for words, id in NOTICES.items() if words in head), {"name": f"see {path}"})
    raise SystemExit(f"sbom: the image has no licence of {package}")


def runtime(linked):
    """Swift's own libraries, each of which is part of the program; ICU among them comes under a licence of its own."""
    version = linked["swift"]["version"]
    for library in linked["swift"]["libraries"]:
        icu = library == "lib_FoundationICU"
        purl = f"pkg:generic/swift/{library}@{version}"
        yield {"type": "library", "bom-ref": purl, "name": library, "version": version, "purl": purl,
               "licenses": [{"license": {"id": "Unicode-3.0"}}] if icu
               else [{"expression": "Apache-2.0 WITH Swift-exception"}]}


def bill(program, files, said):
    linked = json.loads(files[LINKED])
    executable = files[f"usr/local/bin/{program}"]
    digest = hashlib.sha256(executable).hexdigest()
    parts = [*swift_packages(files, linked), *runtime(linked)]
    packages = list(debian_packages(files))
    version = said["org.opencontainers.image.version"]
    root = {"type": "application", "bom-ref": f"pkg:generic/coopt/{program}@{version}", "name": program,
            "version": version, "purl": f"pkg:generic/coopt/{program}@{version}",
            "licenses": [{"license": {"id": "Apache-2.0"}}], "hashes": [{"alg": "SHA-256", "content": digest}],
            "properties": [{"name": f"coopt:{name}", "value": said[f"org.opencontainers.image.{name}"]}
                           for name in ("revision", "source")]}
    components = sorted(parts + packages, key=lambda component: component["bom-ref"])
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
        # The same program has the same bill, whenever it is made.
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, program + digest)}", "version": 1,
        "metadata": {"timestamp": said["org.opencontainers.image.created"], "component": root},
        "components": components,
        "dependencies": [{"ref": root["bom-ref"], "dependsOn": [component["bom-ref"] for component in components]}],
    }


def main():
    program, image, output, *engine = sys.argv[1:]
    document = bill(program, contents(engine, image), labels(engine, image))
    Path(output).write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
