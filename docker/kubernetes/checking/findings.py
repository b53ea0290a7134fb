"""What is wrong, and with which object."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that is wrong: `rule` is its code, `subject` the object, `message` says what and what to do."""

    rule: str
    subject: str
    message: str

    def __str__(self):
        return f"{self.subject}: {self.message} [{self.rule}]"


def name_of(item):
    """An object as people call it: Deployment coopt-members."""
    return f"{item.get('kind', 'object without kind')} {item.get('metadata', {}).get('name', 'without name')}"


def of_kind(objects, *kinds):
    """The objects of some kinds."""
    return [item for item in objects if item.get("kind") in kinds]


def selects(selector, labels):
    """Whether a label selector, as in Kubernetes, matches these labels; an empty one matches all."""
    for key, value in (selector.get("matchLabels") or {}).items():
        if labels.get(key) != value:
            return False
    for term in selector.get("matchExpressions") or []:
        there, operator = labels.get(term["key"]), term["operator"]
        fits = {
            "In": there in term.get("values", []),
            "NotIn": there not in term.get("values", []),
            "Exists": there is not None,
            "DoesNotExist": there is None,
        }
        if not fits[operator]:
            return False
    return True
