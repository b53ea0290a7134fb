"""In the builder: says what a program was linked from, and lays its licences beside it.

usage: linked.py CACHE PROGRAM DIRECTORY

The linker's own list of objects says which modules it was given; the plan of the build, which package each comes from; the
symbols of the program before they are stripped, what is left of them, and which libraries of Swift's runtime. DIRECTORY gets linked.json and notices/<package>.<file>.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

# A library of Swift's runtime, and a symbol that the program defines where it was linked in.
RUNTIME = {
    "libswiftCore": "swift_retain",
    "libdispatch": "dispatch_main",
    "libFoundationEssentials": "$s20FoundationEssentials4DataVMn",
    "libFoundation": "$s10Foundation12CharacterSetVMn",
    "libFoundationInternationalization": "$s27FoundationInternationalization",
    "lib_FoundationICU": "icudt",
}


def modules_linked(cache, program):
    """The names of the modules whose objects the linker was given."""
    objects = (cache / "release" / f"{program}.product" / "Objects.LinkFileList").read_text().split("\n")
    return sorted({match[1] for line in objects if (match := re.search(r"/([^/]+)\.build/", line.strip("'\"")))})


def packages_of_modules(cache):
    """Module -> folder of the package in `checkouts`, as the plan of the build names their sources."""
    plan = (cache / "release.yaml").read_text()
    found = {}
    for command in plan.split("\n\n"):
        made = "".join(re.findall(r"^ *outputs: .*$", command, re.MULTILINE))
        outputs = set(re.findall(r"/([^/\"]+)\.build/[^\"]*\.o\"", made))
        sources = set(re.findall(re.escape(str(cache)) + r"/checkouts/([^/\"]+)/[^\"]*\.(?:swift|c|cc|cpp|S|s)\"", command))
        if len(sources) == 1:
            for module in outputs:
                found.setdefault(module, next(iter(sources)))
    return found


def resolved(cache):
    """Folder of a package -> its name, address and version."""
    state = json.loads((cache / "workspace-state.json").read_text())
    found = {}
    for dependency in state["object"]["dependencies"]:
        checkout = dependency["state"].get("checkoutState", {})
        found[dependency["subpath"]] = {
            "name": dependency["packageRef"]["identity"],
            "repository": dependency["packageRef"]["location"],
            "version": checkout.get("version") or checkout.get("revision"),
        }
    return found


def symbols_of(executable):
    """The names of what the program defines."""
    listed = subprocess.run(["nm", "--defined-only", executable], check=True, capture_output=True, text=True).stdout
    return {fields[2] for line in listed.splitlines() if len(fields := line.split(" ", 2)) == 3}


def runtime_linked(symbols):
    """The libraries of Swift's runtime that the program defines symbols of."""
    return [library for library, symbol in RUNTIME.items() if any(name.startswith(symbol) for name in symbols)]


def left(modules, symbols):
    """The modules of which something is left: names of Swift bear that of their module, after its length."""
    text = "\n".join(symbols)
    return [module for module in modules if f"{len(module)}{module}" in text]


def swift_version():
    said = subprocess.run(["swift", "--version"], check=True, capture_output=True, text=True).stdout
    return re.search(r"Swift version ([0-9.]+)", said)[1]


def copy_notices(cache, folders, target):
    """Licences and notices of the packages, and of Swift's runtime."""
    target.mkdir(parents=True, exist_ok=True)
    for folder in folders:
        files = [file for file in (cache / "checkouts" / folder).iterdir()
                 if re.match(r"(LICEN[CS]E|NOTICE|COPYING)", file.name) and file.is_file()]
        if not any(file.name.startswith(("LICEN", "COPYING")) for file in files):
            sys.exit(f"linked: {folder} has no licence among its files: its notice cannot be given")
        for file in files:
            shutil.copyfile(file, target / f"{folder}.{file.name}")
    toolchain = Path(shutil.which("swift")).resolve().parent.parent
    shutil.copyfile(toolchain / "share/swift/LICENSE.txt", target / "swift.LICENSE.txt")


def main():
    cache, program, directory = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    modules, packages, versions = modules_linked(cache, program), packages_of_modules(cache), resolved(cache)
    linked = {}
    for module in modules:
        if folder := packages.get(module):
            linked.setdefault(folder, []).append(module)
    symbols = symbols_of(cache / "release" / program)
    linked = {folder: names for folder, names in linked.items() if left(names, symbols)}
    own = [module for module in modules if module not in packages]
    document = {
        "program": program,
        "swift": {"version": swift_version(), "libraries": runtime_linked(symbols)},
        "packages": [versions[folder] | {"modules": names} for folder, names in sorted(linked.items())],
        "modules": own,
    }
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "linked.json").write_text(json.dumps(document, indent=1) + "\n")
    copy_notices(cache, sorted(linked), directory / "notices")


if __name__ == "__main__":
    main()
