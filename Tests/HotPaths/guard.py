#!/usr/bin/python3
"""Counts what the hot paths cost, instructions and allocations, and fails when one costs more than its threshold.

Each path is run under callgrind with so many rounds and with twice as many: the difference is free of starting up.
Nothing here is a time, so it does not matter what else the machine does.
"""

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/release/coopt-hot-paths"
THRESHOLDS = Path(__file__).parent / "thresholds.json"
# The C library copies and compares by other instructions on other processors.
SLACK = 1.10
ROUNDS = 50
ALLOCATING = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc"}


def main():
    parser = argparse.ArgumentParser(prog="docker/local/guard", description=__doc__)
    parser.add_argument("--update", action="store_true", help="what is measured now, and a tenth, become the thresholds")
    wanted = parser.parse_args()
    measured = measure()
    if wanted.update:
        write(measured)
    thresholds = json.loads(THRESHOLDS.read_text())
    exceeded = show(measured, thresholds["paths"])
    if exceeded:
        sys.exit(f"guard: {', '.join(exceeded)}: dearer than allowed. Where that is the price of something wanted, run"
                 f" 'docker/local/guard --update' and say why in the commit. {compared(thresholds)}")


def measure():
    """Instructions and allocations a round, by path."""
    with tempfile.TemporaryDirectory() as directory:
        program = without_debug_information(Path(directory))
        paths = subprocess.run([program], capture_output=True, text=True, check=True).stdout.split()
        runs = [(program, path, rounds) for path in paths for rounds in (ROUNDS, 2 * ROUNDS)]
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            counts = list(pool.map(lambda run: count(*run), runs))
    return {path: [(twice - once) / ROUNDS for once, twice in zip(counts[2 * number], counts[2 * number + 1])]
            for number, path in enumerate(paths)}


def without_debug_information(directory):
    """A copy of the program: the valgrind of Debian 12 gives up over what Swift writes there; names it needs stay."""
    copy = directory / "coopt-hot-paths"
    subprocess.run(["strip", "--strip-debug", "-o", copy, PROGRAM], check=True)
    return copy


def count(program, path, rounds):
    """Instructions and allocations of a whole run."""
    output = program.parent / f"{path}.{rounds}"
    # Hashes have a seed of their own in each process otherwise, and dictionaries another order.
    environment = os.environ | {"SWIFT_DETERMINISTIC_HASHING": "1"}
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}", program, path, str(rounds)],
                          env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"guard: {path} does not run under callgrind:\n{done.stderr}")
    return read(output)


def read(output):
    """Sums up what callgrind wrote: a name stands in full where it comes first, and as its number from then on."""
    instructions, allocations, numbers, callee = 0, 0, set(), ""
    for line in output.open(errors="replace"):
        if line.startswith(("fn=(", "cfn=(")):
            number, _, name = line.partition("(")[2].strip().partition(")")
            if name.strip() in ALLOCATING:
                numbers.add(number)
            callee = number
        elif line.startswith("calls=") and callee in numbers:
            allocations += int(line[6:].split()[0])
        elif line.startswith("totals:"):
            instructions = int(line.split()[1])
    return instructions, allocations


def show(measured, thresholds):
    """Prints the table; the paths that are too dear."""
    exceeded = []
    print(f"{'path':24} {'instructions':>13} {'at most':>10} {'allocations':>12} {'at most':>8}  verdict")
    for path, values in measured.items():
        limits = thresholds.get(path, [0, 0])
        is_fine = all(value <= limit for value, limit in zip(values, limits))
        exceeded += [] if is_fine else [path]
        print(f"{path:24} {values[0]:13.0f} {limits[0]:10} {values[1]:12.1f} {limits[1]:8}"
              f"  {'fine' if is_fine else 'too dear'}")
    return exceeded


def write(measured):
    paths = {path: [math.ceil(SLACK * value) for value in values] for path, values in measured.items()}
    lines = ",\n".join(f"    {json.dumps(path)}: {json.dumps(limits)}" for path, limits in paths.items())
    THRESHOLDS.write_text(f'{{\n  "measuredWith": {json.dumps(toolchain())},\n  "paths": {{\n{lines}\n  }}\n}}\n')


def compared(thresholds):
    """Another compiler makes other code: whoever reads the verdict has to know."""
    before, here = thresholds["measuredWith"], toolchain()
    return "" if before == here else f"The thresholds are those of {before}; this is {here}."


def toolchain():
    version = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout
    return f"Swift {version.partition('Swift version ')[2].split()[0]} on {platform.machine()}"


if __name__ == "__main__":
    main()
