"""Renders an overlay and says what is wrong with it: `python -m checking CERTIFICATES [OVERLAY]`. Exit status: 0 nothing,
1 something, 64 wrong arguments.

CERTIFICATES is a PEM file that stands for the authorities; OVERLAY is a folder, overlays/production without one.
"""

import sys

from . import acceptance, confinement, door, given, network, programs, rendering, scaling, schemas, wholeness


def breaches(objects, around):
    """Everything that is wrong with rendered objects; what breaks its schema is not looked at further."""
    broken = list(schemas.breaches(objects))
    if broken:
        return broken
    rules = (confinement, given, wholeness, scaling)
    return [finding for rule in rules for finding in rule.breaches(objects)] + [
        finding for rule in (network, door) for finding in rule.breaches(objects, around)]


def main(certificates, overlay=rendering.FOLDER / "overlays" / "production"):
    try:
        objects = rendering.render(overlay) + rendering.render_secrets(certificates)
        found = breaches(objects, rendering.surroundings(overlay))
    except rendering.CannotRender as error:
        print(f"kubernetes-check: {error}", file=sys.stderr)
        return 1
    found = found or list(acceptance.breaches(objects))
    for finding in found:
        print(f"kubernetes-check: {finding}", file=sys.stderr)
    tell(objects, overlay)
    print(f"  {len(found)} findings" if found else "  nothing is wrong")
    return 1 if found else 0


def tell(objects, overlay):
    versions = " and ".join(schemas.VERSIONS)
    print(f"  {len(objects)} objects of {overlay}, strictly by the schemas of Kubernetes {versions}, KEDA and Prometheus")
    if programs.executable("coopt-members") is None:
        print("  not checked: whether the programs accept their settings; they are not built")
    if programs.definitions() is None:
        print("  not checked: queues and users; coopt-topology is not built")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        sys.exit(64)
    sys.exit(main(*sys.argv[1:]))
