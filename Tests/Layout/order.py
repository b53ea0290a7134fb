#!/usr/bin/python3
"""Writes the order of functions: those that ran, by the addresses that first_calls.c recorded, program by program.

order.py PRODUCTS RECORDS OUTPUT: a function that several programs have stands where the first of them calls it.
"""

import struct
import subprocess
import sys
from pathlib import Path

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


if __name__ == "__main__":
    products, records, output = map(Path, sys.argv[1:])
    listed = order(products, records)
    output.write_text("".join(f"{name}\n" for name in listed))
    print(f"layout: {len(listed)} functions in {output}")
