#!/usr/bin/python3
"""Writes the order of functions: those that ran, by the addresses that first_calls.c recorded, program by program.

order.py PRODUCTS RECORDS OUTPUT: a function that several programs have stands where the first of them calls it.
order.py --check PRODUCTS ORDER: whether the programs still have what is listed; else it is time to record again.
"""

import struct
import subprocess
import sys
from pathlib import Path

# Of the functions that are listed, what the programs may not have any more. Names change with what they name, and with the
# file that what is private stands in.
STALE = 0.15
# What every service has is called by the first of them; the others add what is theirs.
PROGRAMS = ("rewards", "notifications", "recommendations", "offers", "qualification", "members", "webhooks", "console")


def names(program):
    """The functions of a program by address: those of several names under each."""
    found = {}
    listing = subprocess.run(["readelf", "--symbols", "--wide", program], capture_output=True, text=True, check=True).stdout
    for columns in map(str.split, listing.splitlines()):
        if len(columns) == 8 and columns[3] == "FUNC" and columns[6] != "UND":
            found.setdefault(int(columns[1], 16), []).append(columns[7])
    return found


def calls(record):
    """Addresses in the order of their first calls."""
    content = record.read_bytes()
    return [address for address in struct.unpack(f"<{len(content) // 8}Q", content) if address]


def order(products, records):
    listed = {}
    for program in PROGRAMS:
        named = names(products / f"coopt-{program}")
        recorded = sorted(records.glob(f"coopt-{program}.*"))
        if not recorded:
            sys.exit(f"layout: nothing was recorded of coopt-{program}")
        for record in recorded:
            for address in calls(record):
                listed.update(dict.fromkeys(named.get(address, [])))
    return listed


def check(products, listed):
    """Says what share of the list the programs have not, and ends with 1 where it is too much."""
    known = {name for program in PROGRAMS for found in names(products / f"coopt-{program}").values() for name in found}
    gone = [name for name in listed if name not in known]
    print(f"layout: {len(gone)} of {len(listed)} listed functions are in no program ({len(gone) / len(listed):.1%})")
    if len(gone) > STALE * len(listed):
        sys.exit("layout: the list is old; Tests/Layout/record writes it anew")


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        check(Path(sys.argv[2]), Path(sys.argv[3]).read_text().split())
        sys.exit()
    products, records, output = map(Path, sys.argv[1:])
    listed = order(products, records)
    output.write_text("".join(f"{name}\n" for name in listed))
    print(f"layout: {len(listed)} functions in {output}")
